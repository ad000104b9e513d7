using System.Text;
using Spectre.Console;

namespace Digits;

/// <summary>Standard output as Spectre.Console sees it: with colors and motion in a terminal, plain text anywhere else.</summary>
internal static class Terminal
{
    private const int WidthOfFiles = 120;

    public static IAnsiConsole Open()
    {
        Console.OutputEncoding = Encoding.UTF8;
        if (!Console.IsOutputRedirected)
            return AnsiConsole.Console;

        // Some build servers ask for colors even so, and Spectre.Console would comply.
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
        });
        console.Profile.Width = WidthOfFiles;
        return console;
    }
}
