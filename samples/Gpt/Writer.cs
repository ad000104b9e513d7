using System.Text;
using TorchSharp;
using static TorchSharp.torch;

namespace Gpt;

/// <summary>Lets a model go on with a text.</summary>
internal static class Writer
{
    /// <param name="model">The model.</param>
    /// <param name="start">What the text begins with.</param>
    /// <param name="length">How many characters to add.</param>
    /// <param name="temperature">Below 1 the likely becomes likelier.</param>
    /// <param name="random">What the characters are drawn with.</param>
    public static string Continue(CharacterGpt model, string start, int length, double temperature, Random random)
    {
        var text = new StringBuilder(start);
        for (var i = 0; i < length; i++)
        {
            using var scope = NewDisposeScope();
            // What stands behind the text is padding: a causal model does not look at it.
            var seen = text.ToString()[Math.Max(0, text.Length - CharacterGpt.Context)..];
            var tokens = tensor(seen.PadRight(CharacterGpt.Context).Select(Alphabet.Encode).ToArray()).unsqueeze(0);
            var chances = (model.Predict(tokens)[0, seen.Length - 1] / temperature).softmax(0).cumsum(0);
            var next = chances.lt((float)random.NextDouble()).sum().item<long>();
            text.Append(Alphabet.Decode(Math.Min(next, Alphabet.Size - 1)));
        }
        return text.ToString();
    }
}
