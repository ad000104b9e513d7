using DeepDsl.Compiler.Differentiation;
using DeepDsl.Compiler.Planning;
using DeepDsl.Compiler.Problems;
using DeepDsl.Compiler.Shapes;
using DeepDsl.Compiler.Signal;
using DeepDsl.Compiler.Signal.Mechanisms;

namespace DeepDsl.Compiler.Operators;

/// <summary>One use of an operator: built from its attribute and the shapes of its inputs, it states one fact per member.</summary>
/// <remarks>The other members may be asked only where <see cref="Misfit"/> is null.</remarks>
public abstract class Operator
{
    /// <summary>Why the operator does not fit its inputs; null where it does.</summary>
    public virtual Misfit? Misfit => null;

    /// <summary>The shape of the result.</summary>
    public abstract Shape Output { get; }

    /// <summary>What the operator learns.</summary>
    public virtual IEnumerable<Parameter> Parameters => [];

    /// <summary>What the operator keeps between steps without learning it.</summary>
    public virtual IEnumerable<StateBuffer> Buffers => [];

    /// <summary>Floating-point operations of the forward pass per sample.</summary>
    public virtual long Flops => 0;

    /// <summary>What the operator is called in names: <c>Conv</c> makes <c>StemConv</c> in code and <c>stem.conv.weight</c> in the state dictionary.</summary>
    public abstract string Kind { get; }

    /// <summary>The memory layout the kernels want for image-shaped values.</summary>
    public virtual LayoutNeed Layout => LayoutNeed.Any;

    /// <summary>The operator as an expression over TorchSharp tensors, for the portable path.</summary>
    public abstract string Portable(PortableCall y);

    /// <summary>The kernel calls of the forward pass of training.</summary>
    public abstract void Forward(ForwardCall y);

    /// <summary>The kernel calls that turn the gradient of the result into those of the inputs and parameters.</summary>
    public abstract void Backward(BackwardCall y);

    /// <summary>How the operator changes what is known of a signal; where it does not say so, predictions are unsure.</summary>
    public virtual SignalRule Signal(SignalCall y) => new UnknownRule($"[{GetType().Name}] has no rule");
}

/// <summary>Ties an operator to the attribute that users write; the catalog finds it by this type.</summary>
public abstract class Operator<TAttribute> : Operator
    where TAttribute : OperatorAttribute
{
    public override string Kind => typeof(TAttribute).Name[..^"Attribute".Length];
}

/// <summary>What an operator asks of the layout of image-shaped values, (channels, height, width).</summary>
public enum LayoutNeed
{
    /// <summary>The layout its first input has.</summary>
    Any,

    /// <summary>As written: channels outermost.</summary>
    Plain,

    /// <summary>Channels innermost (NHWC).</summary>
    ChannelsLast,
}
