using System.Text.Json;
using Search.Spaces;

namespace Search.Experiments.Pages;

/// <summary>Many events in few bytes that are read quickly: the pages of a snapshot.</summary>
/// <remarks>
/// A page says nothing that the journal does not, so it may be thrown away at any time; one of another version is. The kinds of which there are many
/// have a form of their own, the others stand in it as the journal's JSON.
/// </remarks>
public static class EventPage
{
    private const int Version = 3;

    private enum Kind
    {
        Json,
        Added,
        Started,
        Prepared,
        Measured,
        Decided,
    }

    /// <summary>The page of some events.</summary>
    public static byte[] Write(IEnumerable<ExperimentEvent> events)
    {
        var page = new PageWriter();
        page.Byte(Version);
        foreach (var e in events)
            Write(page, e);
        return page.ToArray();
    }

    /// <summary>True for a page of the version that this program writes: what stands in it is not looked at.</summary>
    public static bool IsCurrent(ReadOnlySpan<byte> bytes) => !bytes.IsEmpty && bytes[0] == Version;

    /// <summary>The events of a page, in order.</summary>
    /// <exception cref="InvalidDataException">It is of another version, or damaged.</exception>
    public static List<ExperimentEvent> Read(ReadOnlySpan<byte> bytes)
    {
        var page = new PageReader(bytes);
        if (page.Byte() is var version && version != Version)
            throw new InvalidDataException($"The page has the format {version}, but this program reads {Version}.");
        var events = new List<ExperimentEvent>();
        try
        {
            while (!page.IsAtEnd)
                events.Add(Read(ref page));
        }
        catch (Exception error) when (error is JsonException or OverflowException or ArgumentException or InvalidOperationException or NotSupportedException or FormatException)
        {
            throw new InvalidDataException($"The page is damaged: {error.Message}", error);
        }
        return events;
    }

    private static void Write(PageWriter page, ExperimentEvent e)
    {
        switch (e)
        {
            case TrialAdded { Plan.Lineage: null } added:
                page.Byte((int)Kind.Added);
                page.Whole(added.Trial);
                page.Whole(added.Stage);
                WritePlan(page, added.Plan);
                break;
            case AttemptStarted started:
                page.Byte((int)Kind.Started);
                page.Whole(started.Trial);
                page.Whole(started.Attempt);
                page.Whole(started.Target);
                page.Text(started.Slot);
                break;
            case AttemptPrepared prepared:
                page.Byte((int)Kind.Prepared);
                page.Whole(prepared.Trial);
                page.Whole(prepared.Attempt);
                page.Text(prepared.Fingerprint);
                page.Whole(prepared.FromEpoch);
                break;
            case EpochMeasured { Test: null, Measurement.Others: null } measured:
                page.Byte((int)Kind.Measured);
                WriteMeasured(page, measured);
                break;
            case TrialDecided decided:
                page.Byte((int)Kind.Decided);
                page.Whole(decided.Trial);
                page.Byte((int)decided.Action);
                page.Whole(decided.Target);
                page.Text(decided.Reason.Text);
                page.WholeOrNone(decided.Reason.Rung);
                page.WholeOrNone(decided.Reason.Rank);
                page.WholeOrNone(decided.Reason.Of);
                page.NumberOrNone(decided.Reason.CutOff);
                break;
            default:
                page.Byte((int)Kind.Json);
                page.Bytes(EventJson.Write(e));
                break;
        }
    }

    private static ExperimentEvent Read(ref PageReader page) => (Kind)page.Byte() switch
    {
        Kind.Json => EventJson.Read(page.Bytes()),
        Kind.Added => new TrialAdded { Trial = page.Int(), Stage = page.Int(), Plan = ReadPlan(ref page) },
        Kind.Started => new AttemptStarted(page.Int(), page.Int(), page.Int(), page.Text()!),
        Kind.Prepared => new AttemptPrepared(page.Int(), page.Int(), page.Text()!, page.Int()),
        Kind.Measured => ReadMeasured(ref page),
        Kind.Decided => new TrialDecided(page.Int(), (TrialAction)page.Byte(), page.Int(),
            new DecisionReason(page.Text()!) { Rung = page.IntOrNone(), Rank = page.IntOrNone(), Of = page.IntOrNone(), CutOff = page.NumberOrNone() }),
        var other => throw new InvalidDataException($"The page holds an event of kind {other}."),
    };

