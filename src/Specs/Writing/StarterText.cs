using Search.Specs.Yaml;

namespace Search.Specs.Writing;

/// <summary>The file that <c>search init</c> writes: what most people change, with the reasons beside it.</summary>
internal static class StarterText
{
    public static string For(string dataPath) => $$"""
        # Only data.path is required; everything else shown here is the usual value.
        # search preview FILE shows what will be trained and how long it takes; search launch FILE starts it.
        data:
          path: {{YamlText.Of(dataPath)}}      # with train/<class>/*, and perhaps valid/<class>/* and test/<class>/*
          imageSize: 32                        # pixels; larger images take longer and tell more
          # limit: { train: 10000 }            # work with fewer images than there are
          # groups: groups.csv                 # image,group: never the same group in training and in validation
          sample: { train: 1500, valid: 1000 } # the first stages work on this many images
        objective: validAccuracy               # or validLoss
        model: cnn                             # linear, mlp, cnn, vgg, or a list to compare them
        space:
          learningRate: { log: [1e-5, 1e-1] }
          dropout: { uniform: [0, 0.8] }
          augmentation: default                # none, or techniques with the levels to compare
        maxEpochs: 27
        budget: { trials: 60 }                 # the first limit reached wins: trials, epochs, time: 30m
        seed: 1

        """;
}
