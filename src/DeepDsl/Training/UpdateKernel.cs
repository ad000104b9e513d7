using System.Numerics;
using System.Runtime.CompilerServices;
using DeepDsl.Kernels;
using DeepDsl.Models;
using DeepDsl.Native;
using static TorchSharp.torch;

namespace DeepDsl.Training;

/// <summary>The rule of an optimizer for a vector of parameters.</summary>
internal interface IUpdate
{
    /// <summary>Moves parameters and the optimizer's own values.</summary>
    void Apply<T>(ref Vector<T> parameter, Vector<T> gradient, ref Vector<T> first, ref Vector<T> second, ref Vector<T> third, double decay)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}

/// <summary>One pass over the flat buffers. Their padding makes whole vectors safe.</summary>
internal static unsafe class UpdateKernel
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<TUpdate>(ModelState state, IReadOnlyList<Tensor> own, long decayed, double decay, double gradientScale, TUpdate update)
        where TUpdate : struct, IUpdate
    {
        if (state.Type == ScalarType.Float64)
            Run<double, TUpdate>(state, own, decayed, decay, gradientScale, update);
        else
            Run<float, TUpdate>(state, own, decayed, decay, gradientScale, update);
    }

    /// <summary>√(Σ g²) over the gradients of all that learns.</summary>
    public static double Norm(ModelState state)
    {
        var gradients = LibTorch.DataPointer(state.Gradients.Handle);
        var (learned, sum) = (state.Learned, 0.0);
        for (var part = 0; part < learned.Count; part++)
        {
            var (start, end) = learned[part];
            sum += state.Type == ScalarType.Float64 ? Squares((double*)gradients + start, end - start) : Squares((float*)gradients + start, end - start);
        }
        return Math.Sqrt(sum);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run<T, TUpdate>(ModelState state, IReadOnlyList<Tensor> own, long decayed, double decay, double gradientScale, TUpdate update)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TUpdate : struct, IUpdate
    {
        var parameters = (T*)LibTorch.DataPointer(state.Values.Handle);
        var gradients = (T*)LibTorch.DataPointer(state.Gradients.Handle);
        // An optimizer with fewer buffers updates what it does not read.
        var first = own.Count > 0 ? (T*)LibTorch.DataPointer(own[0].Handle) : parameters;
        var second = own.Count > 1 ? (T*)LibTorch.DataPointer(own[1].Handle) : first;
        var third = own.Count > 2 ? (T*)LibTorch.DataPointer(own[2].Handle) : second;
        var scale = VectorMath.Constant<T>(gradientScale);
        var learned = state.Learned;
        for (var part = 0; part < learned.Count; part++)
        {
            var (start, end) = learned[part];
            Kernels.Parallel.For((end - start) / Vector<T>.Count, Vector<T>.Count,
                new Pass<T, TUpdate>(parameters + start, gradients + start, first + start, second + start, third + start, own.Count, decayed - start, decay, scale, update));
        }
    }

    // What it holds is read once: the loop writes memory that could be its own, for all the compiler knows.
    private readonly struct Pass<T, TUpdate>(T* parameters, T* gradients, T* first, T* second, T* third, int own, long decayed, double decay, Vector<T> scale, TUpdate update) : IRange
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TUpdate : struct, IUpdate
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run(long begin, long end)
        {
            var (rule, factor, buffers, weights, rate) = (update, scale, own, decayed, decay);
            T* values = parameters, slopes = gradients, ones = first, others = second, thirds = third;
            for (var i = begin * Vector<T>.Count; i < end * Vector<T>.Count; i += Vector<T>.Count)
            {
                var (p, m, v, w) = (Vector.Load(values + i), Vector.Load(ones + i), Vector.Load(others + i), Vector.Load(thirds + i));
                rule.Apply(ref p, Vector.Load(slopes + i) * factor, ref m, ref v, ref w, i < weights ? rate : 0);
                if (buffers > 2)
                    Vector.Store(Flushed(w), thirds + i);
                if (buffers > 1)
                    Vector.Store(Flushed(v), others + i);
                if (buffers > 0)
                    Vector.Store(Flushed(m), ones + i);
                Vector.Store(p, values + i);
            }
        }
    }

    // Momentum of dead units would otherwise shrink into denormals, on which processors are slow.
    private static Vector<T> Flushed<T>(Vector<T> value)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Vector.ConditionalSelect(Vector.LessThan(Vector.Abs(value), VectorMath.Constant<T>(typeof(T) == typeof(double) ? 1e-300 : 1e-37)), Vector<T>.Zero, value);

    private static double Squares<T>(T* gradients, long count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var sum = 0.0;
        for (var i = 0L; i < count; i += 4096)
            sum += double.CreateTruncating(Loops.Dot(gradients + i, gradients + i, (int)Math.Min(4096, count - i)));
        return sum;
    }
}
