using DeepDsl.Compiler.Planning;
using DeepDsl.Compiler.Problems;

namespace DeepDsl.Compiler.Losses;

/// <summary>One use of a loss: built from its attribute and the shape of the value it judges.</summary>
internal abstract class Loss
{
    /// <summary>Why the value does not fit the loss; null where it does.</summary>
    public virtual Misfit? Misfit => null;

    /// <summary>What the target holds, for documentation and messages.</summary>
    public abstract string Target { get; }

    /// <summary>The call that computes the loss and the gradient of the value in one pass.</summary>
    public abstract FormattableString Kernel(Value value, string target, Written gradient);

    /// <summary>The loss as an expression over TorchSharp tensors.</summary>
    public abstract string Portable(string value, string target);
}

/// <summary>Ties a loss to the attribute that users write.</summary>
internal abstract class Loss<TAttribute> : Loss
    where TAttribute : LossAttribute;
