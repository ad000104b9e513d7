using DeepDsl.Analyzers.Rules.Training;
using DeepDsl.CodeFixes.Training;
using Microsoft.CodeAnalysis;

namespace Roslyn.Tests.Rules.Training;

public sealed class OddSettingTests : RuleTests<OddSetting, OddSettingFix>
{
    [Theory]
    [InlineData("Adam(1e-3, [|Beta1 = 1.5|])", "[Adam] needs a Beta1 of at least 0 and less than 1, but gets 1.5")]
    [InlineData("SGD(0.1, [|Nesterov = true|])", "[SGD] needs a Momentum greater than 0 for Nesterov, but has none")]
    [InlineData("SGD([|double.NaN|])", "[SGD] needs a finite LearningRate, but gets double.NaN")]
    [InlineData("Adam, OneCycleLR([|PctStart = 30|])", "[OneCycleLR] needs a PctStart of at least 0 and at most 1, but gets 30")]
    public Task What_PyTorch_refuses(string settings, string message) => Fires(Net(settings), message);

    [Theory]
    [InlineData("SGD(0.1, Momentum = 0.9), ClipGradNorm([|0|])", "[ClipGradNorm] should get a MaxNorm greater than 0, but gets 0: no gradient is left, or steps go up the loss")]
    [InlineData("Adam, CosineAnnealingLR(TotalSteps = 100, [|WarmupSteps = 200|])", "[CosineAnnealingLR] should get at most as many WarmupSteps as TotalSteps, 100, but gets 200: training ends before the learning rate is reached")]
    public Task What_cannot_be_meant(string settings, string message) => Fires(Net(settings), DiagnosticSeverity.Warning, message);

    [Theory]
    [InlineData("SGD(0.1, Momentum = 0.9, Nesterov = true), OneCycleLR, ClipGradNorm(1)")]
    [InlineData("Adam(1e-3, Beta1 = 0), CosineAnnealingLR(TotalSteps = 100, WarmupSteps = 10)")]
    public Task Says_nothing_about_what_is_usual(string settings) => Silent(Net(settings));

    [Fact]
    public Task Takes_what_is_written_nowhere() => Fixes(Net("Adam(1e-3, [|Beta1 = 1.5|])"), Net("Adam(1e-3, Beta1 = 0.9)"), "Set Beta1 = 0.9");

    private static string Net(string settings) => $$"""
        using DeepDsl;

        [Model, CrossEntropyLoss, {{settings}}]
        public partial class Net
        {
            [Input(64)] public partial Node X { get; }
            [Linear(64, Bias = false), ReLU, Linear(10, Bias = false)] public partial Node Logits { get; }
        }
        """;
}
