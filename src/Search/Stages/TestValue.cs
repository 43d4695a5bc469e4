using Search.Experiments;
using Search.Objectives;

namespace Search.Stages;

/// <summary>The test split's counterpart of the objective.</summary>
public static class TestValue
{
    /// <summary>Test loss where a loss is minimised, else test accuracy; the user's sign.</summary>
    public static double Of(ObjectiveSpec objective, TestScores scores) => objective.Name == ObjectiveSpec.ValidLoss.Name ? scores.Loss : scores.Accuracy;
}
