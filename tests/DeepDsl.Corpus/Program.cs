using System.CommandLine;
using System.Globalization;
using DeepDsl.Corpus;
using DeepDsl.Corpus.Programs;
using DeepDsl.Corpus.Signal;
using DeepDsl.Corpus.Truth;
using Spectre.Console;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
const int wide = 160;
if (Console.IsOutputRedirected)
    AnsiConsole.Profile.Width = wide;

var command = new RootCommand("Holds DeepDsl's predictions and rules against corpora of networks and of programs.") { SignalCommand.Create(), ProgramsCommand.Create(), TruthCommand.Create() };
try
{
    return await command.Parse(args).InvokeAsync(new() { EnableDefaultExceptionHandler = false });
}
catch (UserError error)
{
    Console.Error.WriteLine(error.Message);
    return 1;
}
