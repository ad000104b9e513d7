using System.Runtime.CompilerServices;
using DeepDsl.Kernels;
using DeepDsl.Models;
using static TorchSharp.torch;

namespace DeepDsl.Training;

/// <summary>Adadelta, as PyTorch's (Zeiler, 2012, arXiv:1212.5701).</summary>
public sealed class Adadelta(AdadeltaAttribute options) : Optimizer(options)
{
    internal override double? Momentum
    {
        get => null;
        set { }
    }

    /// <summary>The means of squared gradients and of squared steps.</summary>
    internal override IReadOnlyList<string> BufferNames { get; } = ["square_avg", "acc_delta"];

    private protected override void Update(ModelState state, IReadOnlyList<Tensor> own, long decayed, double learningRate, double weightDecay, double gradientScale)
    {
        if (state.HasKernels)
            UpdateKernel.Run(state, own, decayed, weightDecay, gradientScale, new Rule(learningRate, options.Rho, options.Eps));
        else
            UpdateTensors(state, own, decayed, learningRate, weightDecay, gradientScale);
    }

    private void UpdateTensors(ModelState state, IReadOnlyList<Tensor> own, long decayed, double learningRate, double weightDecay, double gradientScale)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        foreach (var (values, gradient, means, decaying, decayingGradient) in Parts(state, own, decayed, gradientScale))
        {
            decayingGradient.add_(decaying, alpha: weightDecay);
            means[0].mul_(options.Rho).addcmul_(gradient, gradient, 1 - options.Rho);
            var step = (means[1] + options.Eps).sqrt_().div_((means[0] + options.Eps).sqrt_()).mul_(gradient);
            means[1].mul_(options.Rho).addcmul_(step, step, 1 - options.Rho);
            values.add_(step, alpha: -learningRate);
        }
    }

    private readonly unsafe struct Rule(double rate, double rho, double eps) : IUpdate
    {
        [MethodImpl(Hot.Loop)]
        public void Run<TVector>(UpdateRange<TVector> range, double decay)
            where TVector : unmanaged, IVector<TVector>
        {
            var (pull, factor) = (TVector.Of(decay), TVector.Of(rate));
            var (kept, fresh, plus) = (TVector.Of(rho), TVector.Of(1 - rho), TVector.Of(eps));
            for (var i = 0L; i < range.Count; i++)
            {
                var (value, last) = (range.Values[i], range.Second[i]);
                var gradient = range.Gradients[i] * range.Scale + value * pull;
                var first = range.First[i] * kept + gradient * gradient * fresh;
                var step = TVector.Sqrt(last + plus) / TVector.Sqrt(first + plus) * gradient;
                range.First[i] = TVector.Flushed(first);
                range.Second[i] = TVector.Flushed(last * kept + step * step * fresh);
                range.Values[i] = value - step * factor;
            }
        }
    }
}
