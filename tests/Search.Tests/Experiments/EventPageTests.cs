using System.Text;
using CsCheck;
using Search.Experiments;
using Search.Experiments.Pages;
using Search.Simulation;
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

    [Fact]
    public void A_plan_with_a_lineage_survives_a_page()
    {
        var sample = EventJsonTests.Samples.OfType<TrialAdded>().Single();
        TrialAdded added = sample with { Plan = sample.Plan with { Lineage = [new(sample.Plan.Configuration, 3)] } };

        var read = EventPage.Read(EventPage.Write([added, sample]));

        Assert.Equal([Json(added), Json(sample)], read.Select(Json));
        Assert.Equal([new LineagePart(sample.Plan.Configuration, 3)], Assert.IsType<TrialAdded>(read[0]).Plan.Lineage!);
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

    private static string Json(ExperimentEvent e) => Encoding.UTF8.GetString(EventJson.Write(e));
}
