using DeepDsl.Compiler.Emission;

namespace DeepDsl.Compiler.Graph;

/// <summary>The model, or one repetition of a block in it: generated code has an object for each.</summary>
/// <param name="parent">What it stands in; null for the model.</param>
/// <param name="member">The member there whose making uses it; empty for the model.</param>
/// <param name="block">The class that declares it.</param>
/// <param name="name">Its name in the parent, <c>Stack0</c>; empty for the model.</param>
/// <param name="state">The prefix of its names in the state dictionary, <c>stack.gpt_block.0.</c>.</param>
public sealed class BlockInstance(BlockInstance? parent, string member, string block, string name, string state)
{
    private readonly List<BlockInstance> _children = [];
    private readonly List<(string Member, GraphNode Value)> _inputs = [];
    private readonly Dictionary<string, int> _counts = [];

    public BlockInstance? Parent { get; } = parent;

    public string Member { get; } = member;

    public string Block { get; } = block;

    public string Name { get; } = name;

    public string State { get; } = state;

    public bool IsModel => Parent is null;

    /// <summary>The instances inside it, in order.</summary>
    public IReadOnlyList<BlockInstance> Children => _children;

    /// <summary>The values it is applied to, under the names they have inside.</summary>
    public IReadOnlyList<(string Member, GraphNode Value)> Inputs => _inputs;

    /// <summary>The instance whose parameters are its own.</summary>
    public BlockInstance? SharedWith { get; init; }

    /// <summary>The instance that owns its parameters: itself, if it does not share another's.</summary>
    public BlockInstance Owner => SharedWith?.Owner ?? this;

    /// <summary>The names of members in its code, each given once.</summary>
    internal LocalNames Members { get; } = new([]);

    /// <summary>The names of its fields for parameters, each given once.</summary>
    internal LocalNames Fields { get; } = new(["State", "Compose", "Forward", "Backward", "state", "name"]);

    /// <summary>Whether it is <paramref name="other"/> or stands somewhere inside.</summary>
    public bool IsIn(BlockInstance other) => this == other || Parent?.IsIn(other) == true;

    /// <summary>The instance directly inside this one in which <paramref name="inner"/> stands, or which it is.</summary>
    public BlockInstance ChildAround(BlockInstance inner) => inner.Parent == this ? inner : ChildAround(inner.Parent!);

    /// <summary>The names from an instance around it down to this one, joined by dots.</summary>
    public string PathFrom(BlockInstance outer) => this == outer ? "" : Parent!.PathFrom(outer) is { Length: > 0 } path ? $"{path}.{Name}" : Name;

    /// <summary>The number that tells a name from its namesakes: empty for the first.</summary>
    internal string Number(string name)
    {
        _counts[name] = _counts.TryGetValue(name, out var count) ? count + 1 : 1;
        return _counts[name] == 1 ? "" : $"{_counts[name]}";
    }

    internal BlockInstance Add(string name, string member, string block, string state, BlockInstance? sharedWith)
    {
        var child = new BlockInstance(this, member, block, name, state) { SharedWith = sharedWith ?? SharedWith?._children.Find(other => other.Name == name) };
        _children.Add(child);
        return child;
    }

    internal void Take(string member, GraphNode value) => _inputs.Add((member, value));

    public override string ToString() => PathFrom(Root);

    private BlockInstance Root => Parent?.Root ?? this;
}
