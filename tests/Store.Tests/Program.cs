using Search.Store.Tests;
using Search.Store.Tests.Processes;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

// A test that needs a second process starts this program again with "child" in front; else it is the usual test runner.
if (args is ["child", var role, .. var rest])
    return await Child.RunAsync(role, rest);
return args.Any(argument => argument is "--server" or "--internal-msbuild-node")
    ? await TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions)
    : await ConsoleRunner.Run(args);
