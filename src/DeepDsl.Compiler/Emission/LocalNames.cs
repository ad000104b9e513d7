namespace DeepDsl.Compiler.Emission;

/// <summary>Names in one place of generated code, each given once.</summary>
internal sealed class LocalNames(IEnumerable<string> taken)
{
    private readonly HashSet<string> _taken = [.. taken];

    public string Add(string name)
    {
        var unique = name;
        for (var i = 2; !_taken.Add(unique); i++)
            unique = $"{name}{i}";
        return unique;
    }
}
