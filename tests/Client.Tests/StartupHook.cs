/// <summary>Loaded by the runtime into the built command when DOTNET_STARTUP_HOOKS names this assembly: writes down what the process has loaded as it ends.</summary>
#pragma warning disable CA1050 // The runtime looks for the type of this name outside any namespace.
internal static class StartupHook
{
    /// <summary>Names the file for the list of assemblies.</summary>
    public const string Variable = "SEARCH_TEST_LOADED";

    public static void Initialize()
    {
        var file = Environment.GetEnvironmentVariable(Variable)!;
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
            File.WriteAllLines(file, AppDomain.CurrentDomain.GetAssemblies().Select(assembly => assembly.GetName().Name!));
    }
}
