using Search.Experiments;

namespace Search.Objectives;

/// <summary>Which epoch of a trial was its best. For show and for export: ranks go by the last epoch.</summary>
public static class BestEpoch
{
    /// <summary>The best epoch, counted from 1; of equals the earliest. Null when no value is a finite number.</summary>
    /// <param name="values">The objective's value after each epoch, with the user's sign; null and NaN where there is none.</param>
    /// <param name="objective">What is optimised.</param>
    public static int? Of(IEnumerable<double?> values, ObjectiveSpec objective)
    {
        var (best, least, epoch) = ((int?)null, double.PositiveInfinity, 0);
        foreach (var value in values)
        {
            epoch++;
            if (value is { } known && double.IsFinite(known) && objective.ToInternal(known) < least)
                (best, least) = (epoch, objective.ToInternal(known));
        }
        return best;
    }
}
