using Xunit;

namespace Search.Specs.Tests;

/// <summary>Every mistake gets one sentence with its line; all of them at once.</summary>
public sealed class ErrorTests
{
    [Theory]
    // Keys.
    [InlineData("spcae: {}", "line 2: spcae is not a known key: did you mean space?")]
    [InlineData("space: { dropot: 0.5 }", "line 2: space.dropot is not a known key: did you mean dropout?")]
    [InlineData("space: { blah: 0.5 }", "line 2: space.blah is not a known key: known here are optimizer, learningRate")]
    [InlineData("budget:\n  trails: 3", "line 3: budget.trails is not a known key: did you mean trials?")]
    [InlineData("space: { augmentation: { rotate: [0] } }", "line 2: space.augmentation.rotate is not a known key: did you mean rotation?")]
    [InlineData("seed: 1\nseed: 2", "line 3: seed is given twice, first on line 2")]
    [InlineData("space:", "line 2: space has no value")]
    [InlineData("<<: { seed: 1 }", "line 2: << is not a known key")]
    // Later versions.
    [InlineData("model: resnet18", "line 2: model is resnet18, but that is not in this version, which knows linear, mlp, cnn, vgg")]
    [InlineData("model: { family: vgg, pretrained: true }", "line 2: model vgg.pretrained is not in this version")]
    [InlineData("objective: calibratedLogLoss", "line 2: objective is calibratedLogLoss, but that is not in this version")]
    [InlineData("sampler: halton", "line 2: sampler is halton, but that is not in this version, which knows auto, random, ")]
    [InlineData("scheduler: { bohb: { brackets: 3 } }", "line 2: scheduler is bohb, but that is not in this version")]
    [InlineData("stages: [joint, pseudoLabel]", "line 2: stages lists pseudoLabel, but that is not in this version")]
    [InlineData("space: { optimizer: [adam, eve] }", "line 2: space.optimizer contains eve, but that is not in this version")]
    [InlineData("trial: { memory: 2048 }", "line 2: trial.memory is 2048, but known are auto")]
    // Values.
    [InlineData("name: ../x", "line 2: name is ../x, but must be")]
    [InlineData("maxEpochs: 0", "line 2: maxEpochs is 0, but must be at least 1")]
    [InlineData("maxEpochs: 2.5", "line 2: maxEpochs is 2.5, but must be a whole number")]
    [InlineData("maxEpochs: many", "line 2: maxEpochs is many, but must be a number")]
    [InlineData("maxEpochs: [1]", "line 2: maxEpochs is a list, but must be a single value")]
    [InlineData("weight: 0", "line 2: weight is 0, but must be above 0")]
    [InlineData("seed: -1", "line 2: seed is -1, but must be a whole number from 0")]
    [InlineData("seed: 18446744073709551616", "line 2: seed is 18446744073709551616, but must be")]
    [InlineData("promote: { repeats: 1 }", "line 2: promote.repeats is 1, but must be at least 3")]
    [InlineData("promote: 3", "line 2: promote is a single value, but must be a section with some of the keys top, repeats")]
    [InlineData("trial: { timeout: 2 }", "line 2: trial.timeout is 2, but must be a span of time such as 45s, 30m, 2h")]
    [InlineData("trial: { timeout: 30m2h }", "line 2: trial.timeout is 30m2h, but")]
    [InlineData("trial: { device: gpu }", "line 2: trial.device is gpu, but known are any, cpu, cuda")]
    [InlineData("budget: { gain: little }", "line 2: budget.gain is little, but must be the word noise or a number above 0, in units of the objective.")]
    [InlineData("budget: { gain: 0 }", "line 2: budget.gain is 0, but must be")]
    [InlineData("budget: { gain: [1] }", "line 2: budget.gain is a list, but must be")]
    [InlineData("budget: { gainPerHour: -1 }", "line 2: budget.gainPerHour is -1, but must be above 0")]
    [InlineData("objectives: [validAccuracy, parameters]\nbudget: { gain: noise }", "line 3: budget.gain is about the value of one objective, but objectives lists several: give one objective, or remove budget.gain.")]
    [InlineData("scheduler: pb2\nbudget: { gainPerHour: 0.1 }", "line 3: budget.gainPerHour stops new configurations, but scheduler pb2 proposes none after its first population: choose another scheduler")]
    [InlineData("sampler: grid\nbudget: { gain: 0.1 }", "line 3: budget.gain stops new configurations, but sampler grid is there to try all of them: choose another sampler")]
    [InlineData("stages: [learningRate]\nbudget: { gain: 0.1 }", "line 3: budget.gain ends the stage joint, but the stages are learningRate: add joint to them")]
    [InlineData("budget: { time: 0s }", "line 2: budget.time is 0s, but")]
    [InlineData("scheduler: { asha: { minEpochs: 30 } }", "line 2: scheduler.asha.minEpochs is 30, but maxEpochs is 27")]
    [InlineData("scheduler: { asha: { reductionFactor: 1 } }", "line 2: scheduler.asha.reductionFactor is 1, but must be at least 2")]
    [InlineData("scheduler: [asha]", "line 2: scheduler is a list, but must be a name or one name with its settings")]
    [InlineData("objective: { name: validLoss, direction: maximize }", "line 2: objective.direction is maximize, but validLoss has the direction minimize")]
    [InlineData("objective: validAcuracy", "did you mean validAccuracy")]
    // Domains.
    [InlineData("space: { dropout: { uniform: [0, 1.5] } }", "line 2: space.dropout contains 1.5, but must be at least 0 and at most 0.95")]
    [InlineData("space: { dropout: { uniform: [0.5, 0.1] } }", "line 2: space.dropout: uniform [0.5, 0.1] is empty")]
    [InlineData("space: { learningRate: { log: [0, 1] } }", "line 2: space.learningRate: log [0, 1] must start above 0")]
    [InlineData("space: { learningRate: { log: [1e-3] } }", "line 2: space.learningRate.log has 1 numbers, but must have two")]
    [InlineData("space: { learningRate: { log: 3 } }", "line 2: space.learningRate.log is a single value, but must be two numbers")]
    [InlineData("space: { learningRate: { log: [a, b] } }", "line 2: space.learningRate.log is [a, b], but must be two numbers")]
    [InlineData("space: { learningRate: { log: [1, 2], uniform: [1, 2] } }", "line 2: space.learningRate has 2 domains (log, uniform): give one")]
    [InlineData("space: { learningRate: { when: { optimizer: adam } } }", "line 2: space.learningRate has no domain")]
    [InlineData("space: { learningRate: { lgo: [1, 2] } }", "did you mean log?")]
    [InlineData("space: { learningRate: { log: [1, 2], step: 1 } }", "line 2: space.learningRate.step does not go with log")]
    [InlineData("space: { dropout: { uniform: [0, 0.5], orZero: true } }", "line 2: space.dropout.orZero does not go with uniform")]
    [InlineData("space: { dropout: { uniform: [0, 0.5], step: 0 } }", "line 2: space.dropout: step is 0, but must be greater than 0")]
    [InlineData("space: { batchSize: { uniform: [16, 64] } }", "line 2: space.batchSize is uniform [16, 64], but must be whole: use int or logInt")]
    [InlineData("space: { batchSize: { int: [1.5, 64] } }", "line 2: space.batchSize.int is [1.5, 64], but must be two whole numbers")]
    [InlineData("space: { batchSize: [32, 48.5] }", "line 2: space.batchSize contains 48.5, but must be a whole number")]
    [InlineData("space: { optimizer: { uniform: [0, 1] } }", "line 2: space.optimizer is uniform [0, 1], but has no numbers")]
    [InlineData("space: { optimizer: [adam, adma] }", "line 2: space.optimizer contains adma, but known are adam, adamw, sgd, rmsprop, adagrad; did you mean adam")]
    [InlineData("space: { optimizer: [adam, adam] }", "line 2: space.optimizer: choice lists adam 2 times")]
    [InlineData("space: { learningRate: 10, weightDecay: [0, 0.1] }", "line 2: weightDecay may be 0.1 and learningRate 10, but their product must stay below 1")]
    [InlineData("sampler: { grid: { resolution: 1 } }", "line 2: sampler.grid.resolution is 1, but must be at least 2")]
    [InlineData("space: { dropout: [] }", "line 2: space.dropout: choice has no values")]
    [InlineData("space: { dropout: \"0.5\" }", "line 2: space.dropout is 0.5, but must be a number")]
    [InlineData("space: { dropout: .nan }", "line 2: space.dropout is .nan, but must be a number")]
    [InlineData("space: { dropout: 1e999 }", "line 2: space.dropout is 1e999, but must be a number")]
    [InlineData("space: { augmentation: { rotation: [0, 270] } }", "line 2: space.augmentation.rotation lists 270, but must be at least 0 and at most 180")]
    [InlineData("space: { augmentation: { horizontalFlip: [false, 1] } }", "line 2: space.augmentation.horizontalFlip lists 1, but must be true or false")]
    [InlineData("space: { augmentation: some }", "line 2: space.augmentation is some, but must be default, none or")]
    // Conditions.
    [InlineData("space: { momentum: { uniform: [0, 0.9], when: { optimiser: sgd } } }", "line 2: space.momentum.when names optimiser, which is not a parameter of this file: did you mean optimizer?")]
    [InlineData("space: { momentum: { uniform: [0, 0.9], when: { optimizer: sgd } } }", "line 2: space.momentum.when: optimizer is never sgd: it is adam")]
    [InlineData("space: { dropout: { uniform: [0, 0.9], when: { dropout: 0.5 } } }", "line 2: space.dropout.when depends on itself")]
    [InlineData("space: { optimizer: { choice: [sgd, adam], when: { schedule: cosine } }, schedule: { choice: [cosine], when: { optimizer: sgd } } }", "line 2: when of optimizer and schedule go in a circle")]
    [InlineData("space: { dropout: { uniform: [0, 0.9], when: sgd } }", "line 2: space.dropout.when is a single value, but must name a parameter")]
    // Sections that clash.
    [InlineData("training: { batchSize: 32 }\nspace: { batchSize: [32, 64] }", "line 3: batchSize stands in space and in training (line 2): keep one")]
    [InlineData("training: { batchSize: [32, 64] }", "line 2: training.batchSize is a list, but must be a single value; what is to be searched stands in space")]
    [InlineData("space: { model: vgg }", "line 2: space.model: the model stands outside space")]
    [InlineData("model: [vgg, vgg]", "line 2: model lists vgg twice")]
    [InlineData("model: []", "line 2: model is an empty list")]
    [InlineData("model: { width: 2 }", "line 2: model is a section of keys without a family")]
    [InlineData("model: { family: vgg, width: -1 }", "line 2: model.width is -1, but must be at least 0.0625 and at most 16")]
    [InlineData("model: { family: linear, width: 1 }", "line 2: model linear.width is not a known key: there are none here")]
    [InlineData("seedPoints: [ { dropout: 0.9 } ]", "line 2: seedPoints: dropout is 0.9, but must be in uniform [0, 0.8]")]
    [InlineData("seedPoints: [ { dropuot: 0.5 } ]", "line 2: seedPoints: dropuot is not a known key: did you mean dropout?")]
    [InlineData("seedPoints: [ { optimizer: adam, momentum: 0.5 } ]\nspace: { optimizer: [adam, sgd], momentum: { uniform: [0, 0.9], when: { optimizer: sgd } } }", "line 2: seedPoints: momentum has no meaning when optimizer is adam")]
    [InlineData("seedPoints: [ { augmentation: { rotation: 7 } } ]", "line 2: seedPoints: augmentation.rotation is 7, but must be one of the levels 0, 5, 15, 30")]
    [InlineData("seedPoints: { dropout: 0.5 }", "line 2: seedPoints is a section of keys, but must be a list")]
    [InlineData("stages: [promote]", "line 2: stages begin with promote")]
    [InlineData("stages: [joint, learningRate]", "line 2: stages must each stand once and in the order")]
    [InlineData("stages: [joint, retune]", "line 2: stages have retune without promote")]
    [InlineData("stages: [train]", "line 2: stages has train, which needs the section configuration")]
    [InlineData("stages: []", "line 2: stages is empty")]
    [InlineData("configuration: { dropout: 0.5 }", "line 2: configuration.learningRate is missing")]
    [InlineData("configuration: { learningRate: 0.1, model: linear, model.width: 2 }", "line 2: configuration.model.width is not a known key")]
    [InlineData("configuration: { learningRate: 0.1 }\nspace: { dropout: 0.5 }", "line 3: space and configuration are both given")]
    [InlineData("configuration: { learningRate: 0.1 }\nstages: [joint]", "line 3: stages must be [train]")]
    [InlineData("run: { repeat: 1 }", "line 2: run belongs to a single run")]
    public void A_mistake_after_the_data_is_named_with_its_line(string lines, string expected)
    {
        var errors = Files.Errors(Files.With(lines));

        Assert.Contains(expected, Assert.Single(errors), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "line 1: data.path is missing")]
    [InlineData("seed: 1", "line 1: data.path is missing")]
    [InlineData("data: {}", "line 1: data.path is missing")]
    [InlineData("data: cifar10", "line 1: data is a single value, but must be a section")]
    [InlineData("data: { path: }", "line 1: data.path has no value")]
    [InlineData("data: { path: \"\" }", "line 1: data.path is \"\", which names nothing")]
    [InlineData("data: { path: [a] }", "line 1: data.path is a list, but must be a single value")]
    [InlineData("data: { path: a, sample: auto }", "line 1: data.sample: auto is not in this version")]
    [InlineData("data: { path: a, sample: { train: 900 }, limit: { train: 500 } }", "line 1: data.sample.train is 900, but data.limit.train is 500")]
    [InlineData("data: { path: a, test: { fraction: 1 } }", "line 1: data.test.fraction is 1, but must be above 0 and below 1")]
    [InlineData("data: { path: a, imageSize: 4 }", "line 1: data.imageSize is 4, but must be at least 8")]
    [InlineData("- a\n- b", "line 1: the file holds a list")]
    [InlineData("just words", "line 1: the file holds a single value")]
    [InlineData("data: { path: a", "line 1: this is not valid YAML")]
    [InlineData("data:\n\tpath: a", "line 2: this is not valid YAML")]
    [InlineData("data: { path: a }\n---\ndata: { path: b }", "line 2: a second document begins here")]
    [InlineData("data: { path: !secret a }", "line 1: the tag !secret has no meaning here")]
    [InlineData("data: { path: *nowhere }", "line 1: ")]
    [InlineData("? [a, b]\n: 1", "line 1: a key must be a single word")]
    public void A_mistake_in_the_data_or_the_whole_file_is_named(string text, string expected)
    {
        var errors = Files.Errors(text);

        Assert.Contains(expected, Assert.Single(errors), StringComparison.Ordinal);
    }

    [Fact]
    public void All_mistakes_are_reported_at_once_in_the_order_of_their_lines()
    {
        var errors = Files.Errors("""
            data: { path: a, imageSize: 1 }
            model: vgx
            space:
              dropout: { uniform: [0, 2] }
              learningRat: 1
            maxEpochs: none
            sampler: halton
            """);

        Assert.Equal([1, 2, 4, 5, 6, 7], errors.Select(error => int.Parse(error.Split(' ', ':')[1], System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void A_broken_parameter_is_reported_once_although_others_depend_on_it()
    {
        var errors = Files.Errors(Files.With("space: { optimizer: { log: [0, 1] }, momentum: { uniform: [0, 0.9], when: { optimizer: sgd } } }"));

        Assert.Single(errors);
    }
}
