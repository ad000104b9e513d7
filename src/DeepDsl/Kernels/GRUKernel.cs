using System.Numerics;
using System.Runtime.CompilerServices;

namespace DeepDsl.Kernels;

/// <summary>Gated recurrent units, with their gates in the order r, z, n.</summary>
public static unsafe class GRUKernel
{
    private const int Parts = 3;

    /// <summary>The state after every position; the values of the gates, and what r weighs, are kept for the backward pass.</summary>
    /// <param name="x">The sequences (batch, length, features).</param>
    /// <param name="inputWeight">What the input adds to the gates.</param>
    /// <param name="stateWeight">What the state adds to them.</param>
    /// <param name="inputBias">The bias beside the input, if there is one.</param>
    /// <param name="stateBias">That beside the state.</param>
    /// <param name="y">The states, (batch, length, hidden).</param>
    /// <param name="gates">The values of the gates, (batch, length, 3·hidden).</param>
    /// <param name="weighed">What the state adds to the argument of n before r weighs it, (batch, length, hidden).</param>
    /// <param name="reverse">Whether sequences are read from their end.</param>
    public static void Forward(Slot x, Slot inputWeight, Slot stateWeight, Slot? inputBias, Slot? stateBias, Slot y, Slot gates, Slot weighed, bool reverse)
    {
        LinearKernel.Forward(x, inputWeight, inputBias, gates);
        if (y.IsDouble)
            Forward<double>(stateWeight, stateBias, gates, weighed, y, new(y, reverse));
        else
            Forward<float>(stateWeight, stateBias, gates, weighed, y, new(y, reverse));
    }

    /// <summary>The gradients of what the input and of what the state adds to the gates, and beside them the state before every position, by which the weight's gradient follows.</summary>
    public static void Backward(Slot gradient, Slot y, Slot stateWeight, Slot gates, Slot weighed, Slot gradGates, Slot gradOfState, Slot before, bool reverse)
    {
        if (y.IsDouble)
            Backward<double>(gradient, y, stateWeight, gates, weighed, gradGates, gradOfState, before, new(y, reverse));
        else
            Backward<float>(gradient, y, stateWeight, gates, weighed, gradGates, gradOfState, before, new(y, reverse));
    }

