using System.Numerics;
using System.Runtime.CompilerServices;

namespace DeepDsl.Kernels;

/// <summary>Long short-term memory, with its gates in the order i, f, g, o.</summary>
public static unsafe class LSTMKernel
{
    private const int Parts = 4;

    /// <summary>The state after every position; the values of the gates and the cells are kept for the backward pass.</summary>
    /// <param name="x">The sequences (batch, length, features).</param>
    /// <param name="inputWeight">What the input adds to the gates.</param>
    /// <param name="stateWeight">What the state adds to them.</param>
    /// <param name="inputBias">The bias beside the input, if there is one.</param>
    /// <param name="stateBias">That beside the state.</param>
    /// <param name="y">The states, (batch, length, hidden).</param>
    /// <param name="gates">The values of the gates, (batch, length, 4·hidden).</param>
    /// <param name="cells">The cells, (batch, length, hidden).</param>
    /// <param name="reverse">Whether sequences are read from their end.</param>
    public static void Forward(Slot x, Slot inputWeight, Slot stateWeight, Slot? inputBias, Slot? stateBias, Slot y, Slot gates, Slot cells, bool reverse)
    {
        LinearKernel.Forward(x, inputWeight, inputBias, gates);
        if (y.IsDouble)
            Forward<double>(stateWeight, stateBias, gates, cells, y, new(y, reverse));
        else
            Forward<float>(stateWeight, stateBias, gates, cells, y, new(y, reverse));
    }

    /// <summary>The gradients of the gates' arguments, and beside them the state before every position, by which the weight's gradient follows.</summary>
    public static void Backward(Slot gradient, Slot y, Slot stateWeight, Slot gates, Slot cells, Slot gradGates, Slot before, bool reverse)
    {
        if (y.IsDouble)
            Backward<double>(gradient, y, stateWeight, gates, cells, gradGates, before, new(y, reverse));
        else
            Backward<float>(gradient, y, stateWeight, gates, cells, gradGates, before, new(y, reverse));
    }

    private static void Forward<T>(Slot stateWeight, Slot? stateBias, Slot gates, Slot cells, Slot y, Sequence sequence)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var bias = stateBias is null ? null : (T*)stateBias.Pointer;
        fixed (byte* scratch = Scratch.Bytes(checked(Parts * sequence.StateCount * sizeof(T))))
        {
            for (var step = 0; step < sequence.Length; step++)
            {
                if (step > 0)
                    sequence.Product(step - 1, stateWeight, gates.Columns, scratch);
                Parallel.For(sequence.Batch, gates.Columns, new Step<T>(sequence.Place(step), (T*)scratch, bias, (T*)gates.Pointer, (T*)cells.Pointer, (T*)y.Pointer));
            }
        }
    }

    private readonly struct Step<T>(StepPlace place, T* product, T* bias, T* gates, T* cells, T* y) : IRange
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void Run(long begin, long end)
        {
            for (var n = begin; n < end; n++)
            {
                var from = place.HasBefore ? product + n * Parts * place.Hidden : null;
                Advance(from, bias, gates + place.Of(n, Parts), place.HasBefore ? cells + place.Before(n) : null, cells + place.Of(n), y + place.Of(n), place.Hidden);
            }
        }
    }

    [MethodImpl(Hot.Loop)]
    private static void Advance<T>(T* product, T* bias, T* gates, T* before, T* cell, T* y, int hidden)
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
            var i = VectorMath.Sigmoid(Argument<TLanes>(at));
            var f = VectorMath.Sigmoid(Argument<TLanes>(at + hidden));
            var g = VectorMath.Tanh(Argument<TLanes>(at + 2 * hidden));
            var o = VectorMath.Sigmoid(Argument<TLanes>(at + 3 * hidden));
            var c = i * g;
            if (before != null)
                c = VectorMath.MultiplyAdd(f, TLanes.Load(before + at), c);
            TLanes.Store(i, gates + at);
            TLanes.Store(f, gates + at + hidden);
            TLanes.Store(g, gates + at + 2 * hidden);
            TLanes.Store(o, gates + at + 3 * hidden);
            TLanes.Store(c, cell + at);
            TLanes.Store(o * VectorMath.Tanh(c), y + at);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        Vector<T> Argument<TLanes>(int at)
            where TLanes : struct, ILanes
        {
            var value = TLanes.Load(gates + at);
            if (product != null)
                value += TLanes.Load(product + at);
            return bias == null ? value : value + TLanes.Load(bias + at);
        }
    }

    private static void Backward<T>(Slot gradient, Slot y, Slot stateWeight, Slot gates, Slot cells, Slot gradGates, Slot before, Sequence sequence)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        fixed (byte* scratch = Scratch.Bytes(checked(2 * sequence.StateCount * sizeof(T))))
        {
            var ofState = (T*)scratch;
            var ofCell = ofState + sequence.StateCount;
            new Span<T>(ofState, 2 * sequence.StateCount).Clear();
            for (var step = sequence.Length - 1; step >= 0; step--)
            {
                Parallel.For(sequence.Batch, gates.Columns, new BackwardStep<T>(sequence.Place(step), (T*)gradient.Pointer, ofState, ofCell, (T*)y.Pointer, (T*)gates.Pointer, (T*)cells.Pointer, (T*)gradGates.Pointer, (T*)before.Pointer));
                if (step > 0)
                    sequence.BackwardProduct(step, gradGates, stateWeight, ofState);
            }
        }
    }

    private readonly struct BackwardStep<T>(StepPlace place, T* gradient, T* ofState, T* ofCell, T* y, T* gates, T* cells, T* gradGates, T* before) : IRange
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void Run(long begin, long end)
        {
            for (var n = begin; n < end; n++)
            {
                place.CopyBefore(n, y, before);
                Return(gradient + place.Of(n), ofState + n * place.Hidden, ofCell + n * place.Hidden, gates + place.Of(n, Parts), cells + place.Of(n), place.HasBefore ? cells + place.Before(n) : null, gradGates + place.Of(n, Parts), place.Hidden);
            }
        }
    }

    /// <summary>The gradients of the gates' arguments; that of the cell becomes the one of the cell before.</summary>
    [MethodImpl(Hot.Loop)]
    private static void Return<T>(T* gradient, T* ofState, T* ofCell, T* gates, T* cell, T* cellBefore, T* gradGates, int hidden)
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
            var (i, f, g, o) = (TLanes.Load(gates + at), TLanes.Load(gates + at + hidden), TLanes.Load(gates + at + 2 * hidden), TLanes.Load(gates + at + 3 * hidden));
            var bent = VectorMath.Tanh(TLanes.Load(cell + at));
            var after = TLanes.Load(gradient + at) + TLanes.Load(ofState + at);
            var c = VectorMath.MultiplyAdd(after * o, one - bent * bent, TLanes.Load(ofCell + at));
            TLanes.Store(c * g * i * (one - i), gradGates + at);
            TLanes.Store(cellBefore == null ? Vector<T>.Zero : c * TLanes.Load(cellBefore + at) * f * (one - f), gradGates + at + hidden);
            TLanes.Store(c * i * (one - g * g), gradGates + at + 2 * hidden);
            TLanes.Store(after * bent * o * (one - o), gradGates + at + 3 * hidden);
            TLanes.Store(c * f, ofCell + at);
        }
    }
}
