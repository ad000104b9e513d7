using DeepDsl;
using DeepDsl.Models;
using Runtime.Tests.Harness;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Runtime.Tests.Twins;

/// <summary>Losses and their gradients, for every shape of values, against TorchSharp's.</summary>
public sealed class LossTests
{
    private const string Vectors = "[Linear(5)] public partial Node Y { get; }";
    private const string Maps = "[Conv2d(5, 1)] public partial Node Y { get; }";

    [Theory]
    [InlineData("7", Vectors, 0.0)]
    [InlineData("7", Vectors, 0.1)]
    [InlineData("4, 7", Vectors, 0.0)]
    [InlineData("4, 7", Vectors, 0.2)]
    [InlineData("3, 6, 4", Maps, 0.0)]
    [InlineData("3, 6, 4", Maps, 0.3)]
    [InlineData("4, 2, 7", Maps + " [LayerNorm] public partial Node Z { get; }", 0.1)]
    public void CrossEntropyLoss_equals_TorchSharps(string input, string members, double smoothing) => Compare($"CrossEntropyLoss(LabelSmoothing = {smoothing})", input, members,
        output => Tensors.Classes(seed: 5, 5, Positions(output)), (output, target) => functional.cross_entropy(ClassesSecond(output), target, label_smoothing: smoothing));

    [Theory]
    [InlineData("7", Vectors)]
    [InlineData("4, 7", Vectors)]
    [InlineData("3, 6, 4", Maps)]
    public void CrossEntropyLoss_leaves_out_what_is_ignored(string input, string members) => Compare("CrossEntropyLoss(IgnoreIndex = 3, LabelSmoothing = 0.1)", input, members,
        output => Tensors.Classes(seed: 6, 5, Positions(output)), (output, target) => functional.cross_entropy(ClassesSecond(output), target, null, 3, label_smoothing: 0.1));

    [Theory]
    [InlineData("4, 7", Vectors, 1, 0.1)]
    [InlineData("4, 7", Vectors, -2, 0.0)]
    [InlineData("3, 6, 4", Maps, 1, 0.1)]
    public void CrossEntropyLoss_has_its_classes_where_it_is_told(string input, string members, int dim, double smoothing) => Compare($"CrossEntropyLoss(Dim = {dim}, LabelSmoothing = {smoothing})", input, members,
        output => Tensors.Classes(seed: 7, output.size(1), [output.size(0), .. output.shape[2..]]), (output, target) => functional.cross_entropy(output, target, label_smoothing: smoothing));

    // Under (4, 7) the classes of a sequence lie one beside the other, and with Dim = 1 apart.
    [Theory]
    [InlineData("7", Vectors, 0, 0.0)]
    [InlineData("7", Vectors, 0, 0.1)]
    [InlineData("4, 7", Vectors, 0, 0.1)]
    [InlineData("4, 7", "[Linear(5), Transpose(1, 2)] public partial Node Y { get; }", 1, 0.0)]
    [InlineData("4, 7", "[Linear(5), Transpose(1, 2)] public partial Node Y { get; }", 1, 0.2)]
    [InlineData("3, 6, 4", Maps, 0, 0.0)]
    [InlineData("3, 6, 4", Maps, 0, 0.3)]
    [InlineData("7", "[Linear(60), Reshape(5, 4, 3)] public partial Node Y { get; }", 0, 0.3)]
    public void CrossEntropyLoss_weighs_classes_and_leaves_out_what_is_ignored(string input, string members, int dim, double smoothing) =>
        Compare($"CrossEntropyLoss(ClassWeights = new[] {{ 0.2, 1, 3.5, 0, 2 }}, IgnoreIndex = 1, LabelSmoothing = {smoothing}, Dim = {dim}, Weight = 0.5)", input, members,
            output => Tensors.Classes(seed: 6, 5, dim == 1 ? [output.size(0), output.size(2)] : Positions(output)),
            (output, target) => 0.5 * functional.cross_entropy(dim == 1 ? output : ClassesSecond(output), target, Weights(output, 0.2, 1, 3.5, 0, 2), 1, label_smoothing: smoothing));

