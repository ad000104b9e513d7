using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using DeepDsl;
using DeepDsl.Native;
using ResNet;
using Spectre.Console;

var model = new Option<string>("--model") { Description = "The network.", DefaultValueFactory = _ => "resnet20" }.AcceptOnlyFromAmong("resnet20", "resnet18");
var data = new Option<DirectoryInfo?>("--data") { Description = "A folder with CIFAR-10 in binary format (data_batch_1.bin, ..., test_batch.bin); without it, images are made." };
var epochs = new Option<int>("--epochs") { Description = "Passes over the training images.", DefaultValueFactory = _ => 8 };
var batch = new Option<int>("--batch") { Description = "Images per step.", DefaultValueFactory = _ => 64 };
var images = new Option<int>("--images") { Description = "How many training images to make.", DefaultValueFactory = _ => 4000 };
var seed = new Option<int>("--seed") { Description = "Same seed, same figures.", DefaultValueFactory = _ => 1 };
var command = new RootCommand("Trains a residual network, declared in C#, on 32x32 colour images.") { model, data, epochs, batch, images, seed };
command.SetAction(arguments =>
{
    CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
    try
    {
        return Run(arguments.GetValue(model)!, arguments.GetValue(data)?.FullName, arguments.GetValue(epochs), arguments.GetValue(batch), arguments.GetValue(images), arguments.GetValue(seed));
    }
    catch (Exception error) when (error is UserError or NativeLibraryException)
    {
        Console.Error.WriteLine(error.Message);
        return 1;
    }
});
return command.Parse(args).Invoke();

static int Run(string name, string? folder, int epochs, int batch, int made, int seed)
{
    if (epochs < 1 || batch < 2 || made < batch)
        throw new UserError("--epochs must be at least 1, --batch at least 2, and --images at least a batch.");
    var data = folder is null ? MadeImages.Make(made, test: 1000, seed) : CifarFolder.Read(folder);
    if (data.Train.Count < batch)
        throw new UserError($"--batch is {batch:N0}, but there are only {data.Train.Count:N0} training images.");
    var options = new ModelOptions { Seed = seed, TotalSteps = (long)epochs * (data.Train.Count / batch) };
    ISupervisedModel model = name == "resnet18" ? new ResNet18(options) : new ResNet20(options);
    using var _ = (IDisposable)model;
    var trainer = new Trainer(model, data, batch, seed);
    Console.WriteLine(name == "resnet18" ? ResNet18.Summary : ResNet20.Summary);
    Console.WriteLine($"{data.Description}: {data.Train.Count:N0} to learn from, {data.Test.Count:N0} to be judged by");

    var clock = Stopwatch.StartNew();
    AnsiConsole.Progress().AutoClear(true).Start(progress =>
    {
        for (var epoch = 1; epoch <= epochs; epoch++)
        {
            var task = progress.AddTask($"epoch {epoch}", maxValue: trainer.StepsPerEpoch);
            var (loss, accuracy) = trainer.Epoch(current =>
            {
                task.Description = $"epoch {epoch}, loss {current:f3}";
                task.Increment(1);
            });
            AnsiConsole.WriteLine($"epoch {epoch,3}   loss {loss:f3}   training {accuracy,7:P1}   test {trainer.TestAccuracy(),7:P1}   {clock.Elapsed.TotalSeconds,6:f1} s");
        }
    });
    Console.WriteLine($"trained for {clock.Elapsed.TotalSeconds:f1} s");
    return 0;
}
