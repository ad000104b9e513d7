using System.Runtime.CompilerServices;
using DeepDsl.Kernels;
using DeepDsl.Models;
using static TorchSharp.torch;

namespace DeepDsl.Training;

/// <summary>Adam with Nesterov's momentum, as PyTorch's <c>NAdam</c> (Dozat, 2016).</summary>
public sealed class NAdam(NAdamAttribute options) : Optimizer(options)
{
    private double _beta1 = options.Beta1;
    private double _product = 1;

    internal override double? Momentum
    {
        get => _beta1;
        set => _beta1 = value ?? 0;
    }

    /// <summary>The means of gradients and of squared gradients.</summary>
    internal override IReadOnlyList<string> BufferNames { get; } = ["exp_avg", "exp_avg_sq"];

    internal override string CarriedName => "mu_product";

    internal override double Carried
    {
        get => _product;
        set => _product = value;
    }

    private protected override void Update(ModelState state, IReadOnlyList<Tensor> own, long decayed, double learningRate, double weightDecay, double gradientScale)
    {
        var (now, next) = (MomentumAt(Steps), MomentumAt(Steps + 1));
        _product *= now;
        var ofGradient = learningRate * (1 - now) / (1 - _product);
        var ofMean = learningRate * next / (1 - _product * next);
        var root = Math.Sqrt(1 - Math.Pow(options.Beta2, Steps));
        if (state.HasKernels)
            UpdateKernel.Run(state, own, decayed, weightDecay, gradientScale, new Rule(ofGradient, ofMean, _beta1, options.Beta2, options.Eps, root));
        else
            UpdateTensors(state, own, decayed, weightDecay, gradientScale, ofGradient, ofMean, root);
    }

    private double MomentumAt(long step) => _beta1 * (1 - 0.5 * Math.Pow(0.96, step * options.MomentumDecay));

    private void UpdateTensors(ModelState state, IReadOnlyList<Tensor> own, long decayed, double weightDecay, double gradientScale, double ofGradient, double ofMean, double root)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        foreach (var (values, gradient, means, decaying, decayingGradient) in Parts(state, own, decayed, gradientScale))
        {
            decayingGradient.add_(decaying, alpha: weightDecay);
            means[0].mul_(_beta1).add_(gradient, alpha: 1 - _beta1);
            means[1].mul_(options.Beta2).addcmul_(gradient, gradient, 1 - options.Beta2);
            var scale = means[1].sqrt().div_(root).add_(options.Eps);
            values.addcdiv_(gradient, scale, -ofGradient).addcdiv_(means[0], scale, -ofMean);
        }
    }

    private readonly unsafe struct Rule(double ofGradient, double ofMean, double beta1, double beta2, double eps, double root) : IUpdate
    {
        [MethodImpl(Hot.Loop)]
        public void Run<TVector>(UpdateRange<TVector> range, double decay)
            where TVector : unmanaged, IVector<TVector>
        {
            var (pull, now, next) = (TVector.Of(decay), TVector.Of(ofGradient), TVector.Of(ofMean));
            var (kept, fresh) = (TVector.Of(beta1), TVector.Of(1 - beta1));
            var (keptSquare, freshSquare) = (TVector.Of(beta2), TVector.Of(1 - beta2));
            var (unbiased, plus) = (TVector.Of(1 / root), TVector.Of(eps));
            for (var i = 0L; i < range.Count; i++)
            {
                var value = range.Values[i];
                var gradient = range.Gradients[i] * range.Scale + value * pull;
                var first = range.First[i] * kept + gradient * fresh;
                var second = range.Second[i] * keptSquare + gradient * gradient * freshSquare;
                range.First[i] = TVector.Flushed(first);
                range.Second[i] = TVector.Flushed(second);
                range.Values[i] = value - (now * gradient + next * first) / (TVector.Sqrt(second) * unbiased + plus);
            }
        }
    }
}
