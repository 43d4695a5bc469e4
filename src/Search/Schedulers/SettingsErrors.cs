namespace Search.Schedulers;

/// <summary>Refuses settings that contradict one another, with all that is wrong with them.</summary>
internal static class SettingsErrors
{
    /// <exception cref="ArgumentException">There is an error; all are listed.</exception>
    public static void ThrowIfAny(IEnumerable<string> errors)
    {
        string[] all = [.. errors];
        if (all.Length > 0)
            throw new ArgumentException(string.Join(" ", all));
    }
}
