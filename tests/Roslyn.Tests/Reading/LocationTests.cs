using DeepDsl.Compiler.Problems;
using DeepDsl.Reading;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Roslyn.Tests.Reading;

/// <summary>Where a model's parts stand in its source.</summary>
public sealed class LocationTests
{
    private const string Source = """
        using DeepDsl;
        using Dense = DeepDsl.LinearAttribute;
        [System.Serializable, Model]
        [MSELoss, SGD(0.1, Momentum = 0.9)]
        public partial class Net
        {
            public const int Width = 8, Height = 4;
            [Input(4, 8, 8)] public partial Node X { get; }
            [System.Obsolete, Conv2d(outChannels: 3, kernelSize: 1, Padding = 1)]
            [ReLU, MaxPool2d(2), Reshape(new[] { 3, 25 }), Dense(kept)] public partial Node Y { get; }
            [Flatten, Linear(nameof(Height)), Concat(nameof(X), nameof(Y), Dim = 1)] public partial Node Z { get; }
            private const int kept = 7;
        }
        """;

    [Theory]
    [InlineData(null, null, null, "Net")]
    [InlineData(null, 0, null, "MSELoss")]
    [InlineData(null, 1, null, "SGD(0.1, Momentum = 0.9)")]
    [InlineData(null, 1, "Momentum", "Momentum = 0.9")]
    [InlineData(null, 1, "LearningRate", "0.1")]
    [InlineData("Y", null, null, "Y")]
    [InlineData("Height", null, null, "Height")]
    [InlineData("Y", 0, "0", "outChannels: 3")]
    [InlineData("Y", 0, "KernelSize", "kernelSize: 1")]
    [InlineData("Y", 0, "Padding", "Padding = 1")]
    [InlineData("Y", 0, "Stride", "Conv2d(outChannels: 3, kernelSize: 1, Padding = 1)")]
    [InlineData("Y", 1, null, "ReLU")]
    [InlineData("Y", 2, "KernelSize", "2")]
    [InlineData("Y", 3, "1", "25")]
    [InlineData("Y", 4, "0", "kept")]
    [InlineData("Z", 0, "0", "Flatten")]
    [InlineData("Z", 2, "1", "nameof(Y)")]
    [InlineData("Z", 2, "Dim", "Dim = 1")]
    [InlineData("Z", 9, null, "Z")]
    [InlineData("Nobody", null, null, "Net")]
    public void Finds(string? member, int? attribute, string? argument, string text)
    {
        var compilation = TestCompilation.Of(Source);
        var tree = compilation.Output.SyntaxTrees.First();
        var syntax = tree.GetRoot(TestContext.Current.CancellationToken).DescendantNodes().OfType<ClassDeclarationSyntax>().Single();
        Assert.True(ModelContext.TryCreate(syntax, compilation.Output.GetSemanticModel(tree), TestContext.Current.CancellationToken, out var model));
        Assert.Equal(text, Source.Substring(model.Locations.Locate(new Site(member, attribute, argument)).SourceSpan.Start, text.Length));
        Assert.Equal(text.Length, model.Locations.Locate(new Site(member, attribute, argument)).SourceSpan.Length);
    }

    [Fact]
    public void Rules_that_ask_about_one_model_share_the_answer()
    {
        var compilation = TestCompilation.Of(Source);
        var tree = compilation.Output.SyntaxTrees.First();
        var semantics = compilation.Output.GetSemanticModel(tree);
        var syntax = tree.GetRoot(TestContext.Current.CancellationToken).DescendantNodes().OfType<ClassDeclarationSyntax>().Single();
        var contexts = Enumerable.Range(0, 8).AsParallel().Select(_ => ModelContext.TryCreate(syntax, semantics, default, out var model) ? model : null).Distinct().ToArray();
        Assert.Same(contexts[0]!.Graph, CompiledModels.Analyze(contexts[0]!.Declaration));
        Assert.Single(contexts);
    }
}
