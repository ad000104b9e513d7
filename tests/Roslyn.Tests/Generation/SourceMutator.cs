using Microsoft.CodeAnalysis.CSharp;

namespace Roslyn.Tests.Generation;

/// <summary>Half-typed and mistyped code: sources whose tokens are deleted, doubled, swapped, replaced, or cut off.</summary>
internal sealed class SourceMutator(int seed, IEnumerable<string> sources)
{
    private static readonly string[] Numbers = ["0", "-1", "1", "2", "7", "2147483647", "0.5", "1e30", "5L", "2f", "'c'", "true", "null", "\"\"", "\"X\"", "nameof(Nobody)", "new[] { 2, 3 }", "new int[0]", "typeof(int)", "default"];

    private readonly Random _random = new(seed);
    private readonly string[][] _sources = [.. sources.Select(Tokens)];

    public string Next()
    {
        var tokens = Any(_sources).ToList();
        for (var changes = _random.Next(3) == 0 ? 2 : 1; changes > 0 && tokens.Count > 1; changes--)
            Change(tokens);
        return string.Concat(tokens);
    }

    private void Change(List<string> tokens)
    {
        var place = _random.Next(tokens.Count);
        switch (_random.Next(14))
        {
            case 0 or 1:
                tokens.RemoveAt(place);
                break;
            case 2:
                tokens.RemoveRange(place, Math.Min(1 + _random.Next(8), tokens.Count - place));
                break;
            case 3:
                tokens.Insert(place, tokens[place]);
                break;
            case 4:
                var other = _random.Next(tokens.Count);
                (tokens[place], tokens[other]) = (tokens[other], tokens[place]);
                break;
            case 5 or 6:
                tokens[place] = Any(Any(_sources));
                break;
            case 7:
                tokens.Insert(place, Any(Any(_sources)));
                break;
            case 8 when _random.Next(3) == 0:
                tokens.RemoveRange(place, tokens.Count - place);
                break;
            default:
                ReplaceNumber(tokens);
                break;
        }
    }

    // Most of a model is numbers, and most mistakes are wrong ones.
    private void ReplaceNumber(List<string> tokens)
    {
        var places = Enumerable.Range(0, tokens.Count).Where(i => char.IsDigit(tokens[i].TrimStart().FirstOrDefault())).ToArray();
        if (places.Length > 0)
            tokens[Any(places)] = Any(Numbers) + " ";
    }

    private T Any<T>(IReadOnlyList<T> items) => items[_random.Next(items.Count)];

    private static string[] Tokens(string source) => [.. SyntaxFactory.ParseTokens(source).Select(token => token.ToFullString())];
}
