using Search.GaussianProcesses;
using Search.Randomness;

namespace Search.Samplers;

/// <summary>What one proposal of a <see cref="GpSampler"/> goes by.</summary>
/// <param name="Data">All trials with a result.</param>
/// <param name="Running">Encoded configurations of the trials whose result is to come.</param>
/// <param name="Random">Draws the candidates.</param>
internal sealed record GpSearch(GpData Data, double[][] Running, SearchRandom Random);
