return await Search.Silo.SiloProgram.RunAsync(args, Console.Error);
