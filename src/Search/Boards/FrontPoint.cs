namespace Search.Boards;

/// <summary>A trial of a Pareto front: no other is at least as good in every objective and better in one.</summary>
/// <param name="Trial">Its number.</param>
/// <param name="Epoch">The epoch of its values.</param>
/// <param name="Values">One for each objective, in their order, with the user's sign.</param>
public sealed record FrontPoint(int Trial, int Epoch, IReadOnlyList<double> Values);
