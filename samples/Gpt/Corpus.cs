using TorchSharp;
using static TorchSharp.torch;

namespace Gpt;

/// <summary>The text to learn, as numbers.</summary>
internal sealed class Corpus : IDisposable
{
    private readonly Tensor _text;

    private Corpus(string text) => _text = tensor(text.Select(Alphabet.Encode).ToArray());

    public long Length => _text.size(0);

    /// <summary>All C# files below a folder, in the order of their names.</summary>
    /// <exception cref="UserError">There are none, or too little is in them.</exception>
    public static Corpus Of(string folder)
    {
        if (!Directory.Exists(folder))
            throw new UserError($"The folder '{folder}' does not exist.");
        var files = Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"))
            .Order(StringComparer.Ordinal);
        var text = string.Join("\n", files.Select(path => File.ReadAllText(path).Replace("\r", "")));
        return text.Length > 100 * CharacterGpt.Context
            ? new(text)
            : throw new UserError($"The C# files below '{folder}' hold {text.Length} characters, but at least {100 * CharacterGpt.Context} are needed.");
    }

    /// <summary>Pieces from random places, and the same pieces one character later.</summary>
    public (Tensor Tokens, Tensor Next) Pick(int batch, Random random)
    {
        var starts = Enumerable.Range(0, batch).Select(_ => random.NextInt64(Length - CharacterGpt.Context - 1)).ToArray();
        return (Stack(starts, 0), Stack(starts, 1));
    }

    public void Dispose() => _text.Dispose();

    private Tensor Stack(long[] starts, long offset) => stack(starts.Select(start => _text.narrow(0, start + offset, CharacterGpt.Context)).ToArray());
}
