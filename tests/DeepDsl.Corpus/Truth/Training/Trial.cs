using DeepDsl.Corpus.Truth.Grid;
using DeepDsl.Corpus.Truth.Sources;
using Digits;
using DeepDsl.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepDsl.Corpus.Truth.Training;

/// <summary>Trains models on the digits, all with the same images in the same order.</summary>
internal sealed class Trial : IDisposable
{
    /// <summary>The training accuracy from which on a model counts as one that trains; said beforehand.</summary>
    public const double Passing = 0.6;

    public const int Steps = 250;
    public const int Seeds = 1;
    private const int BatchSize = 64;

    // The accuracy is that of the last batches, as they were learned from.
    private const int LastSteps = 50;

    private readonly ImageTensors _images;
    private readonly int _count;

    public Trial(ImageSet train) => (_images, _count) = (ImageTensors.From(train, PixelScale.Of(train), train.Width), train.Count);

    /// <summary>The accuracy with the first learning rate that passes, or else the best of all; each is the mean over the seeds.</summary>
    public double Accuracy(ModelSource source, Optimizer optimizer)
    {
        var type = source.Load().GetType("Truth.Net", throwOnError: true)!;
        var best = 0.0;
        foreach (var rate in optimizer.LearningRates)
        {
            best = Math.Max(best, Accuracy(type, rate));
            if (best >= Passing)
                break;
        }
        return best;
    }

    // Where the other seeds cannot raise the mean over the threshold any more, they are not tried.
    private double Accuracy(Type type, double rate)
    {
        var sum = 0.0;
        for (var seed = 1; seed <= Seeds; seed++)
        {
            sum += Accuracy(type, rate, seed);
            if (sum + Seeds - seed < Seeds * Passing)
                return sum / seed;
        }
        return sum / Seeds;
    }

    public void Dispose() => _images.Dispose();

    private double Accuracy(Type type, double rate, int seed)
    {
        using var model = (Model<Tensor, Tensor>)Activator.CreateInstance(type, new ModelOptions { Seed = seed, Threads = 1 })!;
        model.LearningRate = (float)rate;
        var trainee = (ISupervisedModel)model;
        var schedule = new BatchSchedule(_count, BatchSize, seed);
        var (step, right, seen) = (0, 0L, 0L);
        foreach (var batch in Enumerable.Repeat(schedule, Steps).SelectMany(epoch => epoch.NextEpoch()).Take(Steps))
        {
            using var scope = NewDisposeScope();
            var (images, labels) = _images.Pick(batch);
            if (!float.IsFinite(trainee.TrainStep(images, labels)))
                return 0;
            if (step++ < Steps - LastSteps)
                continue;
            right += trainee.LastOutput.argmax(1).eq(labels).sum().item<long>();
            seen += batch.Length;
        }
        return (double)right / seen;
    }
}
