using System.Runtime.CompilerServices;
using DeepDsl.Kernels;
using DeepDsl.Models;
using static TorchSharp.torch;

namespace DeepDsl.Training;

/// <summary>Stochastic gradient descent with momentum, as PyTorch's <c>SGD</c>.</summary>
public sealed class SGD : Optimizer
{
    private readonly SGDAttribute _options;
    private double _momentum;

    /// <exception cref="ArgumentException">Nesterov without momentum, or with dampening.</exception>
    public SGD(SGDAttribute options)
        : base(options)
    {
        if (options.Nesterov && (options.Momentum <= 0 || options.Dampening != 0))
            throw new ArgumentException("[SGD] with Nesterov needs a Momentum above 0 and no Dampening.", nameof(options));
        (_options, _momentum) = (options, options.Momentum);
        BufferNames = options.Momentum > 0 ? ["momentum_buffer"] : [];
    }

    internal override double? Momentum
    {
        get => _options.Momentum > 0 ? _momentum : null;
        set => _momentum = value ?? 0;
    }

    internal override IReadOnlyList<string> BufferNames { get; }

    private protected override void Update(ModelState state, IReadOnlyList<Tensor> own, long decayed, double learningRate, double weightDecay, double gradientScale)
    {
        // The first step has no momentum to dampen.
        var fresh = Steps == 1 ? 1 : 1 - _options.Dampening;
        if (state.HasKernels)
            UpdateKernel.Run(state, own, decayed, weightDecay, gradientScale, new Rule(learningRate, _momentum, fresh, _options.Nesterov));
        else
            UpdateTensors(state, own, decayed, learningRate, weightDecay, gradientScale, fresh);
    }

    private void UpdateTensors(ModelState state, IReadOnlyList<Tensor> own, long decayed, double learningRate, double weightDecay, double gradientScale, double fresh)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        foreach (var (values, scaled, momentum, decaying, decayingGradient) in Parts(state, own, decayed, gradientScale))
        {
            decayingGradient.add_(decaying, alpha: weightDecay);
            var gradient = scaled;
            if (momentum.Length > 0)
            {
                momentum[0].mul_(_momentum).add_(gradient, alpha: fresh);
                gradient = _options.Nesterov ? gradient.add(momentum[0], alpha: _momentum) : momentum[0];
            }
            values.add_(gradient, alpha: -learningRate);
        }
    }

    private readonly unsafe struct Rule(double learningRate, double momentum, double fresh, bool nesterov) : IUpdate
    {
        [MethodImpl(Hot.Loop)]
        public void Run<TVector>(UpdateRange<TVector> range, double decay)
            where TVector : unmanaged, IVector<TVector>
        {
            var (rate, pull, kept, added) = (TVector.Of(learningRate), TVector.Of(decay), TVector.Of(momentum), TVector.Of(fresh));
            for (var i = 0L; i < range.Count; i++)
            {
                var value = range.Values[i];
                var gradient = range.Gradients[i] * range.Scale + value * pull;
                if (momentum != 0)
                {
                    var first = range.First[i] * kept + gradient * added;
                    range.First[i] = TVector.Flushed(first);
                    gradient = nesterov ? gradient + first * kept : first;
                }
                range.Values[i] = value - gradient * rate;
            }
        }
    }
}
