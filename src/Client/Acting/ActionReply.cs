namespace Search.Client.Acting;

/// <summary>The answer to an action.</summary>
/// <param name="Refusal">Why it was not done, as a sentence; null when it was.</param>
/// <param name="Count">How many trials it concerned, where that has a meaning.</param>
internal readonly record struct ActionReply(string? Refusal, int Count = 0);
