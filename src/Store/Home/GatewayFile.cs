using System.Text.Json;

namespace Search.Store.Home;

/// <summary>The file in which the owner of a home folder names its gateway: readable by its user only.</summary>
public static class GatewayFile
{
    /// <summary>Writes the file, so that a reader sees the old one or the whole new one. Only the holder of the lock may.</summary>
    /// <exception cref="StoreUnavailableException">The file cannot be written.</exception>
    public static void Write(HomeFolder home, Gateway gateway)
    {
        var draft = home.GatewayFile + ".new";
        try
        {
            // A draft left by a killed owner may have any mode; a new file has ours from its first moment.
            File.Delete(draft);
            using (var file = new FileStream(draft, Options()))
                JsonSerializer.Serialize(file, gateway, GatewayJson.Default.Gateway);
            File.Move(draft, home.GatewayFile, overwrite: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StoreUnavailableException($"{home.GatewayFile} cannot be written ({failure.Message}), so no other process could reach this one.", failure);
        }
    }

    /// <summary>The gateway last named, or null when there is none. Its owner may be gone: the lock says.</summary>
    public static Gateway? Read(HomeFolder home)
    {
        try
        {
            using var file = File.OpenRead(home.GatewayFile);
            return JsonSerializer.Deserialize(file, GatewayJson.Default.Gateway);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Removes the file when the owner leaves.</summary>
    public static void Delete(HomeFolder home)
    {
        try
        {
            File.Delete(home.GatewayFile);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StoreUnavailableException($"{home.GatewayFile} cannot be removed ({failure.Message}).", failure);
        }
    }

    private static FileStreamOptions Options()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }
}