    private static void WritePlan(PageWriter page, TrialPlan plan)
    {
        page.Byte((int)plan.Role);
        page.Whole(plan.Configuration.Count);
        foreach (var (name, value) in plan.Configuration)
        {
            page.Text(name);
            page.Byte(value.IsFlag ? 0 : value.IsText ? 1 : 2);
            if (value.IsText)
                page.Text(value.Text);
            else
                page.Number(value.Number);
        }
        page.Whole(plan.TrainImages);
        page.Whole(plan.ValidImages);
        page.Whole(plan.Epochs);
        page.Whole(plan.Target);
        page.Number(plan.Fraction);
        page.Whole(plan.FromEpoch);
        page.Whole(plan.ForkInterval);
        page.Whole(plan.Repeat);
        page.WholeOrNone(plan.Parent);
        page.Text(plan.Label);
        page.Flag(plan.ScoreTest);
        page.Flag(plan.Counts);
    }

    private static TrialPlan ReadPlan(ref PageReader page)
    {
        var role = (TrialRole)page.Byte();
        var values = new KeyValuePair<string, ParameterValue>[page.Count()];
        for (var i = 0; i < values.Length; i++)
            values[i] = new(page.Text()!, page.Byte() switch { 0 => new ParameterValue(page.Number() != 0), 1 => new ParameterValue(page.Text()!), _ => new ParameterValue(page.Number()) });
        return new TrialPlan
        {
            Role = role,
            Configuration = new Configuration(values),
            TrainImages = page.Int(),
            ValidImages = page.Int(),
            Epochs = page.Int(),
            Target = page.Int(),
            Fraction = page.Number(),
            FromEpoch = page.Int(),
            ForkInterval = page.Int(),
            Repeat = page.Int(),
            Parent = page.IntOrNone(),
            Label = page.Text(),
            ScoreTest = page.Flag(),
            Counts = page.Flag(),
        };
    }

    private static void WriteMeasured(PageWriter page, EpochMeasured measured)
    {
        var numbers = measured.Measurement;
        page.Whole(measured.Trial);
        page.Whole(numbers.Attempt);
        page.Whole(numbers.Epoch);
        page.NumberOrNone(numbers.Value);
        page.NumberOrNone(numbers.TrainLoss);
        page.NumberOrNone(numbers.TrainAccuracy);
        page.NumberOrNone(numbers.ValidLoss);
        page.NumberOrNone(numbers.ValidAccuracy);
        page.NumberOrNone(numbers.LearningRate);
        page.Number(numbers.Seconds);
        page.Text(measured.Checkpoint);
        page.Whole(measured.CheckpointBytes);
        page.Flag(measured.ValidCorrect is not null);
        if (measured.ValidCorrect is { } bits)
            page.Bytes(bits);
    }

    private static EpochMeasured ReadMeasured(ref PageReader page)
    {
        var trial = page.Int();
        var measurement = new Measurement
        {
            Attempt = page.Int(),
            Epoch = page.Int(),
            Value = page.NumberOrNone(),
            TrainLoss = page.NumberOrNone(),
            TrainAccuracy = page.NumberOrNone(),
            ValidLoss = page.NumberOrNone(),
            ValidAccuracy = page.NumberOrNone(),
            LearningRate = page.NumberOrNone(),
            Seconds = page.Number(),
        };
        return new EpochMeasured
        {
            Trial = trial,
            Measurement = measurement,
            Checkpoint = page.Text(),
            CheckpointBytes = page.Whole(),
            ValidCorrect = page.Flag() ? page.Bytes().ToArray() : null,
        };
    }
}
