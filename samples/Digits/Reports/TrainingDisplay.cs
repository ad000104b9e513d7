using Spectre.Console;

namespace Digits;

/// <summary>A line for every finished epoch and, in a terminal, a bar for the one that runs.</summary>
internal sealed class TrainingDisplay(IAnsiConsole console, int epochs, int batchesPerEpoch)
{
    /// <summary>Shows the training that <paramref name="train"/> does, which reports every batch to the action that it is given.</summary>
    public void Follow(Action<Action<EpochProgress>> train)
    {
        console.WriteLine("  epoch     loss   train acc    test acc    images/s");
        if (!console.Profile.Capabilities.Interactive || !console.Profile.Capabilities.Ansi)
        {
            train(_ => { });
            return;
        }

        console.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new RemainingTimeColumn())
            .Start(context =>
            {
                var bar = context.AddTask("training", maxValue: (double)epochs * batchesPerEpoch);
                train(progress =>
                {
                    bar.Description = $"epoch {progress.Epoch} of {epochs}, loss {progress.Loss:F4}, accuracy {Percent(progress.Accuracy)}";
                    bar.Value = (double)(progress.Epoch - 1) * batchesPerEpoch + progress.Batches;
                });
            });
    }

    public void Add(EpochResult epoch) => console.WriteLine(
        $"{epoch.Epoch,7}{epoch.Loss,9:F4}{Percent(epoch.TrainAccuracy),12}{Percent(epoch.TestAccuracy),12}{epoch.ImagesPerSecond,12:F0}");

    private static string Percent(double share) => $"{100 * share:F2} %";
}
