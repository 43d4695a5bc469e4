namespace Search.Client.Acting;

/// <summary>The common course of acting commands: find the experiment, open the actor, act, say what happened.</summary>
internal static class ExperimentAction
{
    /// <summary>Carries an action out.</summary>
    /// <param name="context">The call.</param>
    /// <param name="word">The experiment as the user named it.</param>
    /// <param name="act">The action.</param>
    /// <param name="done">The sentence when it is done; told whether an owner carries it out at once.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<int> RunAsync(
        CommandContext context, string word, Func<IExperimentActor, string, Task<ActionReply>> act, Func<string, ActionReply, bool, string> done, CancellationToken cancellationToken)
    {
        var id = await context.Library.ResolveAsync(word, cancellationToken);
        await using var actor = await ExperimentActors.OpenAsync(context, cancellationToken);
        var reply = await act(actor, id);
        if (reply.Refusal is { } refusal)
            throw CommandException.Failed(refusal);
        context.Say(done(id, reply, actor.IsLive));
        return ExitCode.Done;
    }
}
