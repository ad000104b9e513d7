using DeepDsl;
using Digits;
using TorchSharp;
using static TorchSharp.torch;

namespace Challenges;

/// <summary>The same images, in the same order and as often, for everyone with the same seed.</summary>
internal sealed class Course(ImageTensors images, int count, int steps) : IDisposable
{
    private const int BatchSize = 64;

    public static Course Of(ImageSet train, int steps) => new(ImageTensors.From(train, PixelScale.Of(train), train.Width), train.Count, steps);

    /// <summary>Measures the model on the first batch and trains it, until its loss is no number any more.</summary>
    public Outcome Train(ISupervisedModel model, Func<Tensor, Tensor, SignalMeasurement> measure, int seed)
    {
        var losses = new List<float>(steps);
        SignalMeasurement? start = null;
        foreach (var batch in Batches(seed))
        {
            using var scope = NewDisposeScope();
            var (input, labels) = images.Pick(batch);
            start ??= measure(input, labels);
            losses.Add(model.TrainStep(input, labels));
            if (!float.IsFinite(losses[^1]))
                break;
        }
        return Outcome.Of(start!, losses);
    }

    public void Dispose() => images.Dispose();

    private IEnumerable<ReadOnlyMemory<long>> Batches(int seed)
    {
        var schedule = new BatchSchedule(count, BatchSize, seed);
        return Enumerable.Repeat(schedule, int.MaxValue).SelectMany(epoch => epoch.NextEpoch()).Take(steps);
    }
}
