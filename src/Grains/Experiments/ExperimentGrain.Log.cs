using Microsoft.Extensions.Logging;
using Search.Experiments;
using Search.Objectives;

namespace Search.Grains.Experiments;

internal sealed partial class ExperimentGrain
{
    [LoggerMessage(EventId = 200, Level = LogLevel.Information, Message = "Trial {Trial}: {State} ({Reason})")]
    private partial void LogDecided(int trial, TrialState state, string reason);

    [LoggerMessage(EventId = 201, Level = LogLevel.Warning, Message = "Trial {Trial}, attempt {Attempt} failed: {Kind} ({Message})")]
    private partial void LogFailed(int trial, int attempt, FailureKind kind, string message);

    [LoggerMessage(EventId = 202, Level = LogLevel.Warning, Message = "Trial {Trial}, attempt {Attempt} could not start on {Slot}: {Message}")]
    private partial void LogRefused(int trial, int attempt, string slot, string message);

    [LoggerMessage(EventId = 203, Level = LogLevel.Warning, Message = "Trial {Trial}, attempt {Attempt} on {Slot} could not be told to stop: {Message}")]
    private partial void LogStopFailed(int trial, int attempt, string slot, string message);

    [LoggerMessage(EventId = 204, Level = LogLevel.Warning, Message = "The device pool did not answer: {Message}")]
    private partial void LogPoolUnreachable(string message);

    [LoggerMessage(EventId = 205, Level = LogLevel.Error, Message = "The journal cannot be written: {Message} The experiment goes on from its last durable row.")]
    private partial void LogBroken(Exception error, string message);

    [LoggerMessage(EventId = 206, Level = LogLevel.Warning, Message = "No snapshot could be kept: {Message} The experiment will take longer to come back.")]
    private partial void LogNoSnapshot(string message);

    [LoggerMessage(EventId = 207, Level = LogLevel.Warning, Message = "Trial {Trial}, attempt {Attempt} is lost: {Reason}")]
    private partial void LogLost(int trial, int attempt, string reason);

    [LoggerMessage(EventId = 208, Level = LogLevel.Warning, Message = "The list of running experiments could not be changed: {Message}")]
    private partial void LogNotUnlisted(string message);
}
