using System.Runtime.CompilerServices;
using DeepDsl.Kernels;
using DeepDsl.Models;
using static TorchSharp.torch;

namespace DeepDsl.Training;

/// <summary>What Adam and AdamW share: they differ in where the decay goes.</summary>
public abstract class AdamOptimizer : Optimizer
{
    private readonly double _beta2;
    private readonly double _eps;
    private readonly bool _isDecoupled;
    private double _beta1;

    private protected AdamOptimizer(OptimizerAttribute options, double beta1, double beta2, double eps, bool isDecoupled)
        : base(options) => (_beta1, _beta2, _eps, _isDecoupled) = (beta1, beta2, eps, isDecoupled);

    internal override double? Momentum
    {
        get => _beta1;
        set => _beta1 = value ?? 0;
    }

    internal override IReadOnlyList<string> BufferNames { get; } = ["exp_avg", "exp_avg_sq"];

    private protected override void Update(ModelState state, IReadOnlyList<Tensor> own, long decayed, double learningRate, double weightDecay, double gradientScale)
    {
        var rate = learningRate / (1 - Math.Pow(_beta1, Steps));
        var root = Math.Sqrt(1 - Math.Pow(_beta2, Steps));
        if (state.HasKernels)
            UpdateKernel.Run(state, own, decayed, _isDecoupled ? learningRate * weightDecay : weightDecay, gradientScale, new Rule(rate, _beta1, _beta2, _eps, root, _isDecoupled));
        else
            UpdateTensors(state, own, decayed, learningRate, weightDecay, gradientScale, rate, root);
    }

    private void UpdateTensors(ModelState state, IReadOnlyList<Tensor> own, long decayed, double learningRate, double weightDecay, double gradientScale, double rate, double root)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        foreach (var (values, gradient, means, decaying, decayingGradient) in Parts(state, own, decayed, gradientScale))
        {
            if (_isDecoupled)
                decaying.mul_(1 - learningRate * weightDecay);
            else
                decayingGradient.add_(decaying, alpha: weightDecay);
            means[0].mul_(_beta1).add_(gradient, alpha: 1 - _beta1);
            means[1].mul_(_beta2).addcmul_(gradient, gradient, 1 - _beta2);
            values.addcdiv_(means[0], means[1].sqrt().div_(root).add_(_eps), -rate);
        }
    }

    private readonly unsafe struct Rule(double rate, double beta1, double beta2, double eps, double root, bool isDecoupled) : IUpdate
    {
        [MethodImpl(Hot.Loop)]
        public void Run<TVector>(UpdateRange<TVector> range, double decay)
            where TVector : unmanaged, IVector<TVector>
        {
            var (step, pull, left) = (TVector.Of(rate), TVector.Of(decay), TVector.Of(1 - decay));
            var (kept, fresh) = (TVector.Of(beta1), TVector.Of(1 - beta1));
            var (keptSquare, freshSquare) = (TVector.Of(beta2), TVector.Of(1 - beta2));
            var (unbiased, plus) = (TVector.Of(1 / root), TVector.Of(eps));
            for (var i = 0L; i < range.Count; i++)
            {
                var (value, gradient) = (range.Values[i], range.Gradients[i] * range.Scale);
                if (isDecoupled)
                    value *= left;
                else
                    gradient += value * pull;
                var first = range.First[i] * kept + gradient * fresh;
                var second = range.Second[i] * keptSquare + gradient * gradient * freshSquare;
                range.First[i] = TVector.Flushed(first);
                range.Second[i] = TVector.Flushed(second);
                range.Values[i] = value - step * first / (TVector.Sqrt(second) * unbiased + plus);
            }
        }
    }
}

/// <summary>Adam, as PyTorch's (Kingma and Ba, 2014, arXiv:1412.6980).</summary>
public sealed class Adam(AdamAttribute options) : AdamOptimizer(options, options.Beta1, options.Beta2, options.Eps, isDecoupled: false);

/// <summary>Adam with decoupled weight decay, as PyTorch's <c>AdamW</c> (Loshchilov and Hutter, 2017, arXiv:1711.05101).</summary>
public sealed class AdamW(AdamWAttribute options) : AdamOptimizer(options, options.Beta1, options.Beta2, options.Eps, isDecoupled: true);
