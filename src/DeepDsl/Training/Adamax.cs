using System.Runtime.CompilerServices;
using DeepDsl.Kernels;
using DeepDsl.Models;
using static TorchSharp.torch;

namespace DeepDsl.Training;

/// <summary>Adam over the largest gradient of late, as PyTorch's <c>Adamax</c> (Kingma and Ba, 2014, arXiv:1412.6980).</summary>
public sealed class Adamax(AdamaxAttribute options) : Optimizer(options)
{
    private double _beta1 = options.Beta1;

    internal override double? Momentum
    {
        get => _beta1;
        set => _beta1 = value ?? 0;
    }

    /// <summary>The means of gradients, and the largest of late.</summary>
    internal override IReadOnlyList<string> BufferNames { get; } = ["exp_avg", "exp_inf"];

    private protected override void Update(ModelState state, IReadOnlyList<Tensor> own, long decayed, double learningRate, double weightDecay, double gradientScale)
    {
        var rate = learningRate / (1 - Math.Pow(_beta1, Steps));
        if (state.HasKernels)
            UpdateKernel.Run(state, own, decayed, weightDecay, gradientScale, new Rule(rate, _beta1, options.Beta2, options.Eps));
        else
            UpdateTensors(state, own, decayed, rate, weightDecay, gradientScale);
    }

    private void UpdateTensors(ModelState state, IReadOnlyList<Tensor> own, long decayed, double rate, double weightDecay, double gradientScale)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        foreach (var (values, gradient, kept, decaying, decayingGradient) in Parts(state, own, decayed, gradientScale))
        {
            decayingGradient.add_(decaying, alpha: weightDecay);
            kept[0].mul_(_beta1).add_(gradient, alpha: 1 - _beta1);
            kept[1].copy_(maximum(kept[1] * options.Beta2, gradient.abs().add_(options.Eps)));
            values.addcdiv_(kept[0], kept[1], -rate);
        }
    }

    private readonly unsafe struct Rule(double rate, double beta1, double beta2, double eps) : IUpdate
    {
        [MethodImpl(Hot.Loop)]
        public void Run<TVector>(UpdateRange<TVector> range, double decay)
            where TVector : unmanaged, IVector<TVector>
        {
            var (step, pull, plus) = (TVector.Of(rate), TVector.Of(decay), TVector.Of(eps));
            var (kept, fresh, keptLargest) = (TVector.Of(beta1), TVector.Of(1 - beta1), TVector.Of(beta2));
            for (var i = 0L; i < range.Count; i++)
            {
                var value = range.Values[i];
                var gradient = range.Gradients[i] * range.Scale + value * pull;
                var first = range.First[i] * kept + gradient * fresh;
                var second = TVector.Max(range.Second[i] * keptLargest, TVector.Abs(gradient) + plus);
                range.First[i] = TVector.Flushed(first);
                range.Second[i] = TVector.Flushed(second);
                range.Values[i] = value - step * first / second;
            }
        }
    }
}
