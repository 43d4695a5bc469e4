namespace Search.Schedulers;

/// <summary>A sorted set that also knows every element's rank: a treap with subtree sizes.</summary>
/// <remarks>All operations cost O(log n) expected. Priorities follow from the insertion count, so that equal histories give equal trees.</remarks>
internal sealed class RankedSet<T>(IComparer<T> comparer)
{
    private sealed class Node(T value, ulong priority)
    {
        public readonly T Value = value;
        public readonly ulong Priority = priority;
        public Node? Left, Right;
        public int Size = 1;
    }

    private Node? root;
    private ulong inserted;

    public int Count => Size(root);

    /// <summary>The smallest element.</summary>
    public T Min
    {
        get
        {
            var node = root ?? throw new InvalidOperationException("The set is empty.");
            while (node.Left is not null)
                node = node.Left;
            return node.Value;
        }
    }

    /// <summary>The element that <paramref name="index"/> others precede.</summary>
    public T this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
            var node = root!;
            while (true)
            {
                var left = Size(node.Left);
                if (index == left)
                    return node.Value;
                if (index < left)
                    node = node.Left!;
                else
                {
                    index -= left + 1;
                    node = node.Right!;
                }
            }
        }
    }

    /// <summary>How many elements precede <paramref name="value"/>, which need not be in the set.</summary>
    public int Rank(T value)
    {
        var rank = 0;
        for (var node = root; node is not null;)
        {
            if (comparer.Compare(value, node.Value) <= 0)
                node = node.Left;
            else
            {
                rank += Size(node.Left) + 1;
                node = node.Right;
            }
        }
        return rank;
    }

    /// <summary>Adds an element that is not yet in the set.</summary>
    public void Add(T value)
    {
        var priority = ++inserted;
        Split(root, value, out var left, out var right);
        root = Merge(Merge(left, new Node(value, Randomness.Seeds.SplitMix64(ref priority))), right);
    }

    /// <summary>Removes an element; false when it was not there.</summary>
    public bool Remove(T value)
    {
        var before = Count;
        root = Remove(root, value);
        return Count < before;
    }

    private Node? Remove(Node? node, T value)
    {
        if (node is null)
            return null;
        var order = comparer.Compare(value, node.Value);
        if (order == 0)
            return Merge(node.Left, node.Right);
        if (order < 0)
            node.Left = Remove(node.Left, value);
        else
            node.Right = Remove(node.Right, value);
        return Resized(node);
    }

    private void Split(Node? node, T value, out Node? left, out Node? right)
    {
        if (node is null)
            (left, right) = (null, null);
        else if (comparer.Compare(node.Value, value) < 0)
        {
            Split(node.Right, value, out node.Right, out right);
            left = Resized(node);
        }
        else
        {
            Split(node.Left, value, out left, out node.Left);
            right = Resized(node);
        }
    }

    private static Node? Merge(Node? left, Node? right)
    {
        if (left is null || right is null)
            return left ?? right;
        if (left.Priority > right.Priority)
        {
            left.Right = Merge(left.Right, right);
            return Resized(left);
        }
        right.Left = Merge(left, right.Left);
        return Resized(right);
    }

    private static Node Resized(Node node)
    {
        node.Size = 1 + Size(node.Left) + Size(node.Right);
        return node;
    }

    private static int Size(Node? node) => node?.Size ?? 0;
}
