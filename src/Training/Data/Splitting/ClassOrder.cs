using Search.Randomness;

namespace Search.Training.Data.Splitting;

/// <summary>Seeded orders in which every prefix is as balanced between the classes as the images allow.</summary>
internal static class ClassOrder
{
    /// <summary>The images of each class in an order that follows from the seed, the purpose and the class's number alone.</summary>
    public static List<int>[] Shuffled(IEnumerable<int> images, IReadOnlyList<int> labels, int classes, ulong seed, string purpose)
    {
        var byClass = new List<int>[classes];
        for (var label = 0; label < classes; label++)
            byClass[label] = [];
        foreach (var image in images)
            byClass[labels[image]].Add(image);
        for (var label = 0; label < classes; label++)
            Shuffle(byClass[label], new SearchRandom(Seeds.Derive(seed, purpose, label)));
        return byClass;
    }

    /// <summary>One of each class in turn, until all are used up or there are <paramref name="most"/>.</summary>
    public static List<int> RoundRobin(List<int>[] byClass, int most = int.MaxValue)
    {
        List<int> order = new(Math.Min(byClass.Sum(images => images.Count), most));
        for (var round = 0; order.Count < order.Capacity; round++)
        {
            foreach (var images in byClass)
            {
                if (round < images.Count && order.Count < order.Capacity)
                    order.Add(images[round]);
            }
        }
        return order;
    }

    /// <summary>Fisher and Yates; not <see cref="Random.Shuffle{T}(T[])"/>, whose use of the generator may change with the framework.</summary>
    public static void Shuffle(List<int> items, SearchRandom random)
    {
        for (var i = items.Count - 1; i > 0; i--)
        {
            var j = random.Next(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }
}
