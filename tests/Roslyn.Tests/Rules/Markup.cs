using System.Text.RegularExpressions;

namespace Roslyn.Tests.Rules;

/// <summary>The marks in a test's source.</summary>
internal static partial class Markup
{
    /// <summary>Gives the places between <c>[|</c> and <c>|]</c> the numbers by which the test library finds them.</summary>
    public static string Numbered(string source)
    {
        var place = 0;
        return Opening.Replace(source, _ => $"{{|#{place++}:").Replace("|]", "|}");
    }

    /// <summary>The numbers of the places in a numbered source.</summary>
    public static IEnumerable<int> Places(string numbered) => Enumerable.Range(0, Place.Count(numbered));

    /// <summary>The source without marks.</summary>
    public static string Removed(string source) => source.Replace("[|", "").Replace("|]", "");

    [GeneratedRegex(@"\[\|")]
    private static partial Regex Opening { get; }

    [GeneratedRegex(@"\{\|#\d+:")]
    private static partial Regex Place { get; }
}
