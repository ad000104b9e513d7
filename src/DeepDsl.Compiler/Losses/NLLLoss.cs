using DeepDsl.Compiler.Emission;
using DeepDsl.Compiler.Planning;
using DeepDsl.Compiler.Problems;
using DeepDsl.Compiler.Shapes;
using DeepDsl.Compiler.Signal;
using DeepDsl.Compiler.Signal.Heads;

namespace DeepDsl.Compiler.Losses;

/// <summary>The negative log-likelihood of the right classes.</summary>
internal sealed class NLLLoss(NLLLossAttribute args, Shape value) : ClassesLoss<NLLLossAttribute>(args, value, "log-probabilities")
{
    public override Expectation Expects => Expectation.LogProbabilities;

    public override FormattableString Kernel(LossCall y) => $"NegativeLogLikelihoodKernel.Run({y.Values[0]}, {y.Target}, {y.Gradients[0]}, {Args.IgnoreIndex}{Dim}{ClassWeights}{Argument(Args)})";

    public override LossRule Signal => new LikelihoodHead(Share) { IsOverLastDimension = IsOverLastDimension, Imbalance = Imbalance };

    public override string Portable(IReadOnlyList<string> values, string target) => $"Portable.NegativeLogLikelihood({values[0]}, {target}, {Text.Of(Args.IgnoreIndex)}{Dim}{ClassWeights}){Factor(Args)}";

    // The one log-probability is 0 whatever comes in.
    protected override Misfit OneClass(string message) => new LossMismatch(message) { Advice = "use [BCEWithLogitsLoss], and no [LogSoftmax] before it, for a yes-or-no decision" };
}
