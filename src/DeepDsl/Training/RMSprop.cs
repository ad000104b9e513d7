using System.Runtime.CompilerServices;
using DeepDsl.Kernels;
using DeepDsl.Models;
using static TorchSharp.torch;

namespace DeepDsl.Training;

/// <summary>RMSprop, as PyTorch's (Tieleman and Hinton, 2012; centered as Graves, 2013, arXiv:1308.0850).</summary>
public sealed class RMSprop(RMSpropAttribute options) : Optimizer(options)
{
    private double _momentum = options.Momentum;

    private bool HasMomentum => options.Momentum > 0;

    internal override double? Momentum
    {
        get => HasMomentum ? _momentum : null;
        set => _momentum = value ?? 0;
    }

    /// <summary>The means of squares, then the momentum and the means, as far as there are any.</summary>
    internal override IReadOnlyList<string> BufferNames { get; } = (options.Momentum > 0, options.Centered) switch
    {
        (true, true) => ["square_avg", "momentum_buffer", "grad_avg"],
        (true, false) => ["square_avg", "momentum_buffer"],
        (false, true) => ["square_avg", "grad_avg"],
        _ => ["square_avg"],
    };

    private protected override void Update(ModelState state, IReadOnlyList<Tensor> own, long decayed, double learningRate, double weightDecay, double gradientScale)
    {
        if (state.HasKernels)
            UpdateKernel.Run(state, own, decayed, weightDecay, gradientScale, new Rule(learningRate, options.Alpha, options.Eps, _momentum, HasMomentum, options.Centered));
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
            var square = means[0].mul_(options.Alpha).addcmul_(gradient, gradient, 1 - options.Alpha);
            if (options.Centered)
            {
                var mean = means[^1].mul_(options.Alpha).add_(gradient, alpha: 1 - options.Alpha);
                square = square - mean * mean;
            }
            var step = gradient / square.sqrt().add_(options.Eps);
            values.add_(HasMomentum ? means[1].mul_(_momentum).add_(step) : step, alpha: -learningRate);
        }
    }

    private readonly unsafe struct Rule(double rate, double alpha, double eps, double momentum, bool hasMomentum, bool centered) : IUpdate
    {
        [MethodImpl(Hot.Loop)]
        public void Run<TVector>(UpdateRange<TVector> range, double decay)
            where TVector : unmanaged, IVector<TVector>
        {
            var (step, pull, plus, kept, fresh, carried) = (TVector.Of(rate), TVector.Of(decay), TVector.Of(eps), TVector.Of(alpha), TVector.Of(1 - alpha), TVector.Of(momentum));
            var means = hasMomentum ? range.Third : range.Second;
            for (var i = 0L; i < range.Count; i++)
            {
                var value = range.Values[i];
                var gradient = range.Gradients[i] * range.Scale + value * pull;
                var square = range.First[i] * kept + gradient * gradient * fresh;
                range.First[i] = TVector.Flushed(square);
                if (centered)
                {
                    var mean = means[i] * kept + gradient * fresh;
                    means[i] = TVector.Flushed(mean);
                    square -= mean * mean;
                }
                gradient /= TVector.Sqrt(square) + plus;
                if (hasMomentum)
                {
                    gradient = range.Second[i] * carried + gradient;
                    range.Second[i] = TVector.Flushed(gradient);
                }
                range.Values[i] = value - gradient * step;
            }
        }
    }
}
