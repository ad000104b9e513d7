using DeepDsl.Compiler.Graph;
using DeepDsl.Compiler.Signal.States;

namespace DeepDsl.Compiler.Signal;

/// <summary>One value of a network as the predictor sees it.</summary>
/// <param name="Index">The position in the graph.</param>
/// <param name="Name">What messages call it.</param>
/// <param name="Rule">How it comes from its inputs.</param>
/// <param name="Inputs">What it comes from.</param>
/// <param name="Field">How it extends.</param>
public sealed record SignalNode(int Index, string Name, SignalRule Rule, IReadOnlyList<SignalNode> Inputs, Field Field)
{
    /// <summary>The operator that it stands for, where there is one.</summary>
    public GraphNode? Node { get; init; }

    public bool Equals(SignalNode? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => Index;

    public override string ToString() => Name;
}
