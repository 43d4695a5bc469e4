using System.Text;
using CsCheck;
using Search.Experiments;
using Search.Experiments.Pages;
using Search.Simulation;
using Search.Spaces;
using Xunit;

namespace Search.Tests.Experiments;

public sealed class EventPageTests
{
    [Theory, MemberData(nameof(EventJsonTests.Kinds), MemberType = typeof(EventJsonTests))]
    public void Every_kind_of_event_survives_a_page_with_all_its_members(Type kind)
    {
        var sample = EventJsonTests.Samples.Single(sample => sample.GetType() == kind);

        var read = EventPage.Read(EventPage.Write([sample, sample]));

        Assert.Equal([Json(sample), Json(sample)], read.Select(Json));
    }

    /// <summary>Each member of the events that have a form of their own, with the sample's value, in an event that is bare otherwise: the sample itself is written as JSON.</summary>
    public static TheoryData<string> Members =>
    [
        .. Of<TrialAdded>(), .. Of<TrialPlan>(), .. Of<AttemptStarted>(), .. Of<AttemptPrepared>(), .. Of<EpochMeasured>(), .. Of<Measurement>(), .. Of<TrialDecided>(), .. Of<DecisionReason>(),
    ];

    [Theory, MemberData(nameof(Members))]
    public void Every_member_survives_a_page_without_the_others(string member)
    {
        var name = member.Split('.');
        var (sample, bare) = (Sample(name[0]), Bare(name[0]));
        var property = sample.GetType().GetProperty(name[1])!;
        Assert.NotEqual(property.GetValue(sample), property.GetValue(bare)); // else its loss would not be seen

        property.SetValue(bare, property.GetValue(sample));
        var written = Event(bare);
        var read = EventPage.Read(EventPage.Write([written, written]));

        Assert.Equal([Json(written), Json(written)], read.Select(Json));
    }

    [Fact]
    public void A_plan_with_a_lineage_survives_a_page_beside_one_without()
    {
        var with = EventJsonTests.Samples.OfType<TrialAdded>().Single();
        TrialAdded without = with with { Plan = with.Plan with { Lineage = null } };

        var read = EventPage.Read(EventPage.Write([with, without]));

        Assert.Equal([Json(with), Json(without)], read.Select(Json));
        Assert.Equal(with.Plan.Lineage!, Assert.IsType<TrialAdded>(read[0]).Plan.Lineage!);
    }

    [Fact]
    public void A_whole_search_survives_its_pages()
    {
        var experiment = Experiment.Create("test-0001", Specs.Default(), Specs.Data, DateTimeOffset.UnixEpoch);
        var created = experiment.TakeEvents();
        var simulator = new Simulator(experiment, new SyntheticCurves(), 3);
        simulator.Run();
        ExperimentEvent[] journal = [.. created, .. simulator.Journal];

        var read = journal.Chunk(500).SelectMany(chunk => EventPage.Read(EventPage.Write(chunk))).ToList();

        Assert.Equal(journal.Select(Json), read.Select(Json));
    }

    [Fact]
    public void A_page_that_was_cut_or_altered_is_refused_or_reads_as_something_but_never_crashes()
    {
        var page = EventPage.Write(EventJsonTests.Samples);

        Gen.Select(Gen.Int[0, page.Length - 1], Gen.Byte, Gen.Bool).Sample((at, value, cut) =>
        {
            byte[] broken = cut ? page[..at] : [.. page[..at], value, .. page[(at + 1)..]];
            try
            {
                EventPage.Read(broken);
            }
            catch (InvalidDataException)
            {
                // refused
            }
        });
    }

    [Fact]
    public void A_page_of_another_version_is_refused()
    {
        var page = EventPage.Write(EventJsonTests.Samples);
        page[0]++;

        Assert.Throws<InvalidDataException>(() => EventPage.Read(page));
    }

    [Fact]
    public void An_epoch_with_several_objectives_survives_a_page()
    {
        var several = new EpochMeasured { Trial = 1, Measurement = new Measurement { Attempt = 1, Epoch = 2, Value = 0.5, Others = [1, -2], Seconds = 1 } };

        Assert.Equal(Json(several), Json(EventPage.Read(EventPage.Write([several])).Single()));
    }

    private static IEnumerable<string> Of<T>() => typeof(T).GetProperties().Where(property => property.CanWrite).Select(property => $"{typeof(T).Name}.{property.Name}");

    private static object Sample(string type) => type switch
    {
        nameof(TrialPlan) => EventJsonTests.Samples.OfType<TrialAdded>().Single().Plan,
        nameof(Measurement) => EventJsonTests.Samples.OfType<EpochMeasured>().Single().Measurement,
        nameof(DecisionReason) => EventJsonTests.Samples.OfType<TrialDecided>().Single().Reason,
        _ => EventJsonTests.Samples.Single(sample => sample.GetType().Name == type),
    };

    private static object Bare(string type) => type switch
    {
        nameof(TrialAdded) => new TrialAdded { Trial = 0, Stage = 0, Plan = (TrialPlan)Bare(nameof(TrialPlan)) },
        nameof(TrialPlan) => new TrialPlan { Role = default, Configuration = Configuration.Empty, TrainImages = 0, ValidImages = 0, Epochs = 0, Target = 0 },
        nameof(AttemptStarted) => new AttemptStarted(0, 0, 0, ""),
        nameof(AttemptPrepared) => new AttemptPrepared(0, 0, "", 0),
        nameof(EpochMeasured) => new EpochMeasured { Trial = 0, Measurement = (Measurement)Bare(nameof(Measurement)) },
        nameof(Measurement) => new Measurement { Attempt = 0, Epoch = 0 },
        nameof(TrialDecided) => new TrialDecided(0, default, 0, (DecisionReason)Bare(nameof(DecisionReason))),
        nameof(DecisionReason) => new DecisionReason(""),
        _ => throw new ArgumentException(type, nameof(type)),
    };

    private static ExperimentEvent Event(object part) => part switch
    {
        TrialPlan plan => new TrialAdded { Trial = 0, Stage = 0, Plan = plan },
        Measurement measurement => new EpochMeasured { Trial = 0, Measurement = measurement },
        DecisionReason reason => new TrialDecided(0, default, 0, reason),
        _ => (ExperimentEvent)part,
    };

    private static string Json(ExperimentEvent e) => Encoding.UTF8.GetString(EventJson.Write(e));
}
