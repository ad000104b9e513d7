using DeepDsl.Compiler.Differentiation;
using DeepDsl.Compiler.Emission;
using DeepDsl.Compiler.Planning;
using DeepDsl.Compiler.Problems;
using DeepDsl.Compiler.Shapes;

namespace DeepDsl.Compiler.Operators.Layers;

/// <summary>Takes elements out at random while training. The mask is drawn again in the backward pass instead of being kept.</summary>
/// <param name="p">The probability, as written.</param>
/// <param name="x">The shape of the input.</param>
/// <param name="forward">The kernel of the forward pass.</param>
/// <param name="backward">The kernel of the backward pass.</param>
internal abstract class RandomDropping<TAttribute>(object p, Shape x, string forward, string backward) : Operator<TAttribute>, IStochastic, ITransparent, ILinear, IDropout
    where TAttribute : OperatorAttribute
{
    public double Probability => Sizes.Real(p);

    public abstract bool KeepsVariance { get; }

    /// <summary>Whether every element has a draw of its own, which then depends on the layout.</summary>
    protected virtual bool DrawsByElement => true;

    public override Misfit? Misfit => Probability is >= 0 and < 1 ? null : new ShapeMismatch($"needs a probability of at least 0 and less than 1, but gets {Text.Of(Probability)}") { Argument = "0" };

    public override Shape Output => x;

    public override long Flops => x.Elements;

    public override string Portable(PortableCall y) => Probability == 0 || y.IsFrozen
        ? y.X
        : $"training ? Portable.{GetType().Name}({y.X}, {Text.Of(Probability)}, State.Draws.Of(layer: {y.Layer}){(y.IsChannelsLast && DrawsByElement ? ", channelsLast: true" : "")}) : {y.X}";

    public override void Forward(ForwardCall y)
    {
        if (Probability == 0 || y.IsFrozen)
            y.ResultIsViewOf(y.X);
        else
            y.Step($"{forward}({y.X}, {y.Result}, {Text.Of(Probability)}, State.Draws.Of(layer: {y.Layer}))", inPlace: true);
    }

    public override void Backward(BackwardCall y)
    {
        if (!y.Wants(0))
            return;
        if (Probability == 0 || y.IsFrozen)
            y.Passes(0, y.Grad);
        else
            y.Step($"{backward}({y.Grad}, {y.GradOf(0)}, {Text.Of(Probability)}, State.Draws.Of(layer: {y.Layer}))", inPlace: true);
    }
}
