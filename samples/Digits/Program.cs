using DeepDsl.Native;
using Digits;

try
{
    return new CommandLine().Run(args, options => new TrainingRun(Terminal.Open(), options).Execute());
}
catch (Exception error) when (error is UserError or NativeLibraryException)
{
    Console.Error.WriteLine(error.Message);
    return 1;
}
