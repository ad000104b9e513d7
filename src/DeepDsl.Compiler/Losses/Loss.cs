using DeepDsl.Compiler.Emission;
using DeepDsl.Compiler.Planning;
using DeepDsl.Compiler.Problems;
using DeepDsl.Compiler.Signal;
using DeepDsl.Compiler.Signal.Heads;

namespace DeepDsl.Compiler.Losses;

/// <summary>One use of a loss: built from its attribute and the shapes of the values it judges.</summary>
internal abstract class Loss
{
    /// <summary>Why the values do not fit the loss; null where they do.</summary>
    public virtual Misfit? Misfit => null;

    /// <summary>Whether it judges one decision among classes, so that a Linear over a feature map on the way to it is one that was to be flattened.</summary>
    public virtual bool JudgesClasses => false;

    /// <summary>What it takes its values for.</summary>
    public virtual Expectation Expects => Expectation.Nothing;

    /// <summary>What the target holds, for documentation; empty where there is none.</summary>
    public virtual string Target => "";

    /// <summary>The call that computes the loss and the gradients of the values in one pass.</summary>
    public abstract FormattableString Kernel(LossCall y);

    /// <summary>The loss as an expression over TorchSharp tensors.</summary>
    public abstract string Portable(IReadOnlyList<string> values, string target);

    /// <summary>The gradients that it begins with at the start of training; where it does not say, predictions are unsure.</summary>
    public virtual LossRule Signal => new UnknownHead($"[{GetType().Name}] has no rule");
}

/// <summary>Ties a loss to the attribute that users write.</summary>
internal abstract class Loss<TAttribute> : Loss
    where TAttribute : LossAttribute
{
    /// <summary>The weight as a kernel's last argument, where there is one.</summary>
    protected static string Argument(LossAttribute args) => args.Weight == 1 ? "" : $", weight: {Text.Of(args.Weight)}";

    /// <summary>The weight as a factor, where there is one.</summary>
    protected static string Factor(LossAttribute args) => args.Weight == 1 ? "" : $" * {Text.Of(args.Weight)}";
}

/// <summary>What a loss writes its kernel call against.</summary>
/// <param name="Values">What is judged.</param>
/// <param name="Target">A parameter's name or a value, whichever the target is; null where there is none.</param>
/// <param name="Gradients">The gradients of the values.</param>
internal sealed record LossCall(IReadOnlyList<Value> Values, object? Target, IReadOnlyList<Written> Gradients);
