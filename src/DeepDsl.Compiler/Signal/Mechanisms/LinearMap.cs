using DeepDsl.Compiler.Signal.Propagating;
using DeepDsl.Compiler.Signal.States;

namespace DeepDsl.Compiler.Signal.Mechanisms;

/// <summary>A random linear map over channels, the same at every position: Linear, convolution, and its transpose with input and output exchanged.</summary>
/// <param name="weight">How the weight starts.</param>
/// <param name="bias">How the bias starts, if there is one.</param>
internal sealed class LinearMap(MapWeight weight, WeightSpread bias = default) : SignalRule
{
    public LinearMap(WeightSpread weight, WeightSpread bias = default)
        : this((MapWeight)weight, bias)
    {
    }

    public (int Height, int Width) Kernel { get; init; } = (1, 1);

    public (int Height, int Width) Stride { get; init; } = (1, 1);

    public (int Height, int Width) Padding { get; init; }

    public (int Height, int Width) Dilation { get; init; } = (1, 1);

    public int Groups { get; init; } = 1;

    public bool IsTransposed { get; init; }

    /// <summary>Whether all weights are the same number.</summary>
    public bool IsConstant => weight.Spread.IsConstant;

    public bool IsOverLastDimension { get; init; }

    public override ChannelPlace Channels => IsOverLastDimension ? ChannelPlace.Last : ChannelPlace.First;

    internal override string? Doubt => IsConstant ? "all weights are the same number" : null;

    /// <summary>The windows from the node's input to its output.</summary>
    public Plane PlaneOf(SignalNode node)
    {
        var (from, to) = IsTransposed ? (node.Field, node.Inputs[0].Field) : (node.Inputs[0].Field, node.Field);
        return new(
            new(from.Height, to.Height, Kernel.Height, Stride.Height, Padding.Height, Dilation.Height),
            new(from.Width, to.Width, Kernel.Width, Stride.Width, Padding.Width, Dilation.Width));
    }

    internal override Passage Forward(Crossing x)
    {
        var input = x.Whole();
        var plane = PlaneOf(x.Node);
        var (moments, profile) = plane.Carry(input.Moments, input.Profile, forward: !IsTransposed);
        weight.Meet(ArrivalOf(x, input.Moments.Own, moments.Own));
        var gain = weight.Spread.SecondMoment * (x.InputField.Channels / Groups);
        var spread = IsTransposed ? 0 : Square(gain * input.Moments.Across) * plane.SharedTapVariance;
        return new(
            [new(x.Field.Channels, bias.Mean, moments * gain + bias.SecondMoment, profile) { AcrossSpread = spread, Nudge = input.Nudge }],
            gradient => Backward(x, input, plane, x.Merge(gradient)));
    }

    /// <summary>What the weight meets. The windows of a transposed convolution lie on its result, where a stride thins them out.</summary>
    private Arrival ArrivalOf(Crossing x, double before, double carried)
    {
        var taps = (double)Kernel.Height * Kernel.Width;
        var inputs = (double)(x.InputField.Channels / Groups);
        return IsTransposed
            ? new(x.Level(), carried * inputs, before, inputs * taps / (Stride.Height * Stride.Width), x.Field.Channels / Groups * taps)
            : new(x.Level(), carried * inputs, before, inputs * taps, x.Field.Channels * taps);
    }

    private void Backward(Crossing x, ForwardState input, Plane plane, BackwardState gradient)
    {
        var result = x.Result[0];
        var (moments, profile) = plane.Carry(gradient.Moments, gradient.Profile, forward: IsTransposed);
        moments *= weight.Spread.SecondMoment * (x.Field.Channels / Groups);
        // x·∂L/∂x = (z − b)·∂L/∂z exactly: the aligned part comes through whole, on top of the random one.
        var energy = x.InputField.Elements * input.Moments.Own;
        var kept = energy > 0 ? x.Field.Elements * (result.Moments.Own - bias.SecondMoment) / energy : 0;
        var aligned = new BackwardState(moments, profile, gradient.Alignment * kept, gradient.SharedAlignment * kept);
        x.Give(0, Array.ConvertAll(x.Groups(), group => weight.Spread.IsOrthogonal ? aligned : aligned with { Moments = moments + aligned.Aligned(group.Moments) }));
        x.GiveWeight("weight", WeightEnergy(x, input, plane, gradient), (double)x.Field.Channels * x.InputField.Channels / Groups * plane.Taps);
    }

    /// <summary>E‖∇W‖²: pairs of one position, of one sample and of two samples, each connected by every tap.</summary>
    private double WeightEnergy(Crossing x, ForwardState input, Plane plane, BackwardState gradient)
    {
        var (outputs, inputs) = IsTransposed ? (input.Profile, gradient.Profile) : (gradient.Profile, input.Profile);
        var (single, coherent) = plane.Meet(outputs, inputs);
        var fan = (double)x.InputField.Channels / Groups;
        var (g, s) = (gradient.Moments, input.Moments);
        var pairs = single * g.Own * s.Own + (coherent - single) * g.Within * s.Within + (x.Batch - 1) * coherent * g.Across * s.Across;
        if (s.Own > 0)
        {
            // Samples that happen to resemble each other have resembling aligned gradients.
            var chance = s.Own * Math.Max(1 - Square(s.Across / s.Own), 0) / (fan * plane.Taps);
            pairs += (x.Batch - 1) * coherent * Square(gradient.SharedAlignment) * x.Result[0].Moments.Own * chance;
        }
        return x.Field.Channels * fan * Math.Max(pairs, 0) / x.Batch;
    }

    private static double Square(double value) => value * value;
}
