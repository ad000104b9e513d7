using System.Numerics;
using System.Runtime.Intrinsics;
using DeepDsl.Kernels;
using DeepDsl.Models;
using DeepDsl.Native;
using static TorchSharp.torch;

namespace DeepDsl.Training;

/// <summary>The rule of an optimizer.</summary>
internal interface IUpdate
{
    /// <summary>Moves a range of parameters, and with them the optimizer's own values.</summary>
    /// <remarks>The loop is the rule's own, so that its numbers are vectors before it begins.</remarks>
    void Run<TVector>(UpdateRange<TVector> range, double decay)
        where TVector : unmanaged, IVector<TVector>;
}

/// <summary>A range of the flat buffers.</summary>
/// <param name="values">The parameters.</param>
/// <param name="gradients">Their gradients.</param>
/// <param name="first">The optimizer's first buffer, if it has any.</param>
/// <param name="second">Its second.</param>
/// <param name="third">Its third.</param>
/// <param name="scale">What gradients are multiplied with first.</param>
/// <param name="count">The number of vectors.</param>
internal readonly unsafe struct UpdateRange<TVector>(TVector* values, TVector* gradients, TVector* first, TVector* second, TVector* third, TVector scale, long count)
    where TVector : unmanaged, IVector<TVector>
{
    public TVector* Values => values;

    public TVector* Gradients => gradients;

    public TVector* First => first;

    public TVector* Second => second;

    public TVector* Third => third;

    public TVector Scale => scale;

    public long Count => count;

    public UpdateRange<TVector> Slice(long begin, long end) => new(values + begin, gradients + begin, first + begin, second + begin, third + begin, scale, end - begin);
}

/// <summary>One pass over the flat buffers. Their padding makes whole vectors safe.</summary>
internal static unsafe class UpdateKernel
{
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

    private static void Run<T, TUpdate>(ModelState state, IReadOnlyList<Tensor> own, long decayed, double decay, double gradientScale, TUpdate update)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TUpdate : struct, IUpdate
    {
        if (Vector512.IsHardwareAccelerated)
            Run<T, Wide<T>, TUpdate>(state, own, decayed, decay, gradientScale, update);
        else
            Run<T, Narrow<T>, TUpdate>(state, own, decayed, decay, gradientScale, update);
    }

    private static void Run<T, TVector, TUpdate>(ModelState state, IReadOnlyList<Tensor> own, long decayed, double decay, double gradientScale, TUpdate update)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TVector : unmanaged, IVector<TVector>
        where TUpdate : struct, IUpdate
    {
        var width = sizeof(TVector) / sizeof(T);
        var all = new UpdateRange<TVector>(Memory(state.Values), Memory(state.Gradients), Own(0), Own(1), Own(2), TVector.Of(gradientScale), state.GradientCount / width);
        var learned = state.Learned;
        for (var part = 0; part < learned.Count; part++)
        {
            var (start, end) = (learned[part].Start / width, learned[part].End / width);
            Kernels.Parallel.For(end - start, width, new Pass<TVector, TUpdate>(all.Slice(start, end), Math.Clamp(decayed / width - start, 0, end - start), decay, update));
        }

        TVector* Own(int index) => index < own.Count ? Memory(own[index]) : null;

        static TVector* Memory(Tensor tensor) => (TVector*)LibTorch.DataPointer(tensor.Handle);
    }

    // What decays lies in front.
    private readonly struct Pass<TVector, TUpdate>(UpdateRange<TVector> range, long decayed, double decay, TUpdate update) : IRange
        where TVector : unmanaged, IVector<TVector>
        where TUpdate : struct, IUpdate
    {
        public void Run(long begin, long end)
        {
            var middle = Math.Clamp(decayed, begin, end);
            update.Run(range.Slice(begin, middle), decay);
            update.Run(range.Slice(middle, end), 0);
        }
    }

    private static double Squares<T>(T* gradients, long count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var sum = 0.0;
        for (var i = 0L; i < count; i += 4096)
            sum += double.CreateTruncating(Loops.Dot(gradients + i, gradients + i, (int)Math.Min(4096, count - i)));
        return sum;
    }
}
