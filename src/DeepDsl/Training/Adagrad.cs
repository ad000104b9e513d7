using System.Runtime.CompilerServices;
using DeepDsl.Kernels;
using DeepDsl.Models;
using static TorchSharp.torch;

namespace DeepDsl.Training;

/// <summary>Adagrad, as PyTorch's (Duchi et al., 2011).</summary>
public sealed class Adagrad(AdagradAttribute options) : Optimizer(options)
{
    internal override double? Momentum
    {
        get => null;
        set { }
    }

    /// <summary>The sums of squares.</summary>
    internal override IReadOnlyList<string> BufferNames { get; } = ["sum"];

    /// <inheritdoc/>
    protected override double InitialState => options.InitialAccumulatorValue;

    private protected override void Update(ModelState state, IReadOnlyList<Tensor> own, long decayed, double learningRate, double weightDecay, double gradientScale)
    {
        var rate = learningRate / (1 + (Steps - 1) * options.LearningRateDecay);
        if (state.HasKernels)
            UpdateKernel.Run(state, own, decayed, weightDecay, gradientScale, new Rule(rate, options.Eps));
        else
            UpdateTensors(state, own, decayed, rate, weightDecay, gradientScale);
    }

    private void UpdateTensors(ModelState state, IReadOnlyList<Tensor> own, long decayed, double rate, double weightDecay, double gradientScale)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        foreach (var (values, gradient, sums, decaying, decayingGradient) in Parts(state, own, decayed, gradientScale))
        {
            decayingGradient.add_(decaying, alpha: weightDecay);
            sums[0].addcmul_(gradient, gradient, 1);
            values.addcdiv_(gradient, sums[0].sqrt().add_(options.Eps), -rate);
        }
    }

    private readonly unsafe struct Rule(double rate, double eps) : IUpdate
    {
        [MethodImpl(Hot.Loop)]
        public void Run<TVector>(UpdateRange<TVector> range, double decay)
            where TVector : unmanaged, IVector<TVector>
        {
            var (pull, step, plus) = (TVector.Of(decay), TVector.Of(rate), TVector.Of(eps));
            for (var i = 0L; i < range.Count; i++)
            {
                var value = range.Values[i];
                var gradient = range.Gradients[i] * range.Scale + value * pull;
                var first = range.First[i] + gradient * gradient;
                range.First[i] = TVector.Flushed(first);
                range.Values[i] = value - step * gradient / (TVector.Sqrt(first) + plus);
            }
        }
    }
}