    private static void Forward<T>(Slot stateWeight, Slot? stateBias, Slot gates, Slot weighed, Slot y, Sequence sequence)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var bias = stateBias is null ? null : (T*)stateBias.Pointer;
        fixed (byte* scratch = Scratch.Bytes(checked(Parts * sequence.StateCount * sizeof(T))))
        {
            new Span<T>(scratch, Parts * sequence.StateCount).Clear();
            for (var step = 0; step < sequence.Length; step++)
            {
                if (step > 0)
                    sequence.Product(step - 1, stateWeight, gates.Columns, scratch);
                Parallel.For(sequence.Batch, gates.Columns, new Step<T>(sequence.Place(step), (T*)scratch, bias, (T*)gates.Pointer, (T*)weighed.Pointer, (T*)y.Pointer));
            }
        }
    }

    private readonly struct Step<T>(StepPlace place, T* product, T* bias, T* gates, T* weighed, T* y) : IRange
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void Run(long begin, long end)
        {
            for (var n = begin; n < end; n++)
                Advance(product + n * Parts * place.Hidden, bias, gates + place.Of(n, Parts), weighed + place.Of(n), place.HasBefore ? y + place.Before(n) : null, y + place.Of(n), place.Hidden);
        }
    }

    [MethodImpl(Hot.Loop)]
    private static void Advance<T>(T* product, T* bias, T* gates, T* weighed, T* before, T* y, int hidden)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var width = Vector<T>.Count;
        var j = 0;
        for (; j <= hidden - width; j += width)
            Advance<WholeVectors>(j);
        for (; j < hidden; j++)
            Advance<SingleElements>(j);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        void Advance<TLanes>(int at)
            where TLanes : struct, ILanes
        {
            var r = VectorMath.Sigmoid(TLanes.Load(gates + at) + OfState<TLanes>(at));
            var z = VectorMath.Sigmoid(TLanes.Load(gates + at + hidden) + OfState<TLanes>(at + hidden));
            var part = OfState<TLanes>(at + 2 * hidden);
            var n = VectorMath.Tanh(VectorMath.MultiplyAdd(r, part, TLanes.Load(gates + at + 2 * hidden)));
            TLanes.Store(r, gates + at);
            TLanes.Store(z, gates + at + hidden);
            TLanes.Store(n, gates + at + 2 * hidden);
            TLanes.Store(part, weighed + at);
            var h = before == null ? Vector<T>.Zero : TLanes.Load(before + at);
            TLanes.Store(VectorMath.MultiplyAdd(z, h - n, n), y + at);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        Vector<T> OfState<TLanes>(int at)
            where TLanes : struct, ILanes =>
            bias == null ? TLanes.Load(product + at) : TLanes.Load(product + at) + TLanes.Load(bias + at);
    }

    private static void Backward<T>(Slot gradient, Slot y, Slot stateWeight, Slot gates, Slot weighed, Slot gradGates, Slot gradOfState, Slot before, Sequence sequence)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        fixed (byte* scratch = Scratch.Bytes(checked(2 * sequence.StateCount * sizeof(T))))
        {
            var ofState = (T*)scratch;
            var carried = ofState + sequence.StateCount;
            new Span<T>(ofState, 2 * sequence.StateCount).Clear();
            for (var step = sequence.Length - 1; step >= 0; step--)
            {
                Parallel.For(sequence.Batch, gates.Columns, new BackwardStep<T>(sequence.Place(step), (T*)gradient.Pointer, ofState, carried, (T*)y.Pointer, (T*)gates.Pointer, (T*)weighed.Pointer, (T*)gradGates.Pointer, (T*)gradOfState.Pointer, (T*)before.Pointer));
                if (step > 0)
                    sequence.BackwardProduct(step, gradOfState, stateWeight, ofState);
            }
        }
    }

    private readonly struct BackwardStep<T>(StepPlace place, T* gradient, T* ofState, T* carried, T* y, T* gates, T* weighed, T* gradGates, T* gradOfState, T* before) : IRange
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void Run(long begin, long end)
        {
            for (var n = begin; n < end; n++)
            {
                place.CopyBefore(n, y, before);
                Return(gradient + place.Of(n), ofState + n * place.Hidden, carried + n * place.Hidden, gates + place.Of(n, Parts), weighed + place.Of(n), before + place.Of(n), gradGates + place.Of(n, Parts), gradOfState + place.Of(n, Parts), place.Hidden);
            }
        }
    }

    /// <summary>The gradients of the gates' arguments; <paramref name="carried"/> is what passes z to the state before.</summary>
    [MethodImpl(Hot.Loop)]
    private static void Return<T>(T* gradient, T* ofState, T* carried, T* gates, T* weighed, T* before, T* gradGates, T* gradOfState, int hidden)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var width = Vector<T>.Count;
        var j = 0;
        for (; j <= hidden - width; j += width)
            Return<WholeVectors>(j);
        for (; j < hidden; j++)
            Return<SingleElements>(j);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        void Return<TLanes>(int at)
            where TLanes : struct, ILanes
        {
            var one = Vector<T>.One;
            var (r, z, n) = (TLanes.Load(gates + at), TLanes.Load(gates + at + hidden), TLanes.Load(gates + at + 2 * hidden));
            var after = TLanes.Load(gradient + at) + TLanes.Load(ofState + at) + TLanes.Load(carried + at);
            var ofN = after * (one - z) * (one - n * n);
            var ofZ = after * (TLanes.Load(before + at) - n) * z * (one - z);
            var ofR = ofN * TLanes.Load(weighed + at) * r * (one - r);
            TLanes.Store(ofR, gradGates + at);
            TLanes.Store(ofZ, gradGates + at + hidden);
            TLanes.Store(ofN, gradGates + at + 2 * hidden);
            TLanes.Store(ofR, gradOfState + at);
            TLanes.Store(ofZ, gradOfState + at + hidden);
            TLanes.Store(ofN * r, gradOfState + at + 2 * hidden);
            TLanes.Store(after * z, carried + at);
        }
    }
}
