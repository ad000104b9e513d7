using System.Text.Json;
using DeepDsl.Corpus.Programs;
using DeepDsl.Corpus.Programs.Keras;
using DeepDsl.Corpus.Programs.Translation;

namespace Corpus.Tests;

/// <summary>Programs as facts, written by hand.</summary>
internal static class Keras
{
    public static string Translate(string model, Givens? givens = null) => Translator.Of(Model(model), "SO-1", givens ?? new()).Source;

    public static Inexpressible Obstacle(string model, Givens? givens = null) => Assert.Throws<Inexpressible>(() => Translate(model, givens));

    public static KerasModel Model(string json) => new(JsonDocument.Parse(json).RootElement);
}
