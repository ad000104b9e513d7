using DeepDsl;
using Runtime.Tests.Harness;
using TorchSharp;
using Xunit;

namespace Runtime.Tests.Gradients;

/// <summary>Every operator's backward against autograd, at several shapes and with every option.</summary>
public sealed class OperatorGradientTests
{
    public static TheoryData<string, string> Cases { get; } = new()
    {
        { "7", "Linear(5)" },
        { "3, 7", "Linear(5, Bias = false)" },
        { "2, 3, 7", "Linear(4)" },
        { "3, 8, 8", "Conv2d(5, 3)" },
        { "1, 9, 7", "Conv2d(4, 3, Padding = 1)" },
        { "3, 9, 8", "Conv2d(6, [3, 2], Stride = new[] { 2, 1 }, Padding = new[] { 1, 0 }, Bias = false)" },
        { "4, 9, 9", "Conv2d(6, 3, Groups = 2, Dilation = 2)" },
        { "4, 6, 6", "Conv2d(4, 3, Groups = 4, Padding = 1)" },
        { "16, 5, 5", "Conv2d(20, 1)" },
        { "3, 9", "Conv1d(5, 3)" },
        { "1, 7", "Conv1d(4, 3, Padding = 1, Bias = false), ReLU" },
        { "4, 16", "Conv1d(6, 4, Stride = 3, Groups = 2, Padding = 2)" },
        { "4, 11", "Conv1d(4, 2, Groups = 4, Dilation = 3), Conv1d(17, 1)" },
        { "6, 1", "Conv1d(3, 1)" },
        { "5, 6", "CausalPad(2), Conv1d(5, 3), Residual(nameof(X))" },
        { "7", "CausalPad(3)" },
        { "3, 4, 5", "Conv2d(2, 1), CausalPad(1), Conv2d(2, 1)" },
        { "2, 3, 4, 5", "CausalPad(0), CausalPad(6)" },
        { "3, 8", "MaxPool1d(2)" },
        { "17, 9", "MaxPool1d(3, Stride = 2, Padding = 1)" },
        { "3, 8", "Linear(7), MaxPool1d(3, Stride = 2, CeilMode = true)" },
        { "3, 8", "AvgPool1d(2)" },
        { "17, 9", "AvgPool1d(3, Stride = 2, Padding = 1)" },
        { "3, 8", "AvgPool1d(3, Stride = 2, Padding = 1, CountIncludePad = false, CeilMode = true), Linear(2)" },
        { "3, 4, 5", "ConvTranspose2d(5, 2, Stride = 2)" },
        { "1, 4, 3", "ConvTranspose2d(4, 3, Padding = 1, Bias = false)" },
        { "6, 3, 4", "ConvTranspose2d(4, [3, 2], Stride = new[] { 2, 3 }, Padding = new[] { 1, 0 }, OutputPadding = new[] { 1, 2 })" },
        { "4, 3, 3", "ConvTranspose2d(6, 3, Groups = 2, Dilation = 2)" },
        { "16, 4, 4", "ConvTranspose2d(17, 4, Stride = 2, Padding = 1), BatchNorm2d, ReLU" },
        { "5, 1, 1", "ConvTranspose2d(3, 4)" },
        { "3, 4, 5", "Upsample(2)" },
        { "17, 2, 3", "Upsample([3, 1])" },
        { "3, 4, 5", "Upsample(2, Mode = UpsampleMode.Bilinear)" },
        { "9, 1, 3", "Upsample([3, 2], Mode = UpsampleMode.Bilinear)" },
        { "3, 4, 1", "Conv2d(2, 1), Upsample(3, Mode = UpsampleMode.Bilinear, AlignCorners = true)" },
        { "5, 4, 4", "BatchNorm2d" },
        { "5, 1, 1", "BatchNorm2d(Eps = 1e-3, Momentum = 0.3)" },
        { "19, 3, 2", "BatchNorm2d(Affine = false)" },
        { "6", "BatchNorm1d" },
        { "6, 5", "BatchNorm1d" },
        { "9", "LayerNorm" },
        { "4, 9", "LayerNorm(Bias = false)" },
        { "4, 3, 9", "LayerNorm(Dims = 2)" },
        { "4, 3, 5", "LayerNorm(Dims = 3, ElementwiseAffine = false)" },
        { "4, 3, 5", "LayerNorm" },
        { "6", "GroupNorm(2)" },
        { "6, 4, 4", "GroupNorm(3)" },
        { "6, 1, 1", "GroupNorm(2, Affine = false)" },
        { "38, 3, 5", "GroupNorm(19, Eps = 1e-3)" },
        { "6, 5", "GroupNorm(1)" },
        { "4, 2, 3, 5", "GroupNorm(2)" },
        { "6, 4, 4", "Linear(3), GroupNorm(6), Conv2d(2, 1)" },
        { "5, 4, 3", "InstanceNorm2d" },
        { "17, 1, 3", "InstanceNorm2d(Affine = true, Eps = 1e-3)" },
        { "9", "RMSNorm" },
        { "4, 9", "RMSNorm(Eps = 1e-3)" },
        { "4, 3, 9", "RMSNorm(Dims = 2)" },
        { "4, 3, 5", "Conv2d(4, 1), RMSNorm(Dims = 3, ElementwiseAffine = false)" },
        { "37", "ReLU" },
        { "37", "LeakyReLU(0.2)" },
        { "37", "GELU" },
        { "37", "GELU(Approximate = GELUApproximation.Tanh)" },
        { "37", "SiLU" },
        { "37", "Tanh" },
        { "37", "Sigmoid" },
        { "37", "ReLU6" },
        { "37", "Scale(20), ReLU6" },
        { "37", "Hardswish" },
        { "5, 3, 7", "Scale(3), Hardswish" },
        { "37", "ELU" },
        { "3, 5, 7", "ELU(0.3)" },
        { "37", "Softplus" },
        { "37", "Scale(30), Softplus(Beta = 1.5)" },
        { "37", "Scale(0.5), Exp" },
        { "2, 5, 3, 7", "Sine(3)" },
        { "37", "Sine" },
        { "3, 5, 7", "Scale(-2.5)" },
        { "9", "Softmax" },
        { "4, 9", "Softmax(1)" },
        { "3, 4, 5", "Softmax(1)" },
        { "3, 4, 5", "Softmax(2)" },
        { "3, 4, 5", "Softmax" },
        { "40", "Dropout(0.3)" },
        { "3, 4, 5", "Conv2d(4, 1), Dropout" },
        { "3, 4, 5", "Dropout(0)" },
        { "3, 8, 8", "MaxPool2d(2)" },
        { "9, 7, 9", "MaxPool2d(3, Stride = 2, Padding = 1)" },
        { "3, 8, 7", "MaxPool2d([3, 2], Stride = 2, CeilMode = true)" },
        { "3, 2, 1", "MaxPool2d(2, CeilMode = true)" },
        { "3, 1, 3", "AvgPool2d(2, CeilMode = true)" },
        { "3, 8, 8", "AvgPool2d(2)" },
        { "9, 7, 9", "AvgPool2d(3, Stride = 2, Padding = 1)" },
        { "3, 7, 7", "AvgPool2d(3, Stride = 2, Padding = 1, CountIncludePad = false, CeilMode = true)" },
        { "3, 7, 7", "AvgPool2d(2, CeilMode = true)" },
        { "3, 8, 8", "AdaptiveAvgPool2d(1)" },
        { "3, 7, 5", "AdaptiveAvgPool2d([3, 2])" },
        { "3, 4, 5", "Flatten" },
        { "3, 4, 5", "Flatten(2)" },
        { "3, 4, 5", "Conv2d(4, 1), Flatten(1, 2)" },
        { "12", "Reshape(3, 2, -1), Conv2d(2, 1)" },
        { "3, 4, 5", "Conv2d(4, 1), Reshape(20, 4), Linear(3)" },
        { "6", "Linear(6), Residual" },
        { "6", "Linear(4), Residual(Projection = Projection.Linear)" },
        { "3, 6, 6", "Conv2d(5, 3, Stride = 2, Padding = 1), Residual(Projection = Projection.Conv1x1)" },
        { "3, 6, 6", "Conv2d(5, 3, Padding = 1), Residual(Projection = Projection.Conv1x1BatchNorm), ReLU" },
        { "6", "Linear(6), Add(nameof(X))" },
        { "6", "ReLU, Add(nameof(X), nameof(X))" },
        { "6", "Linear(4), Concat(nameof(X))" },
        { "3, 4, 5", "Conv2d(2, 1), Concat(nameof(X), nameof(X))" },
        { "3, 4, 5", "Conv2d(3, 1), Concat(nameof(X), Dim = 2)" },
        { "3, 4, 5", "ReLU, Concat(nameof(X), Dim = -1)" },
        { "3, 4, 5", "Conv2d(3, 1), LayerNorm, Conv2d(3, 1)" },
        { "4, 6", "PositionalEmbedding(4)" },
        { "4, 6", "PositionalEmbedding(9), Linear(3)" },
        { "5, 6", "MultiheadAttention(2)" },
        { "5, 6", "MultiheadAttention(1, Bias = false)" },
        { "7, 9", "MultiheadAttention(3, Causal = true)" },
        { "1, 4", "MultiheadAttention(4, Causal = true)" },
        { "18, 40", "LayerNorm, MultiheadAttention(4, Causal = true), Residual, LayerNorm" },
        { "5, 6", "Linear(6), MultiheadAttention(2, Memory = nameof(X))" },
        { "5, 6", "MultiheadAttention(2, Memory = nameof(X))" },
        { "6, 5", "Transpose(1, 2), Linear(5), MultiheadAttention(5, Memory = nameof(X), Bias = false)" },
        { "3, 5", "Transpose(1, 2), Linear(5), MultiheadAttention(1, Memory = nameof(X), Causal = true)" },
        { "7", "Tanh, Multiply(nameof(X))" },
        { "7", "Multiply(nameof(X), nameof(X))" },
        { "3, 4, 5", "AdaptiveAvgPool2d(1), Sigmoid, Multiply(nameof(X))" },
        { "9, 4, 5", "Conv2d(9, 1), AdaptiveAvgPool2d(1), Conv2d(9, 1), Sigmoid, Multiply(nameof(X)), BatchNorm2d" },
        { "5, 3, 4", "LayerNorm, Conv2d(1, 1), Multiply(nameof(X)), Linear(2)" },
        { "5, 3, 4", "AdaptiveAvgPool2d([1, 4]), Multiply(nameof(X))" },
        { "5, 3", "Linear(1), Multiply(nameof(X)), Multiply(nameof(X))" },
        { "1, 6", "Linear(6), Transpose(1, 2), Multiply(nameof(X))" },
        { "3, 4, 5", "Permute(0, 2, 3, 1)" },
        { "3, 4, 5", "Conv2d(6, 1), Permute(3, 1, 2), Conv2d(2, 1)" },
        { "3, 4, 5", "Permute(3, 2, 1)" },
        { "2, 3, 4, 5", "Permute(0, 2, 1, 3, -1)" },
        { "2, 3, 4, 5", "Permute(4, 2, 1, 3)" },
        { "1, 3, 1", "Permute(2, 3, 1)" },
        { "7", "Permute(0, 1)" },
        { "17, 35", "Transpose(1, 2)" },
        { "3, 4, 5", "Conv2d(6, 1), Transpose(1, -1)" },
        { "3, 4, 5", "Transpose(2, 2)" },
        { "3, 4, 5", "Conv2d(9, 1), Mean(2, 3)" },
        { "3, 4, 5", "Mean(1)" },
        { "3, 4, 5", "Mean(2)" },
        { "9, 1, 5", "Mean(-1, 1)" },
        { "3, 4, 5", "Conv2d(2, 1), Mean(1, 2, 3)" },
        { "2, 3, 4, 5", "Mean(2), Conv2d(3, 1)" },
        { "6, 5", "Mean(1), Linear(3)" },
        { "7", "Select(1, 3)" },
        { "4, 6", "Select(1, -1), Linear(3)" },
        { "3, 4, 5", "Conv2d(6, 1), Select(2, 0)" },
        { "3, 4, 5", "Conv2d(6, 1), Select(-1, 2)" },
        { "2, 3, 4, 5", "Select(1, 1), Conv2d(2, 1)" },
        { "4, 6", "Linear(6), MatMul(nameof(X), TransposeOther = true)" },
        { "5, 5", "Linear(5), MatMul(nameof(X))" },
        { "3, 4, 6", "Conv2d(3, 1), MatMul(nameof(X), TransposeOther = true), Softmax, MatMul(nameof(X))" },
        { "2, 3, 4, 6", "Transpose(3, 4), MatMul(nameof(X))" },
        { "3, 5, 4", "Upsample(2), CenterCrop(nameof(X)), Add(nameof(X))" },
        { "3, 4, 5", "Conv2d(2, 1, Padding = 2), Linear(8), CenterCrop(nameof(X)), Linear(2)" },
        { "3, 4, 5", "CenterCrop(nameof(X)), Conv2d(2, 1)" },
        { "7", "Weight(7), Multiply(nameof(X))" },
        { "4, 6", "Weight(1, 6), Concat(nameof(X)), Linear(3)" },
        { "4, 6", "Weight(3, 6, WeightStd = 1), MultiheadAttention(2, Memory = nameof(X))" },
        { "3, 4, 5", "Weight(3, 4, 5, WeightInit = Initializer.Zeros), ReLU, Conv2d(2, 1), Concat(nameof(X))" },
        { "3, 4, 5", "Weight(1, 1, 5), Multiply(nameof(X)), Conv2d(2, 1)" },
        { "9", "Noise(Like = nameof(X)), Multiply(nameof(X)), Linear(4)" },
        { "3, 4, 5", "Noise(Like = nameof(X)), Add(nameof(X)), Conv2d(2, 1)" },
        { "5, 3", "Noise(Like = nameof(X)), Add(nameof(X)), Transpose(1, 2), Dropout(0.2)" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Backward_equals_autograd(string input, string operators)
    {
        var shape = input.Split(',').Select(size => long.Parse(size)).ToArray();
        var assembly = RuntimeModel.Compile(RuntimeModel.Source("Net", "", input, $"[{operators}] public partial Node Y {{ get; }}"));
        foreach (var (type, tolerance) in new[] { (torch.ScalarType.Float64, 1e-8), (torch.ScalarType.Float32, 1e-4) })
        {
            foreach (var batch in new[] { 2, 5 })
            {
                using var model = RuntimeModel.Create(assembly, "Net", new() { DType = type });
                var error = GradientCheck.Run(model, shape, batch);
                Assert.True(error <= tolerance, $"[{operators}] on ({input}) in {type} with batch {batch} differs by {error:e2}.");
            }
        }
    }

    [Fact]
    public void Every_operator_of_the_language_has_a_case()
    {
        var attributes = typeof(OperatorAttribute).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(OperatorAttribute)) && !type.IsAbstract)
            // These need a block, or indices: BlockTests and EmbeddingTests have them.
            .Except([typeof(UseAttribute<>), typeof(SumOfAttribute), typeof(ConcatOfAttribute), typeof(EmbeddingAttribute)]);
        var written = string.Join(" ", Cases.Select(row => row.Data.Item2));
        Assert.All(attributes, type => Assert.Contains(type.Name[..^"Attribute".Length], written));
    }
}
