using DeepDsl.Compiler.Graph;
using DeepDsl.Compiler.Problems;

namespace DeepDsl.Compiler.Losses;

/// <summary>What a loss takes its values for.</summary>
public enum Expectation
{
    /// <summary>Any values.</summary>
    Nothing,

    /// <summary>Numbers of any size and sign, which the loss itself turns into probabilities.</summary>
    Logits,

    /// <summary>Numbers from 0 to 1.</summary>
    Probabilities,

    /// <summary>Logarithms of probabilities: numbers up to 0.</summary>
    LogProbabilities,

    /// <summary>Estimates of amounts.</summary>
    Amounts,
}

/// <summary>A loss of a sound model.</summary>
/// <param name="Name">What it is called, <c>CrossEntropyLoss</c>.</param>
/// <param name="Site">Where it stands.</param>
/// <param name="Expects">What it takes its values for.</param>
/// <param name="Values">The values it judges.</param>
public sealed record Judgement(string Name, Site Site, Expectation Expects, IReadOnlyList<GraphNode> Values);
