using System.Numerics;
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
    protected override int StateCount => 2;

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

    private readonly struct Rule(double rate, double rho, double eps) : IUpdate
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<T>(ref Vector<T> parameter, Vector<T> gradient, ref Vector<T> first, ref Vector<T> second, ref Vector<T> third, double decay)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var (kept, fresh, plus) = (VectorMath.Constant<T>(rho), VectorMath.Constant<T>(1 - rho), VectorMath.Constant<T>(eps));
            gradient += parameter * VectorMath.Constant<T>(decay);
            first = first * kept + gradient * gradient * fresh;
            var step = Vector.SquareRoot(second + plus) / Vector.SquareRoot(first + plus) * gradient;
            second = second * kept + step * step * fresh;
            parameter -= step * VectorMath.Constant<T>(rate);
        }
    }
}
