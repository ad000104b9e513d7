using System.Diagnostics;
using System.Globalization;
using Challenges;
using DeepDsl.Native;
using Digits;
using Spectre.Console;

const int steps = 400;
const int seeds = 3;
const string pictureFile = "challenges-training.png";

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
try
{
    var console = Terminal.Open();
    var file = OutputFile.At(pictureFile);
    var clock = Stopwatch.StartNew();
    using var course = Course.Of(DigitData.Shipped().Train, steps);
    Console.WriteLine($"Six sick models, and what DeepDsl's code fixes make of them: {steps} steps each, {seeds} seeds. A guess costs {Math.Log(10):f3}.");
    Console.WriteLine("Gradients before the first step: the first weight's over the last one's, and the smallest of any weight.");
    var results = new List<(Challenge Challenge, Result Sick, Result Fixed)>();
    foreach (var challenge in Challenge.All)
        results.Add((challenge, Result.Of(challenge.Before, course, seeds), Result.Of(challenge.After, course, seeds)));
    console.Write(ResultTable.Of(results));
    Console.WriteLine($"trained for {clock.Elapsed.TotalSeconds:f1} s");
    file.Write(path => ChallengePicture.Save(results, path));
    Console.WriteLine($"picture: {file.FullPath}");
    return 0;
}
catch (Exception error) when (error is UserError or NativeLibraryException)
{
    Console.Error.WriteLine(error.Message);
    return 1;
}
