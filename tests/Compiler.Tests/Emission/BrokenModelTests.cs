using CsCheck;
using DeepDsl.Compiler;
using DeepDsl.Compiler.Declarations;

namespace Compiler.Tests.Emission;

/// <summary>A model with mistakes still has its members, so that the mistakes are all that is reported.</summary>
public sealed class BrokenModelTests
{
    private static readonly string[] Intruders =
    [
        "Input(3, 8, 8)", "Input(0)", "Output", "From(nameof(In0))", "From(nameof(V3))", "From(nameof(Misspelt))", "Add()",
        "Add(nameof(V2), nameof(In0))", "Concat(nameof(V1), Dim = 7)", "Residual(nameof(V2))",
        "Conv2d(7, 3)", "Conv2d(4, 3, Groups = 5)", "Conv2d(4, nameof(Ratio))", "Linear(0)", "Linear(true)", "Linear(nameof(Ratio))",
        "Linear(nameof(Loop))", "Linear(4, When = nameof(Loop))", "Linear(4, Name = \"\")",
        "Reshape(5)", "Flatten(3, 2)", "Softmax(9)", "LayerNorm(Dims = 3)", "BatchNorm1d", "MaxPool2d(9)", "Dropout(1)", "SGD(0.1)", "MSELoss", "Model",
    ];

    [Fact]
    public void Has_every_public_member_without_a_body()
    {
        var text = Broken("[MSELoss, SGD(0.1)] class Net [Input(8)] X [Conv2d(4, 3)] Y");
        string[] members =
        [
            "partial class Net : Model<Tensor, Tensor>, ISupervisedModel",
            "public partial Node X => new(8);",
            "public partial Node Y => new();",
            "public Net(ModelOptions? options = null) : base(\"Net\", options) => throw ",
            "public float TrainStep(Tensor x, Tensor target) => throw ",
            "public float ComputeGradients(Tensor x, Tensor target, bool accumulate = false, bool parameters = true, Tensor? gradX = null) => throw ",
            "public override Tensor forward(Tensor x) => throw ",
            "public override Tensor Predict(Tensor x) => throw ",
            "public Tensor TrainForward(Tensor x) => throw ",
            "public void TrainBackward(Tensor gradY, bool accumulate = false, bool parameters = true, Tensor? gradX = null) => throw ",
            "public Tensor LastOutput => throw ",
            "public void CopyParametersFrom(Net other) => throw ",
            "public void LerpParametersFrom(Net other, double weight) => throw ",
            "public Net Clone() => throw ",
            "public static ModelSummary Summary => throw ",
        ];
        Assert.All(members, member => Assert.Contains(member, text));
    }

    [Theory]
    [InlineData("[MSELoss] class Net")]
    [InlineData("[MSELoss, SGD(0.1)] class Net [Linear(4)] Y")]
    [InlineData("[MSELoss, SGD(0.1)] class Net [Input(8)] X")]
    [InlineData("[Input(8)] X [From(nameof(Misspelt)), Linear(4)] Y")]
    [InlineData("[Input(8)] X [Linear(true)] Y")]
    [InlineData("[Input(0)] X [Linear(4)] Y")]
    [InlineData("[Input(8), Output] X [Linear(4), Output] Y")]
    [InlineData("Ratio => 2.5 [Input(8)] X [Linear(nameof(Ratio))] Y")]
    public void Is_sound_text_whatever_is_wrong(string source) => Assert.Contains("Predict(Tensor ", Broken(source));

    [Theory]
    [InlineData("[Input(8)] X [Linear(4), Output] A [From(nameof(Misspelt)), Linear(4), Output] B")]
    [InlineData("[Input(8)] X [From(nameof(Misspelt)), Linear(4), Output] A [From(nameof(X)), Linear(4), Output] B")]
    [InlineData("[Input(8)] X [Linear(4), Output] A [Linear(true), Output] B")]
    public void Keeps_its_results_even_if_one_of_them_is_wrong(string source) => Assert.Contains("(Tensor A, Tensor B) Predict(Tensor x)", Broken(source));

    // Any attribute of a random model in the place of another: mistakes are values, whatever comes together.
    [Fact]
    public void Nothing_takes_the_compiler_down() =>
        Gen.Select(RandomGraphs.Sources, Gen.Int[0, 99], Gen.Int[0, 99], Gen.Int[0, Intruders.Length - 1]).Sample((source, place, index, intruder) =>
    {
        var model = Declare.Model($"[CrossEntropyLoss, SGD(0.1)] class Net Ratio => 2.5 Loop => Loop {source}");
        var nodes = model.Nodes.ToArray();
        var node = nodes[place % nodes.Length];
        var attributes = node.Attributes.ToArray();
        attributes[index % attributes.Length] = Declare.Attribute(Intruders[intruder]);
        nodes[place % nodes.Length] = node with { Attributes = attributes.ToEquatableArray() };
        var files = ModelCompiler.Compile(ModelCompiler.Analyze(model with { Nodes = nodes.ToEquatableArray() }));
        Assert.Empty(files.SelectMany(file => CodeText.Faults(file.Text)));
    }, iter: 1000);

    private static string Broken(string source)
    {
        var text = Assert.Single(Declare.Files(source)).Text;
        Assert.Empty(CodeText.Faults(text));
        return text;
    }
}
