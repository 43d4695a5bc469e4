using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Search.Silo.Hosting;

/// <summary>Appends log lines to one file: time, level, category, message. Lines that cannot be written are dropped: a full disk must not end a search twice.</summary>
internal sealed class FileLoggerProvider(string file, TimeProvider time) : ILoggerProvider
{
    private readonly Lock guard = new();
    private StreamWriter? writer;

    public ILogger CreateLogger(string categoryName) => new FileLogger(this, categoryName);

    public void Dispose()
    {
        lock (guard)
            Close();
    }

    private void Write(LogLevel level, string category, string message, Exception? error)
    {
        lock (guard)
        {
            try
            {
                if (writer is null)
                {
                    Directory.CreateDirectory(Path.GetDirectoryName(file)!);
                    writer = new StreamWriter(new FileStream(file, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete)) { AutoFlush = true };
                }
                writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{time.GetUtcNow():yyyy-MM-ddTHH:mm:ss.fffZ} {level} {category}: {message}"));
                if (error is not null)
                    writer.WriteLine(error);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                Close();
            }
        }
    }

    private void Close()
    {
        try
        {
            writer?.Dispose();
        }
        catch (IOException)
        {
            // The rest of a line that did not fit on the disk.
        }
        writer = null;
    }

    private sealed class FileLogger(FileLoggerProvider provider, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
                provider.Write(logLevel, category, formatter(state, exception), exception);
        }
    }
}
