using System.Diagnostics;
using DeepDsl;
using TorchSharp;

namespace Digits;

/// <summary>The training loop.</summary>
internal sealed class Trainer(ISupervisedModel model, ImageTensors train, BatchSchedule schedule)
{
    /// <summary>One epoch, or the part of it before <paramref name="stop"/>.</summary>
    /// <param name="testAccuracy">Measures it when the epoch is over; the time that takes does not count.</param>
    /// <returns>Null when not one batch was trained.</returns>
    /// <exception cref="UserError">The loss is no number any more.</exception>
    public EpochResult? Run(int epoch, Func<double> testAccuracy, Action<EpochProgress> report, CancellationToken stop)
    {
        var clock = Stopwatch.StartNew();
        var (batches, images, right) = (0, 0L, 0L);
        var loss = 0.0;
        foreach (var batch in schedule.NextEpoch())
        {
            if (stop.IsCancellationRequested)
                break;
            var (batchLoss, batchRight) = Step(batch);
            if (!float.IsFinite(batchLoss))
                throw new UserError($"The training diverged: the loss is {batchLoss} in epoch {epoch}; a smaller --lr may help.");

            batches++;
            images += batch.Length;
            right += batchRight;
            loss += (double)batchLoss * batch.Length;
            report(new(epoch, batches, loss / images, (double)right / images));
        }
        var imagesPerSecond = images / clock.Elapsed.TotalSeconds;
        return batches == 0 ? null : new(epoch, loss / images, (double)right / images, testAccuracy(), imagesPerSecond);
    }

    private (float Loss, long Right) Step(ReadOnlyMemory<long> batch)
    {
        using var scope = torch.NewDisposeScope();
        var (images, labels) = train.Pick(batch);
        var loss = model.TrainStep(images, labels);

        // The step leaves its logits behind, so the training accuracy costs no second pass.
        var right = model.LastOutput.argmax(1).eq(labels).sum().item<long>();
        return (loss, right);
    }
}