    [Theory]
    [InlineData("7", "[Linear(5), LogSoftmax] public partial Node Y { get; }")]
    [InlineData("4, 7", "[Linear(5), LogSoftmax] public partial Node Y { get; }")]
    [InlineData("3, 6, 4", "[Conv2d(5, 1), LogSoftmax(1)] public partial Node Y { get; }")]
    public void NLLLoss_weighs_classes_and_leaves_out_what_is_ignored(string input, string members) => Compare("NLLLoss(ClassWeights = new[] { 0.2, 1, 3.5, 0, 2 }, IgnoreIndex = 1)", input, members,
        output => Tensors.Classes(seed: 6, 5, Positions(output)), (output, target) => functional.cross_entropy(ClassesSecond(output), target, Weights(output, 0.2, 1, 3.5, 0, 2), 1));

    [Theory]
    [InlineData("7", Vectors)]
    [InlineData("4, 7", Vectors)]
    [InlineData("3, 6, 4", Maps)]
    [InlineData("7", "[Linear(60), Reshape(5, 4, 3)] public partial Node Y { get; }")]
    public void BCEWithLogitsLoss_weighs_positive_targets(string input, string members)
    {
        Compare("BCEWithLogitsLoss(PosWeight = new[] { 3.0 })", input, members, Probabilities, (output, target) => functional.binary_cross_entropy_with_logits(output, target, pos_weights: Weights(output, 3)));
        Compare("BCEWithLogitsLoss(PosWeight = new[] { 0.2, 1, 3.5, 0, 2 }, Weight = 0.5)", input, members, Probabilities,
            (output, target) => 0.5 * functional.binary_cross_entropy_with_logits(output, target, pos_weights: output.dim() == 4 ? Weights(output, 0.2, 1, 3.5, 0, 2).view(5, 1, 1) : Weights(output, 0.2, 1, 3.5, 0, 2)));
    }

    [Fact]
    public void NLLLoss_weighs_values_that_are_no_probabilities() => Compare("NLLLoss(ClassWeights = new[] { 0.2, 1, 3.5, 0, 2 })", "4, 7", Vectors,
        output => Tensors.Classes(seed: 6, 5, Positions(output)), (output, target) => functional.nll_loss(ClassesSecond(output), target, Weights(output, 0.2, 1, 3.5, 0, 2)));

    [Fact]
    public void Classes_that_weigh_nothing_alone_are_no_number_and_move_nothing()
    {
        using var scope = NewDisposeScope();
        foreach (var loss in new[] { "CrossEntropyLoss", "NLLLoss" })
        {
            using var model = Create($"{loss}(ClassWeights = new[] {{ 1.0, 1, 1, 0, 1 }})", "7", Vectors, ScalarType.Float32);
            Assert.True(float.IsNaN(Loss(model, Tensors.Normal(seed: 1, [6, 7]), full(6, 3L, ScalarType.Int64))));
            Assert.All(model.parameters(), parameter => Assert.Equal(0, parameter.grad!.abs().sum().item<float>()));
        }
    }

    [Theory]
    [InlineData("CrossEntropyLoss(ClassWeights = new[] { 0.2, 1, 3.5, 0, 2 }, LabelSmoothing = 0.1)")]
    [InlineData("NLLLoss(ClassWeights = new[] { 0.2, 1, 3.5, 0, 2 })")]
    [InlineData("BCEWithLogitsLoss(PosWeight = new[] { 0.2, 1, 3.5, 0, 2 })")]
    [InlineData("BCEWithLogitsLoss(PosWeight = new[] { 0.2, 1, 3.5, 0, 2 }, Target = nameof(X))")]
    public void Weights_count_the_same_without_kernels(string loss)
    {
        using var scope = NewDisposeScope();
        foreach (var (input, members) in new[] { ("5", Vectors), ("4, 5", Vectors), ("5, 6, 4", Maps) })
        {
            using var exact = Create(loss, input, members, ScalarType.Float64);
            using var rough = Create(loss, input, members, ScalarType.BFloat16);
            rough.load_state_dict(exact.state_dict());
            var x = Tensors.Normal(seed: 7, [6, .. input.Split(',').Select(long.Parse)], ScalarType.Float64).sigmoid();
            var output = exact.call(x);
            if (loss.Contains("nameof", StringComparison.Ordinal))
            {
                float Own(dynamic model, Tensor value) => model.ComputeGradients(value);
                Assert.Equal(Own(exact, x), Own(rough, x.to(ScalarType.BFloat16)), 0.03);
                continue;
            }
            var target = loss[0] == 'B' ? Probabilities(output.detach()) : Tensors.Classes(seed: 6, 5, Positions(output));
            Assert.Equal(Loss(exact, x, target), Loss(rough, x.to(ScalarType.BFloat16), loss[0] == 'B' ? target.to(ScalarType.BFloat16) : target), 0.03);
            foreach (var (expected, actual) in exact.parameters().Zip(rough.parameters()))
                Tensors.Near(expected.grad!, actual.grad!.to(ScalarType.Float64), 0.03, loss);
        }
    }

