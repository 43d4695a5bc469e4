namespace Search.Training.Data.Caching;

/// <summary>A lock between processes: held while the file is open, and given back by the system if the holder dies.</summary>
internal sealed class FileLock : IDisposable
{
    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromMilliseconds(100);

    private readonly FileStream file;

    private FileLock(FileStream file) => this.file = file;

    /// <summary>Waits until nobody else holds the lock at <paramref name="path"/>.</summary>
    public static FileLock Take(string path, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                return new(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (IOException e) when (IsHeld(e))
            {
                // The system offers no wait with cancellation for such locks.
                cancellationToken.WaitHandle.WaitOne(BetweenAttempts);
            }
        }
    }

    public void Dispose() => file.Dispose();

    // EAGAIN of Linux and of macOS, ERROR_SHARING_VIOLATION of Windows.
    private static bool IsHeld(IOException e) => e.HResult is 11 or 35 or unchecked((int)0x80070020);
}
