using CsCheck;
using DeepDsl;
using DeepDsl.Models;
using Runtime.Tests.Harness;
using TorchSharp;
using Xunit;

namespace Runtime.Tests.Composition;

/// <summary>Random models of blocks: nested, repeated, shared, with several inputs and results, compiled and checked against autograd.</summary>
public sealed class RandomCompositionTests
{
    private const int Models = 300;

    private const string Blocks = """
        [Block] public partial class Conv
        {
            [Hyper] public partial int Width { get; }
            [Hyper(1)] public partial int Stride { get; }
            [Hyper(true)] public partial bool Rectified { get; }
            [Input] public partial Node X { get; }
            [Conv2d(nameof(Width), 3, Stride = nameof(Stride), Padding = 1, Bias = false), BatchNorm2d, ReLU(When = nameof(Rectified))] public partial Node Y { get; }
        }
        [Block] public partial class Basic
        {
            [Hyper] public partial int Width { get; }
            [Hyper(1)] public partial int Stride { get; }
            [Input] public partial Node X { get; }
            [Use<Conv>(nameof(Width), nameof(Stride)), Use<Conv>(nameof(Width), 1, false), Residual(nameof(X), Projection = Projection.Conv1x1BatchNorm), ReLU] public partial Node Y { get; }
        }
        [Block] public partial class Grow
        {
            [Hyper] public partial int Growth { get; }
            [Input] public partial Node X { get; }
            [Use<Conv>(nameof(Growth))] public partial Node New { get; }
            [From(nameof(X)), Concat(nameof(New))] public partial Node Y { get; }
        }
        [Block] public partial class Mix
        {
            [Hyper] public partial int Width { get; }
            [Hyper(0.3)] public partial double DropProbability { get; }
            [Input] public partial Node X { get; }
            public int Features => X.Features;
            [LayerNorm, Linear(nameof(Width)), GELU] public partial Node Wide { get; }
            [Linear(3), Output] public partial Node Skip { get; }
            [From(nameof(Wide)), Linear(nameof(Features)), Dropout(nameof(DropProbability)), Residual(nameof(X))] public partial Node Y { get; }
        }
        [Block] public partial class Gate
        {
            [Input] public partial Node X { get; }
            [Input] public partial Node Side { get; }
            public int Features => X.Features;
            [From(nameof(Side)), Linear(nameof(Features)), Sigmoid, Multiply(nameof(X)), Add(nameof(Side))] public partial Node Y { get; }
        }
        [Block] public partial class Nest
        {
            [Hyper] public partial int Depth { get; }
            [Hyper(4)] public partial int Width { get; }
            [Input] public partial Node X { get; }
            [Use<Mix>(nameof(Width), Repeat = nameof(Depth))] public partial Node Stack { get; }
            [From(nameof(X)), Use<Mix>(nameof(Width), Share = nameof(Stack), Repeat = nameof(Depth))] public partial Node Again { get; }
            [Use<Gate>(Inputs = new[] { nameof(Stack) }), Tanh] public partial Node Y { get; }
        }

        """;

    private static readonly string[] OnImages =
    [
        "Use<Conv>(4)", "Use<Conv>(3, 2)", "Use<Conv>(new[] { 4, 3 })", "Use<Conv>(4, 1, false)", "Use<Basic>(4, Repeat = 2)", "Use<Basic>(5, new[] { 2, 1, 1 })", "Use<Grow>(2, Repeat = 3)", "Use<Grow>(new[] { 1, 3 })", "ReLU", "Conv2d(3, 1)",
    ];

    private static readonly Gen<string> Sources = Gen.Select(Gen.Int[0, OnImages.Length - 1].Array[0, 3], Gen.Int[0, 999].Array[3, 24]).Select((images, choices) => Source(images, choices));

    [Fact]
    public void Gradients_equal_autograd() => Sources.Sample(source =>
    {
        var model = (torch.nn.Module)Activator.CreateInstance(RuntimeModel.Compile(source).GetType("Compiled.Net", throwOnError: true)!, new ModelOptions { DType = torch.ScalarType.Float64 })!;
        using (model)
            return GradientCheck.Run(model, (ModelState)((dynamic)model).State, [[2, 6, 5], [6]], batch: 3) <= 1e-8;
    }, iter: Models, threads: 1);

    private static string Shared((int Member, string Use) mix) => $"{mix.Use}, Share = nameof(N{mix.Member})";

    // Images first, then vectors of six features, so that every value can be joined with every other and every block be used again.
    private static string Source(int[] images, int[] choices)
    {
        var next = 0;
        int Choose(int count) => next < choices.Length ? choices[next++] % count : 0;

        var lines = new List<string> { $"[From(nameof(Image)), {string.Concat(images.Select(image => OnImages[image] + ", "))}AdaptiveAvgPool2d(2), Flatten, Linear(6){(Choose(2) == 0 ? ", Output" : "")}] public partial Node N0 {{ get; }}" };
        var mixes = new List<(int Member, string Use)>();
        while (next < choices.Length)
        {
            var number = lines.Count;
            var from = $"From(nameof({(Choose(4) == 0 ? "Side" : $"N{number - 1 - Choose(number)}")}))";
            var other = $"nameof(N{Choose(number)})";
            var mix = Choose(3) switch { 0 => "5, Repeat = 2", 1 => "new[] { 3, 4, 3 }", _ => "4, 0.0" };
            var attributes = Choose(8) switch
            {
                0 => $"{from}, Use<Mix>({mix})",
                1 when mixes.Count > 0 => $"{from}, Use<Mix>({Shared(mixes[Choose(mixes.Count)])})",
                2 => $"{from}, Use<Gate>(Inputs = new[] {{ {other} }})",
                3 => $"{from}, Use<Gate>(Repeat = 2, Inputs = new[] {{ {other} }}), Tanh",
                4 => $"{from}, Use<Nest>({1 + Choose(2)})",
                5 when mixes.Count > 0 => $"SumOf(nameof(N{mixes[Choose(mixes.Count)].Member}), nameof(Mix.Skip)), Linear(6)",
                6 when mixes.Count > 0 => $"ConcatOf(nameof(N{mixes[Choose(mixes.Count)].Member}), nameof(Mix.Skip), Dim = -1), Concat({other}, Dim = -1), Linear(6)",
                _ => $"{from}, Linear(6), ReLU, Add({other})",
            };
            if (attributes.Contains("Use<Mix>") && !attributes.Contains("Share"))
                mixes.Add((number, mix));
            lines.Add($"[{attributes}{(Choose(4) == 0 ? ", Output" : "")}] public partial Node N{number} {{ get; }}");
        }
        if (!lines.Any(line => line.Contains(", Output]", StringComparison.Ordinal)))
            lines[^1] = lines[^1].Replace("] public", ", Output] public", StringComparison.Ordinal);
        return $$"""
            {{Blocks}}[Model] public partial class Net
            {
                [Input(2, 6, 5)] public partial Node Image { get; }
                [Input(6)] public partial Node Side { get; }
                {{string.Join("\n    ", lines)}}
            }
            """;
    }
}
