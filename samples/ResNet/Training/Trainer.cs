using DeepDsl;
using TorchSharp;

namespace ResNet;

/// <summary>Trains a network on images, and counts what it gets right.</summary>
internal sealed class Trainer(ISupervisedModel model, ImageData data, int batchSize, int seed)
{
    private const int TestBatch = 250;

    private readonly Batches _batches = new(data.Train);
    private readonly Random _random = new(seed);
    private readonly int[] _order = [.. Enumerable.Range(0, data.Train.Count)];

    /// <summary>The whole batches in a pass over the training images; what is left over comes another time.</summary>
    public int StepsPerEpoch => data.Train.Count / batchSize;

    /// <summary>One pass over the training images in a new order.</summary>
    /// <param name="report">Told the loss of every step.</param>
    /// <returns>The mean loss, and the share of images that were recognized while they were learned from.</returns>
    /// <exception cref="UserError">The loss is no number any more.</exception>
    public (double Loss, double Accuracy) Epoch(Action<float> report)
    {
        _random.Shuffle(_order);
        var (sum, right) = (0.0, 0L);
        for (var step = 0; step < StepsPerEpoch; step++)
        {
            using var scope = torch.NewDisposeScope();
            var (images, labels) = _batches.Augmented(data.Train, _order.AsSpan(step * batchSize, batchSize), _random);
            var loss = model.TrainStep(images, labels);
            if (!float.IsFinite(loss))
                throw new UserError($"The training diverged: the loss is {loss}.");
            sum += loss;
            right += model.LastOutput.argmax(1).eq(labels).sum().item<long>();
            report(loss);
        }
        return (sum / StepsPerEpoch, (double)right / (StepsPerEpoch * batchSize));
    }

    /// <summary>The share of the test images that are recognized.</summary>
    public double TestAccuracy()
    {
        var right = 0L;
        foreach (var numbers in Enumerable.Range(0, data.Test.Count).Chunk(TestBatch))
        {
            using var scope = torch.NewDisposeScope();
            var (images, labels) = _batches.Plain(data.Test, numbers);
            right += model.Predict(images).argmax(1).eq(labels).sum().item<long>();
        }
        return (double)right / data.Test.Count;
    }
}
