using System.Diagnostics;
using Spectre.Console;

namespace Digits;

/// <summary>The whole job: read the images, train, judge, report, save.</summary>
internal sealed class TrainingRun(IAnsiConsole console, TrainingOptions options)
{
    private const string CurveFile = "digits-training.png";

    /// <returns>The exit code.</returns>
    /// <exception cref="UserError">The options or the data do not allow it.</exception>
    public int Execute()
    {
        // What can be found wrong is found before the training, not after it.
        var modelFile = options.SaveFile is null ? null : OutputFile.At(options.SaveFile);
        var data = options.DataFolder is null ? DigitData.Shipped() : IdxFolder.Read(options.DataFolder);
        options.CheckAgainst(data.Train);

        var schedule = new BatchSchedule(data.Train.Count, options.BatchSize, options.Seed);
        using var network = Network.For(options, totalSteps: (long)options.Epochs * schedule.BatchesPerEpoch);
        Introduce(data, network);

        var scale = PixelScale.Of(data.Train);
        using var train = ImageTensors.From(data.Train, scale, network.Side);
        using var test = ImageTensors.From(data.Test, scale, network.Side);
        var history = Train(new Trainer(network.Model, train, schedule), schedule.BatchesPerEpoch, TestAccuracy);
        new ResultReport(console).Print(data.Test, ReadTest());

        if (modelFile is not null)
        {
            modelFile.Write(network.Save);
            Console.WriteLine($"model: {modelFile.FullPath}");
        }
        Draw(history);
        return 0;

        Prediction[] ReadTest() => Evaluation.Predict(network.Model, test.Images);
        double TestAccuracy() => new ConfusionMatrix(data.Test.Labels.Span, ReadTest()).Accuracy;
    }

    private static void Introduce(DigitData data, Network network)
    {
        Console.WriteLine(data);
        if ((data.Train.Height, data.Train.Width) != (network.Side, network.Side))
            Console.WriteLine($"The images are resampled to the {network.Side}x{network.Side} pixels of the network.");
        Console.WriteLine();
        Console.WriteLine(network.Summary);
    }

    private List<EpochResult> Train(Trainer trainer, int batchesPerEpoch, Func<double> testAccuracy)
    {
        var display = new TrainingDisplay(console, options.Epochs, batchesPerEpoch);
        var history = new List<EpochResult>();
        var clock = Stopwatch.StartNew();
        using var ctrlC = new CtrlC();
        display.Follow(report =>
        {
            for (var epoch = 1; epoch <= options.Epochs && !ctrlC.Pressed.IsCancellationRequested; epoch++)
            {
                if (trainer.Run(epoch, testAccuracy, report, ctrlC.Pressed) is not { } result)
                    continue;
                history.Add(result);
                display.Add(result);
            }
        });
        Console.WriteLine($"{(ctrlC.Pressed.IsCancellationRequested ? "stopped by Ctrl+C" : "trained")} after {clock.Elapsed.TotalSeconds:F1} s");
        Console.WriteLine();
        return history;
    }

    // A missing picture is no reason to lose what was trained.
    private static void Draw(List<EpochResult> history)
    {
        if (history.Count == 0)
            return;
        try
        {
            var file = OutputFile.At(CurveFile);
            file.Write(path => TrainingCurve.Save(history, path));
            Console.WriteLine($"training curve: {file.FullPath}");
        }
        catch (UserError error)
        {
            Console.Error.WriteLine(error.Message);
        }
    }
}
