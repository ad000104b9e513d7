using Microsoft.CodeAnalysis.Diagnostics;

namespace Roslyn.Tests.Rules.Composition;

/// <summary>Programs of the kind that people ask about or repair (Stack Overflow, GitHub, and the mutants of papers about faults in deep learning), and the rule that names the cause.</summary>
public sealed class FaultyProgramTests
{
    [Theory]
    [InlineData("a softmax over one unit", "BCELoss, Adam", "48", "Linear(60), ReLU, Linear(50), ReLU, Linear(1), Softmax", "DD0504")]
    [InlineData("the same with a squared error", "MSELoss, SGD(0.1, Momentum = 0.9)", "48", "Linear(48), Tanh, Dropout, Linear(2), Tanh, Dropout, Linear(1), Softmax", "DD0504")]
    [InlineData("classes by squared error", "MSELoss, SGD(0.01, Momentum = 0.9)", "48", "Linear(20), ReLU, Dropout, Linear(20), ReLU, Dropout, Linear(3), Softmax", "DD0506")]
    [InlineData("exclusive or by squared error", "MSELoss, SGD(0.05, Momentum = 0.1)", "2", "Linear(4), Sigmoid, Linear(1), Sigmoid", "DD0506")]
    [InlineData("amounts through a ReLU", "MSELoss, SGD(0.01)", "48", "Linear(4), ReLU, Linear(1), ReLU", "DD0206")]
    [InlineData("a ReLU where a sigmoid was meant", "BCELoss, Adam", "48", "Linear(12), ReLU, Linear(12), ReLU, Linear(1), ReLU", "DD0505")]
    [InlineData("a missing sigmoid", "BCELoss, Adam", "3, 64, 64", "Conv2d(32, 3), ReLU, MaxPool2d(2), Flatten, Linear(512), ReLU, Dropout(0.25), Linear(1)", "DD0505")]
    [InlineData("missing activations", "CrossEntropyLoss, SGD(1e-3, Momentum = 0.9)", "48", "Linear(784), Linear(50), ReLU, Linear(10)", "DD0201")]
    [InlineData("missing activations before pooling", "CrossEntropyLoss, Adam", "3, 64, 64", "Conv2d(32, 5), MaxPool2d(2), Conv2d(64, 5), MaxPool2d(2), Flatten, Linear(512), ReLU, Linear(10)", "DD0201", "DD0201")]
    [InlineData("the second of three without", "CrossEntropyLoss, Adam", "3, 64, 64", "Conv2d(8, 3), Dropout, ReLU, Flatten, Linear(240), ReLU, Linear(120), Linear(2)", "DD0201")]
    [InlineData("all weights zero", "CrossEntropyLoss, Adam", "48", "Linear(64, WeightInit = Initializer.Zeros), ReLU, Linear(10, WeightInit = Initializer.Zeros)", "DD0302")]
    [InlineData("all weights the same", "MSELoss, Adam", "48", "Linear(64, WeightInit = Initializer.Constant, WeightValue = 0.01), ReLU, Linear(1)", "DD0302")]
    [InlineData("dropout before norms", "CrossEntropyLoss, Adam", "3, 64, 64", "Conv2d(32, 5), ReLU, MaxPool2d(2), Dropout(0.35), BatchNorm2d, Flatten, Linear(512), ReLU, Dropout(0.25), BatchNorm1d, Linear(10)", "DD0601", "DD0601")]
    [InlineData("two softmaxes", "CrossEntropyLoss, Adam", "48", "Linear(512), ReLU, Linear(10), Softmax, Softmax", "DD0501")]
    [InlineData("sigmoid for classes", "CrossEntropyLoss, Adam", "48", "Linear(4), ReLU, Linear(3), Sigmoid", "DD0501")]
    [InlineData("softmax in a hidden layer", "CrossEntropyLoss, SGD(0.1)", "1, 28, 28", "Conv2d(32, 5), Softmax(1), MaxPool2d(2), Flatten, Linear(10)", "DD0203")]
    [InlineData("a high learning rate", "MSELoss, Adam(0.1)", "48", "Linear(64), ReLU, Linear(1)", "DD0702")]
    [InlineData("a low epsilon", "CrossEntropyLoss, Adam(1e-3, Eps = 1e-30)", "48", "Linear(64), ReLU, Linear(10)", "DD0703")]
    [InlineData("many sigmoids", "CrossEntropyLoss, Adam", "2", "Linear(5), Sigmoid, Linear(5), Sigmoid, Linear(5), Sigmoid, Linear(5), Sigmoid, Linear(5), Sigmoid, Linear(3)", "DD0205")]
    [InlineData("much dropout", "CrossEntropyLoss, Adam", "48", "Linear(256, Bias = false), BatchNorm1d, ReLU, Dropout(0.8), Linear(3)", "DD0604")]
    public async Task The_cause_is_named_and_nothing_else(string fault, string training, string input, string operators, params string[] expected)
    {
        var source = $$"""
            using DeepDsl;

            [Model, {{training}}]
            public partial class Net
            {
                [Input({{input}})] public partial Node X { get; }
                [{{operators}}] public partial Node Y { get; }
            }
            """;
        var findings = await TestCompilation.Compile([source]).WithAnalyzers(AllRules.Visible).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        Assert.True(expected.SequenceEqual(findings.Select(finding => finding.Id)), $"{fault}: {string.Join('\n', findings.AsEnumerable())}");
    }
}