    [Fact]
    public void CrossEntropyLoss_where_all_is_ignored_is_no_number_and_moves_nothing()
    {
        using var scope = NewDisposeScope();
        using var model = Create("CrossEntropyLoss", "7", Vectors, ScalarType.Float32);
        Assert.True(float.IsNaN(Loss(model, Tensors.Normal(seed: 1, [6, 7]), full(6, -100L, ScalarType.Int64))));
        Assert.All(model.parameters(), parameter => Assert.Equal(0, parameter.grad!.abs().sum().item<float>()));
    }

    [Theory]
    [InlineData("7", Vectors)]
    [InlineData("4, 7", Vectors)]
    [InlineData("3, 6, 4", Maps)]
    public void MSELoss_equals_TorchSharps(string input, string members) =>
        Compare("MSELoss", input, members, output => Tensors.Normal(seed: 5, output.shape, output.dtype), (output, target) => functional.mse_loss(output, target));

    [Theory]
    [InlineData("7", Vectors)]
    [InlineData("4, 7", Vectors)]
    [InlineData("3, 6, 4", Maps)]
    public void L1Loss_equals_TorchSharps(string input, string members) =>
        Compare("L1Loss", input, members, output => Tensors.Normal(seed: 5, output.shape, output.dtype), (output, target) => functional.l1_loss(output, target));

    [Theory]
    [InlineData("SmoothL1Loss", 1)]
    [InlineData("SmoothL1Loss(Beta = 0.3)", 0.3)]
    public void SmoothL1Loss_equals_TorchSharps(string loss, double beta)
    {
        foreach (var (input, members) in new[] { ("7", Vectors), ("4, 7", Vectors), ("3, 6, 4", Maps) })
            Compare(loss, input, members, output => Tensors.Normal(seed: 5, output.shape, output.dtype), (output, target) => functional.smooth_l1_loss(output, target, beta: beta));
    }

    [Theory]
    [InlineData("HuberLoss", 1)]
    [InlineData("HuberLoss(Delta = 0.3)", 0.3)]
    [InlineData("HuberLoss(Delta = 5)", 5)]
    public void HuberLoss_equals_TorchSharps(string loss, double delta)
    {
        foreach (var (input, members) in new[] { ("7", Vectors), ("4, 7", Vectors), ("3, 6, 4", Maps) })
            Compare(loss, input, members, output => Tensors.Normal(seed: 5, output.shape, output.dtype), (output, target) => functional.huber_loss(output, target, delta));
    }

    [Theory]
    [InlineData("7", "[Linear(5), LogSoftmax] public partial Node Y { get; }")]
    [InlineData("7", Vectors)]
    [InlineData("4, 7", "[Linear(5), LogSoftmax] public partial Node Y { get; }")]
    [InlineData("3, 6, 4", "[Conv2d(5, 1), LogSoftmax(1)] public partial Node Y { get; }")]
    public void NLLLoss_equals_TorchSharps(string input, string members) =>
        Compare("NLLLoss", input, members, output => Tensors.Classes(seed: 5, 5, Positions(output)), (output, target) => functional.nll_loss(ClassesSecond(output), target));

