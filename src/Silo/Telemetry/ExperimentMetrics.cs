using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using Search.Boards;
using Search.Experiments;
using Search.Grains.Experiments;

namespace Search.Silo.Telemetry;

/// <summary>The experiments of this silo as <c>search_…</c> metrics. Labels are bounded: only the leaders are shown one by one.</summary>
internal sealed class ExperimentMetrics : IExperimentGauges, IDisposable
{
    // A commit takes a fraction of a millisecond on a good disk, tens on a slow one; what takes seconds is trouble.
    private static readonly InstrumentAdvice<double> DecisionBuckets = new() { HistogramBucketBoundaries = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10] };

    private readonly Meter meter = new(SearchMeter.Name);
    private readonly ConcurrentDictionary<string, ExperimentFigures> experiments = new(StringComparer.Ordinal);
    private readonly Histogram<double> decisions;

    public ExperimentMetrics()
    {
        decisions = meter.CreateHistogram("search_decision", "s", "Time a worker waited for a durable decision.", tags: null, DecisionBuckets);
        meter.CreateObservableGauge("search_experiment_status", Status, description: "1 for the experiment's current status.");
        meter.CreateObservableGauge("search_trials", Trials, description: "Trials by stage and state.");
        meter.CreateObservableGauge("search_trials_waiting", () => Each((id, figures) => [new(figures.Waiting, Label("experiment", id))]), description: "Trials that want a slot; one that a free slot would be given counts before it exists.");
        meter.CreateObservableCounter("search_epochs", () => Spent(spent => spent.Epochs), description: "Finished epochs.");
        meter.CreateObservableCounter("search_images", () => Spent(spent => spent.Images), description: "Training images seen.");
        meter.CreateObservableCounter("search_slot_time", () => Spent(spent => spent.Seconds), "s", "Slot time spent.");
        meter.CreateObservableGauge("search_leader_value", Leaders, description: "Value of the ten best trials of a running experiment's latest stage, with the user's sign.");
        meter.CreateObservableGauge("search_slot_trial", () => Running(run => run.Trial), description: "The trial that a slot runs.");
        meter.CreateObservableGauge("search_slot_epoch", () => Running(run => run.Epoch), description: "Epochs that the slot's trial has finished.");
    }

    public void Publish(string experiment, ExperimentFigures? figures)
    {
        if (figures is null)
            experiments.TryRemove(experiment, out _);
        else
            experiments[experiment] = figures;
    }

    public void Decided(string experiment, TimeSpan latency) => decisions.Record(latency.TotalSeconds, Label("experiment", experiment));

    public void Dispose() => meter.Dispose();

    private IEnumerable<Measurement<double>> Status() => Each((id, figures) => [new(1, Label("experiment", id), Label("status", Lower(figures.Status)))]);

    private IEnumerable<Measurement<double>> Trials() => Each((id, figures) => figures.Trials.Select(entry =>
        new Measurement<double>(entry.Value, Label("experiment", id), Label("stage", entry.Key.Stage), Label("state", Lower(entry.Key.State)))));

    private IEnumerable<Measurement<double>> Spent(Func<(long Epochs, long Images, double Seconds), double> value) => Each((id, figures) => figures.Spent.Select(entry =>
        new Measurement<double>(value(entry.Value), Label("experiment", id), Label("stage", entry.Key))));

    private IEnumerable<Measurement<double>> Leaders() => Each((id, figures) => (figures.Status == ExperimentStatus.Running ? figures.Leaders : []).Select((leader, index) =>
        new Measurement<double>(leader.Value, Label("experiment", id), Label("rank", index + 1), Label("trial", leader.Trial))));

    private IEnumerable<Measurement<double>> Running(Func<(string Slot, int Trial, int Epoch), double> value) => Each((id, figures) => figures.Running.Select(run =>
        new Measurement<double>(value(run), Label("experiment", id), Label("slot", run.Slot))));

    private IEnumerable<Measurement<double>> Each(Func<string, ExperimentFigures, IEnumerable<Measurement<double>>> measure) =>
        experiments.SelectMany(entry => measure(entry.Key, entry.Value));

    private static KeyValuePair<string, object?> Label(string name, object value) => new(name, Convert.ToString(value, CultureInfo.InvariantCulture));

    private static string Lower<T>(T value) where T : struct, Enum => char.ToLowerInvariant(value.ToString()[0]) + value.ToString()[1..];
}
