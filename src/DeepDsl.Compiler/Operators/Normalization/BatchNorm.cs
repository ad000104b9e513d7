using DeepDsl.Compiler.Differentiation;
using DeepDsl.Compiler.Emission;
using DeepDsl.Compiler.Planning;
using DeepDsl.Compiler.Shapes;
using DeepDsl.Compiler.Signal;
using DeepDsl.Compiler.Signal.Mechanisms;

namespace DeepDsl.Compiler.Operators.Normalization;

/// <summary>Normalizes every channel over the batch and all positions, and keeps running statistics for inference.</summary>
internal abstract class BatchNorm<TAttribute>(Shape x, double eps, double momentum, bool affine) : Operator<TAttribute>, ITransparent, INormalization, IFusing, IFoldable
    where TAttribute : OperatorAttribute
{
    public long Population => x.Elements / x.Channels;

    public bool SpansBatch => true;

    public int? CenteredDimension => 0;

    private Parameter Weight => new("weight", Shape.Of(x.Channels), Init.Ones, IsNormOrBias: true);

    private Parameter Bias => new("bias", Shape.Of(x.Channels), Init.Zeros, IsNormOrBias: true);

    private StateBuffer RunningMean => new("running_mean", x.Channels, 0);

    private StateBuffer RunningVar => new("running_var", x.Channels, 1);

    private StateBuffer BatchesTracked => new("num_batches_tracked", null, 0);

    public override string Kind => "Norm";

    public override Shape Output => x;

    public override IEnumerable<Parameter> Parameters => affine ? [Weight, Bias] : [];

    public override IEnumerable<StateBuffer> Buffers => [RunningMean, RunningVar, BatchesTracked];

    public override long Flops => 8 * x.Elements;

    public override SignalRule Signal(SignalCall y) => new BatchNormalization(eps, affine ? y[Weight] : null);

    public override string Portable(PortableCall y) =>
        $"Portable.BatchNorm({y.X}, {y[RunningMean]}, {y[RunningVar]}, {y[BatchesTracked]}, {(affine ? y[Weight] : "null")}, {(affine ? y[Bias] : "null")}, {y.Training}, {Text.Of(momentum)}, {Text.Of(eps)})";

    public override void Forward(ForwardCall y)
    {
        if (y.IsFrozen)
            y.Step($"BatchNormKernel.ForwardFrozen({y.X}, {(affine ? y[Weight] : null)}, {(affine ? y[Bias] : null)}, {y.Result}, {y[RunningMean]}, {y[RunningVar]}, {Text.Of(eps)}{y.Besides})", inPlace: true);
        else
            y.Step($"BatchNormKernel.Forward({y.X}, {(affine ? y[Weight] : null)}, {(affine ? y[Bias] : null)}, {y.Result}, {y.Keep("Mean", x.Channels)}, {y.Keep("InvStd", x.Channels)}, {y[RunningMean]}, {y[RunningVar]}, {y[BatchesTracked]}, {Text.Of(momentum)}, {Text.Of(eps)}{y.Besides})");
    }

    public FormattableString Constants(NodeCall y) =>
        $"{(affine ? y[Weight] : null)}, {(affine ? y[Bias] : null)}, {y[RunningMean]}, {y[RunningVar]}, {Text.Of(eps)}";

    // The argument of a function is computed again from x; of a function of a sum only the result is there.
    public bool Fuses(Epilogue epilogue) => epilogue.Plus is null || !epilogue.NeedsArgument;

    public override void Backward(BackwardCall y)
    {
        if (y.IsFrozen)
            BackwardFrozen(y);
        else if (y.Epilogue is { Then: { } then, Plus: not null })
            y.Step($"BatchNormKernel.BackwardOfSum({y.Grad}, {y.Y}, {y.X}, {(affine ? y[Weight] : null)}, {y.Kept("Mean")}, {y.Kept("InvStd")}, {y.GradOfPlus()}, {Gradients(y)}, then: {then.Function})", inPlace: true);
        else if (y.Epilogue.Then is { } function)
            y.Step($"BatchNormKernel.Backward({y.Grad}, {y.X}, {(affine ? y[Weight] : null)}, {(affine ? y[Bias] : null)}, {y.Kept("Mean")}, {y.Kept("InvStd")}, {Gradients(y)}, then: {function.Function})", inPlace: true);
        else
            y.Step($"BatchNormKernel.Backward({y.Grad}, {y.X}, {(affine ? y[Weight] : null)}, {y.Kept("Mean")}, {y.Kept("InvStd")}, {Gradients(y)})", inPlace: true);
        if (y.Epilogue.Then is null)
            y.PassesToPlus(y.Grad);
    }

    private FormattableString Gradients(BackwardCall y) =>
        $"{(y.Wants(0) ? y.GradOf(0) : null)}, {(affine ? y.GradOf(Weight) : null)}, {(affine ? y.GradOf(Bias) : null)}";

    private void BackwardFrozen(BackwardCall y)
    {
        if (y.Wants(0))
            y.Step($"BatchNormKernel.BackwardFrozen({y.Grad}, {(affine ? y[Weight] : null)}, {y[RunningVar]}, {y.GradOf(0)}, {Text.Of(eps)})", inPlace: true);
    }
}
