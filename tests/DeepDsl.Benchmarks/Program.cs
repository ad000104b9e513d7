using System.Globalization;
using DeepDsl.Benchmarks;
using DeepDsl.Benchmarks.Variants;
using Spectre.Console;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
const int wide = 200;
if (Console.IsOutputRedirected)
    AnsiConsole.Profile.Width = wide;

try
{
    return BenchmarkCommand.Create().Parse(args).Invoke(new() { EnableDefaultExceptionHandler = false });
}
catch (Exception error) when (error is UserError or MismatchException)
{
    Console.Error.WriteLine(error.Message);
    return 1;
}
