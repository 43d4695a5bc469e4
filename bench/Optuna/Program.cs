using Search.Bench.Optuna;

// Side by side with Debian's python3-optuna (python3-cmaes, python3-scipy):
//   functions [--instance N] [--samplers auto,…] [--functions a,b] [--seeds 30] [--budgets 50,100,200] [--power 1] [--optuna tpe,…] [--out FOLDER] [--processes N]
//   table SWEEP.yaml CURVES.csv [--seeds 60] [--workers 8] [--out FOLDER] [--samplers auto] [--schedulers auto] [--processes N]
//   proposals [--samplers bohb,gp,…] [--function hartmann6]   (of our own samplers: needs no Optuna)
// Optuna's results are kept under FOLDER by instance or table, so that another run of our side takes seconds.
switch (args)
{
    case ["functions", ..]:
        new FunctionBench(new Options(args)).Run();
        return 0;
    case ["table", var sweep, var curves, ..]:
        new TableBench(new Options(args), sweep, curves).Run();
        return 0;
    case ["proposals", ..]:
        ProposalBench.Run(new Options(args));
        return 0;
    default:
        Console.Error.WriteLine("Usage: functions [--instance N] … | table SWEEP.yaml CURVES.csv … | proposals … (see the first lines of Program.cs)");
        return 2;
}
