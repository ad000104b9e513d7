using System.Text.RegularExpressions;

namespace Compiler.Tests.Harness;

/// <summary>Looks at generated C# for what can be seen without a compiler.</summary>
internal static partial class CodeText
{
    public static IEnumerable<string> Faults(string text)
    {
        foreach (var (line, number) in text.Split('\n').Select((line, index) => (line, index + 1)))
        {
            if (line.Contains('\t') || line.Contains('\r'))
                yield return $"Line {number} has a tab or a carriage return: {line}";
            if (line.EndsWith(' '))
                yield return $"Line {number} ends in a space: {line}";
        }
        if (Gap().Match(text) is { Success: true } gap)
            yield return $"There is an empty line beside a brace, or two in a row: {text[..gap.Index].Split('\n')[^1]}";
        if (!text.EndsWith("}\n", StringComparison.Ordinal))
            yield return "The text does not end with the brace of its class.";
        foreach (var (open, close) in ((char, char)[])[('{', '}'), ('(', ')'), ('[', ']')])
        {
            var code = Comment().Replace(text, "");
            if (code.Count(character => character == open) != code.Count(character => character == close))
                yield return $"There are more '{open}' than '{close}', or fewer.";
        }
        foreach (Match method in Method().Matches(text))
        {
            foreach (var name in Repeated(Parameter().Matches(method.Groups["parameters"].Value).Concat(Local().Matches(method.Groups["body"].Value))))
                yield return $"'{name}' is declared twice in: {method.Value.Split('\n')[0].Trim()}";
        }
        foreach (Match method in Body().Matches(text))
        {
            foreach (var name in Repeated(Parameter().Matches(method.Groups["parameters"].Value)))
                yield return $"'{name}' is declared twice in: {method.Value.Trim()}";
        }
        foreach (Match type in Class().Matches(text))
        {
            var fields = type.Groups["body"].Value.Split('\n').Select(line => Fields().Match(line)).Where(line => line.Success && line.Groups["indent"].Length == type.Groups["indent"].Length + 4);
            foreach (var field in fields.SelectMany(line => line.Groups["names"].Value.Split(", ")).GroupBy(name => name).Where(group => group.Count() > 1))
                yield return $"The field '{field.Key}' is declared twice in: {type.Value.Split('\n')[0].Trim()}";
        }
    }

    private static IEnumerable<string> Repeated(IEnumerable<Match> declarations) =>
        declarations.GroupBy(match => match.Groups["name"].Value).Where(group => group.Count() > 1).Select(group => group.Key);

    [GeneratedRegex(@"\{\n\n|\n\n +\}|\n\n\}|\n\n\n")]
    private static partial Regex Gap();

    [GeneratedRegex("//[^\n]*")]
    private static partial Regex Comment();

    // A method at the depth of a class's member, up to the brace at the same depth.
    [GeneratedRegex("""^(?<indent> +)(public|private)[^\n=;]*? \w+\((?<parameters>[^\n]*)\)\n\k<indent>\{\n(?<body>(.*\n)*?)\k<indent>\}""", RegexOptions.Multiline)]
    private static partial Regex Method();

    [GeneratedRegex("""^ +public[^\n=;]*? \w+\((?<parameters>[^\n]*)\) => [^\n]*""", RegexOptions.Multiline)]
    private static partial Regex Body();

    [GeneratedRegex("""(Tensor\??|bool|double|Workspace|\w+\??) (?<name>@?\w+)( = \w+)?(,|$)""")]
    private static partial Regex Parameter();

    [GeneratedRegex("""\bvar (?<name>@?\w+) =""")]
    private static partial Regex Local();

    [GeneratedRegex("""^(?<indent> *)[^\n/=;]*\bclass (?<name>\w+)[^\n]*\n\k<indent>\{\n(?<body>(.*\n)*?)\k<indent>\}""", RegexOptions.Multiline)]
    private static partial Regex Class();

    [GeneratedRegex("""^(?<indent> *)(public|private) (static )?(readonly )?[\w.<>]+ (?<names>@?\w+(, @?\w+)*)( =|;)""")]
    private static partial Regex Fields();
}
