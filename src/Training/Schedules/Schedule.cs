namespace Search.Training.Schedules;

/// <summary>The learning rate as a factor on its peak: a pure function, so that a resumed run needs no saved state.</summary>
/// <param name="progress">Share of all steps done before this one, in [0, 1).</param>
/// <param name="epochs">Length of the whole run in epochs, at least 1.</param>
/// <returns>The factor, in [0, 1].</returns>
internal delegate double Schedule(double progress, int epochs);
