namespace Search.Training.Data.Splitting;

/// <summary>Which images belong together, such as all pictures of one driver.</summary>
/// <param name="Names">Names of the groups in order of first appearance.</param>
/// <param name="OfImage">Index of each image's group; −1 for images without a label, which need none.</param>
internal sealed record ImageGroups(IReadOnlyList<string> Names, IReadOnlyList<int> OfImage);
