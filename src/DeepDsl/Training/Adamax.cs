using System.Numerics;
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
    protected override int StateCount => 2;

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

    private readonly struct Rule(double rate, double beta1, double beta2, double eps) : IUpdate
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<T>(ref Vector<T> parameter, Vector<T> gradient, ref Vector<T> first, ref Vector<T> second, ref Vector<T> third, double decay)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            gradient += parameter * VectorMath.Constant<T>(decay);
            first = first * VectorMath.Constant<T>(beta1) + gradient * VectorMath.Constant<T>(1 - beta1);
            second = Vector.Max(second * VectorMath.Constant<T>(beta2), Vector.Abs(gradient) + VectorMath.Constant<T>(eps));
            parameter -= VectorMath.Constant<T>(rate) * first / second;
        }
    }
}
