using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Search.Store.Home;

/// <summary>Ownership of a home folder: at most one process holds it, and the operating system takes it back when that process ends, however it ends.</summary>
public sealed partial class HomeLock : IDisposable
{
    private const int LockExclusive = 2, LockNonBlocking = 4;
    private const int TryAgainLinux = 11, TryAgainBsd = 35;

    private readonly FileStream file;

    private HomeLock(FileStream file) => this.file = file;

    /// <summary>Takes the lock, or returns null at once when another owner holds it.</summary>
    /// <exception cref="StoreUnavailableException">The lock file cannot be opened, or the file system knows no locks.</exception>
    public static HomeLock? TryAcquire(HomeFolder home)
    {
        FileStream file;
        try
        {
            file = new FileStream(home.LockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException failure) when (IsHeld(failure.HResult))
        {
            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StoreUnavailableException($"The lock file {home.LockFile} cannot be opened ({failure.Message}): choose another home with --home DIR.", failure);
        }
        if (Lock(file.SafeFileHandle, home))
            return new HomeLock(file);
        file.Dispose();
        return null;
    }

    /// <summary>Gives the folder back.</summary>
    // The file stays: deleting it would let one process lock the old file and another the new one.
    public void Dispose() => file.Dispose();

    private static bool IsHeld(int result) => OperatingSystem.IsWindows() ? (result & 0xFFFF) is 32 or 33 : result is TryAgainLinux or TryAgainBsd;

    // .NET locks by itself, but on a file system without locks it goes on silently: so ask again, explicitly, and refuse to go on without.
    private static bool Lock(SafeFileHandle handle, HomeFolder home)
    {
        if (OperatingSystem.IsWindows() || Flock(handle, LockExclusive | LockNonBlocking) == 0)
            return true;
        var error = Marshal.GetLastPInvokeError();
        if (IsHeld(error))
            return false;
        handle.Dispose();
        throw new StoreUnavailableException(
            $"The file system of {home.Root} cannot lock files (error {error}), so two processes might own the folder: choose a home on a local disk with --home DIR.");
    }

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    private static partial int Flock(SafeFileHandle file, int operation);
}
