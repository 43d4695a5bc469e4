namespace Search.Simulation;

/// <summary>The best trial from some moment on.</summary>
/// <param name="Trial">Its number.</param>
/// <param name="Epoch">The epoch of its best value.</param>
/// <param name="Seconds">Virtual time of that epoch.</param>
/// <param name="Spent">Epochs paid for over all trials until then.</param>
/// <param name="Value">Its best value so far, with the user's sign.</param>
/// <param name="Regret">How far it is from the best there is; null where that is not known.</param>
public sealed record Incumbent(int Trial, int Epoch, double Seconds, long Spent, double Value, double? Regret);
