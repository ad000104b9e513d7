using System.Numerics;

namespace DeepDsl.Kernels;

/// <summary>The triplet margin loss with Euclidean distances.</summary>
public static unsafe class TripletMarginKernel
{
    // As in PyTorch, added to every difference, so that a distance of zero has a derivative.
    private const double Eps = 1e-6;

    /// <summary>The mean loss over the batch times a weight, and the gradients of all three values.</summary>
    public static float Run(Slot anchor, Slot positive, Slot negative, Slot gradAnchor, Slot gradPositive, Slot gradNegative, double margin, double weight = 1) => (float)(anchor.IsDouble
        ? Run<double>(anchor, positive, negative, gradAnchor, gradPositive, gradNegative, margin, weight)
        : Run<float>(anchor, positive, negative, gradAnchor, gradPositive, gradNegative, margin, weight));

    private static double Run<T>(Slot anchor, Slot positive, Slot negative, Slot gradAnchor, Slot gradPositive, Slot gradNegative, double margin, double weight)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (sum, features) = (0.0, anchor.Columns);
        for (var row = 0; row < anchor.Batch; row++)
        {
            var start = (long)row * features;
            var (near, far) = (Distance((T*)anchor.Pointer + start, (T*)positive.Pointer + start, features), Distance((T*)anchor.Pointer + start, (T*)negative.Pointer + start, features));
            var loss = Math.Max(0, double.CreateTruncating(near - far) + margin);
            sum += loss;
            var share = T.CreateTruncating(loss > 0 ? weight / anchor.Batch : 0);
            for (var i = start; i < start + features; i++)
            {
                var (a, p, n) = (((T*)anchor.Pointer)[i], ((T*)positive.Pointer)[i], ((T*)negative.Pointer)[i]);
                var pull = share * (a - p + T.CreateTruncating(Eps)) / near;
                var push = share * (a - n + T.CreateTruncating(Eps)) / far;
                ((T*)gradAnchor.Pointer)[i] = pull - push;
                ((T*)gradPositive.Pointer)[i] = -pull;
                ((T*)gradNegative.Pointer)[i] = push;
            }
        }
        return weight * sum / anchor.Batch;
    }

    private static T Distance<T>(T* a, T* b, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var sum = T.Zero;
        for (var i = 0; i < count; i++)
        {
            var difference = a[i] - b[i] + T.CreateTruncating(Eps);
            sum += difference * difference;
        }
        return T.Sqrt(sum);
    }
}