    [Theory]
    [InlineData("7", "[Linear(5), LogSoftmax] public partial Node Y { get; }")]
    [InlineData("3, 6, 4", "[Conv2d(5, 1), LogSoftmax(1)] public partial Node Y { get; }")]
    public void NLLLoss_leaves_out_what_is_ignored(string input, string members) => Compare("NLLLoss(IgnoreIndex = 3, Weight = 0.5)", input, members,
        output => Tensors.Classes(seed: 6, 5, Positions(output)), (output, target) => 0.5 * functional.cross_entropy(ClassesSecond(output), target, null, 3));

    [Fact]
    public void NLLLoss_has_its_classes_where_it_is_told() => Compare("NLLLoss(Dim = 1)", "4, 7", "[Linear(5), LogSoftmax(1)] public partial Node Y { get; }",
        output => Tensors.Classes(seed: 7, output.size(1), [output.size(0), .. output.shape[2..]]), (output, target) => functional.nll_loss(output, target));

    [Theory]
    [InlineData("7", Vectors)]
    [InlineData("4, 7", Vectors)]
    [InlineData("3, 6, 4", Maps)]
    public void BCEWithLogitsLoss_equals_TorchSharps(string input, string members) => Compare("BCEWithLogitsLoss", input, members,
        output => Tensors.Normal(seed: 5, output.shape, output.dtype).sigmoid(), (output, target) => functional.binary_cross_entropy_with_logits(output, target));

    [Theory]
    [InlineData("CrossEntropyLoss")]
    [InlineData("CrossEntropyLoss(ClassWeights = new[] { 0.2, 1, 3.5, 0, 2 }, LabelSmoothing = 0.1)")]
    [InlineData("BCEWithLogitsLoss")]
    [InlineData("BCEWithLogitsLoss(PosWeight = new[] { 3.0 })")]
    public void Logits_of_any_size_have_a_finite_loss_and_gradient(string loss)
    {
        using var scope = NewDisposeScope();
        using var model = Create(loss, "7", Vectors, ScalarType.Float32);
        var target = loss[0] == 'C' ? Tensors.Classes(seed: 1, 5, 6) : zeros(6, 5);
        Assert.True(float.IsFinite(Loss(model, 1e4 * Tensors.Normal(seed: 1, [6, 7]), target)));
        Assert.All(model.parameters(), parameter => Assert.True(parameter.grad!.isfinite().all().item<bool>()));
    }

    private static Tensor Probabilities(Tensor output) => Tensors.Normal(seed: 5, output.shape, output.dtype).sigmoid();

    private static Tensor Weights(Tensor output, params double[] weights) => tensor(weights, output.dtype);

    private static void Compare(string loss, string input, string members, Func<Tensor, Tensor> target, Func<Tensor, Tensor, Tensor> expected)
    {
        foreach (var (type, tolerance) in new[] { (ScalarType.Float64, 1e-8), (ScalarType.Float32, 1e-5) })
        {
            using var scope = NewDisposeScope();
            using var model = Create(loss, input, members, type);
            var x = Tensors.Normal(seed: 7, [6, .. input.Split(',').Select(long.Parse)], type);
            var output = model.call(x);
            var aim = target(output.detach());
            var theirs = expected(output, aim);
            var gradients = autograd.grad([theirs], [.. model.parameters()]);

            Tensors.Near(theirs.to(ScalarType.Float32), tensor(Loss(model, x, aim)), 1e-6, loss);
            foreach (var ((name, parameter), gradient) in model.named_parameters().Zip(gradients))
                Tensors.Near(gradient, parameter.grad!, tolerance, name);
        }
    }

    private static Model<Tensor, Tensor> Create(string loss, string input, string members, ScalarType type) =>
        RuntimeModel.Create(RuntimeModel.Compile(RuntimeModel.Source("Net", $"{loss}, SGD(0.1)", input, members)), "Net", new() { DType = type });

    private static float Loss(Model<Tensor, Tensor> model, Tensor x, Tensor target) => ((ISupervisedModel)model).ComputeGradients(x, target);

    // PyTorch wants the classes of sequences in the second place, too.
    private static Tensor ClassesSecond(Tensor output) => output.dim() == 3 ? output.transpose(1, 2) : output;

    private static long[] Positions(Tensor output) => output.dim() == 4 ? [output.size(0), output.size(2), output.size(3)] : output.shape[..^1];
}
