using DeepDsl;
using TorchSharp;
using static TorchSharp.torch;

namespace Digits;

/// <summary>Has the network read a whole set of images.</summary>
internal static class Evaluation
{
    private const int ChunkSize = 500;

    public static Prediction[] Predict(ISupervisedModel model, Tensor images)
    {
        var predictions = new List<Prediction>();
        for (long start = 0; start < images.shape[0]; start += ChunkSize)
        {
            using var scope = NewDisposeScope();
            var chunk = images.narrow(0, start, Math.Min(ChunkSize, images.shape[0] - start));
            var (confidences, digits) = model.Predict(chunk).softmax(1).max(1);
            predictions.AddRange(digits.data<long>().Zip(confidences.data<float>(), (digit, confidence) => new Prediction((int)digit, confidence)));
        }
        return [.. predictions];
    }
}
