using System.Reflection;
using DeepDsl;
using Runtime.Tests.Harness;
using Runtime.Tests.Models;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Runtime.Tests.Api;

/// <summary>Gradients that add up, that are wanted of the input alone, or of both, against autograd in float64: by the kernels, and by the portable path that other types and devices take.</summary>
public sealed class ComputeGradientsTests : IDisposable
{
    private const ScalarType Real = ScalarType.Float64;
    private const double Tolerance = 1e-10;

    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly SmallNet _model = new(new() { DType = Real });

    public void Dispose()
    {
        _model.Dispose();
        _scope.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Parts_of_a_batch_add_up_and_each_has_a_gradient_of_its_own(bool portable)
    {
        var (first, second) = (Part(1), Part(2));
        var (before, after) = (Autograd(first), Autograd(second));
        var gradImage = zeros(5, 2, 6, 6, Real);
        Compute(_model, portable, first.Images, first.Targets, false, true, gradImage);
        AssertGradients(before.Parameters);
        Tensors.Near(before.Image, gradImage, Tolerance, "The first image's gradient");

        var loss = Compute(_model, portable, second.Images, second.Targets, true, true, gradImage);
        AssertGradients([.. before.Parameters.Zip(after.Parameters, (a, b) => a + b)]);
        Tensors.Near(after.Image, gradImage, Tolerance, "The second image's gradient");
        Assert.Equal(after.Loss, loss, 1e-6);

        Compute(_model, portable, second.Images, second.Targets, false, true, null);
        AssertGradients(after.Parameters);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_gradient_of_the_image_may_be_all_that_is_wanted(bool portable)
    {
        var (first, second) = (Part(1), Part(2));
        Compute(_model, portable, first.Images, first.Targets, false, true, null);
        var before = _model.State.Gradients.clone();
        var gradImage = zeros(5, 2, 6, 6, Real);
        var loss = Compute(_model, portable, second.Images, second.Targets, false, false, gradImage);
        Tensors.Same(before, _model.State.Gradients);
        var expected = Autograd(second);
        Tensors.Near(expected.Image, gradImage, Tolerance);
        Assert.Equal(expected.Loss, loss, 1e-6);
        // Nothing is left of it for the next sum.
        Compute(_model, portable, second.Images, second.Targets, true, true, null);
        AssertGradients([.. Autograd(first).Parameters.Zip(expected.Parameters, (a, b) => a + b)]);
    }

    [Fact]
    public void The_choices_are_optional_and_have_the_names_that_TrainBackward_gives_them()
    {
        var gradImage = zeros(5, 2, 6, 6, Real);
        var (images, targets) = Part(1);
        _model.ComputeGradients(images, targets);
        _model.ComputeGradients(images, targets, accumulate: true, gradImage: gradImage);
        var expected = Autograd((images, targets));
        AssertGradients([.. expected.Parameters.Select(gradient => 2 * gradient)]);
        ISupervisedModel supervised = _model;
        supervised.ComputeGradients(images, targets, parameters: false, gradInput: gradImage.zero_());
        Tensors.Near(expected.Image, gradImage, Tolerance);
    }

    [Fact]
    public void A_call_that_was_refused_adds_nothing()
    {
        var (images, targets) = Part(1);
        _model.ComputeGradients(images, targets);
        var before = _model.State.Gradients.clone();
        Assert.Throws<ArgumentException>(() => _model.ComputeGradients(images[.., .., ..5], targets, accumulate: true));
        Assert.Throws<ArgumentException>(() => _model.ComputeGradients(images, targets[..3], accumulate: true));
        Assert.Throws<ArgumentException>(() => _model.ComputeGradients(images, targets + 3, accumulate: true));
        Tensors.Same(before, _model.State.Gradients);
    }

    // As the attribute says of targets: no gradient flows to them.
    [Theory]
    [InlineData("MSELoss(Target = nameof(Net.X))", false)]
    [InlineData("MSELoss(Target = nameof(Net.X))", true)]
    [InlineData("MSELoss(Target = nameof(Net.Teacher))", false)]
    [InlineData("MSELoss(Target = nameof(Net.Teacher))", true)]
    public void A_member_that_is_the_target_is_held_constant(string loss, bool portable)
    {
        var model = RuntimeModel.Create(RuntimeModel.Compile(RuntimeModel.Source("Net", $"{loss}, SGD(0.1)", "6", """
            [Linear(6), Sigmoid] public partial Node Teacher { get; }
            [From(nameof(X)), Linear(6), Tanh, Output] public partial Node Y { get; }
            """)), "Net", new() { DType = Real });
        var (x, gradX) = (Tensors.Normal(seed: 1, [4, 6], Real), zeros(4, 6, Real));
        Compute(model, portable, x, false, true, gradX);
        var gradients = model.named_parameters().ToDictionary(pair => pair.name, pair => pair.parameter.grad!.clone());

        var leaf = x.clone().requires_grad_(true);
        var target = loss.Contains("Teacher") ? nn.functional.linear(x, model.get_parameter("teacher.linear.weight")!, model.get_parameter("teacher.linear.bias")).sigmoid().detach() : x;
        model.zero_grad();
        nn.functional.mse_loss(model.forward(leaf), target).backward();
        Tensors.Near(leaf.grad!, gradX, Tolerance);
        foreach (var (name, parameter) in model.named_parameters())
            Tensors.Near(parameter.grad!, gradients[name], Tolerance, name);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Every_real_input_has_a_gradient_and_one_without_influence_has_zero(bool portable)
    {
        dynamic model = Activator.CreateInstance(RuntimeModel.Compile("""
            [Model, MSELoss] public partial class Net
            {
                [Input(4)] public partial Node A { get; }
                [Input(3, DType = DType.Int64)] public partial Node I { get; }
                [Input(4)] public partial Node B { get; }
                [From(nameof(I)), Embedding(5, 4), Mean(1)] public partial Node Meant { get; }
                [From(nameof(A)), Add(nameof(Meant)), Linear(2)] public partial Node Y { get; }
            }
            """).GetType("Compiled.Net")!, new ModelOptions { DType = Real })!;
        var (a, i, b, target) = (Tensors.Normal(1, [4, 4], Real), Tensors.Classes(2, 5, 4, 3), Tensors.Normal(3, [4, 4], Real), Tensors.Normal(4, [4, 2], Real));
        foreach (var parameters in (bool[])[true, false])
        {
            var (gradA, gradB) = (ones(4, 4, Real), ones(4, 4, Real));
            Compute((object)model, portable, a, i, b, target, false, parameters, gradA, gradB);
            var leaf = a.clone().requires_grad_(true);
            nn.functional.mse_loss(model.forward(leaf, i, b), target).backward();
            Tensors.Near(leaf.grad!, gradA, Tolerance);
            Tensors.Same(zeros(4, 4, Real), gradB);
        }
    }

    [Fact]
    public void Indices_have_no_gradient_to_give()
    {
        var model = RuntimeModel.Create(RuntimeModel.Compile("""
            [Model, CrossEntropyLoss, SGD(0.1)] public partial class Net
            {
                [Input(5, DType = DType.Int64)] public partial Node Tokens { get; }
                [Embedding(11, 6), Linear(11)] public partial Node Logits { get; }
            }
            """), "Net", new() { DType = Real });
        var (tokens, targets) = (Tensors.Classes(1, 11, 4, 5), Tensors.Classes(2, 11, 4, 5));
        var supervised = (ISupervisedModel)model;
        supervised.ComputeGradients(tokens, targets);
        var once = model.State.Gradients.clone();
        supervised.ComputeGradients(tokens, targets, accumulate: true);
        Tensors.Near(2 * once, model.State.Gradients, Tolerance);
        Assert.Equal("The input consists of indices, which have no gradient.",
            Assert.Throws<InvalidOperationException>(() => supervised.ComputeGradients(tokens, targets, gradInput: zeros(4, 5, Real))).Message);
    }

    [Fact]
    public void A_model_of_another_type_has_the_same_choices()
    {
        using var model = new SmallNet(new() { DType = ScalarType.BFloat16 });
        var (images, targets, gradImage) = (Ordeal.Images(ScalarType.BFloat16), Ordeal.Targets, zeros(5, 2, 6, 6, ScalarType.BFloat16));
        model.ComputeGradients(images, targets, gradImage: gradImage);
        var once = model.State.Gradients.clone();
        var leaf = images.clone().requires_grad_(true);
        nn.functional.cross_entropy(model.forward(leaf), targets).backward();
        Tensors.Near(leaf.grad!, gradImage, 1e-2);
        model.State.Gradients.copy_(once);
        model.ComputeGradients(images, targets, accumulate: true);
        Tensors.Near(2 * once, model.State.Gradients, 1e-2);
        model.ComputeGradients(images, targets, parameters: false, gradImage: gradImage.zero_());
        Tensors.Near(leaf.grad!, gradImage, 1e-2);
        Tensors.Near(2 * once, model.State.Gradients, 1e-2);
    }

    // The portable path of the generated code, which in float64 is taken on other devices only.
    private static float Compute(object model, bool portable, params object?[] arguments) =>
        (float)model.GetType().GetMethod(portable ? "RunPortable" : "ComputeGradients", BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)!.Invoke(model, arguments)!;

    private static (Tensor Images, Tensor Targets) Part(int seed) => (Tensors.Normal(seed, [5, 2, 6, 6], Real), Tensors.Classes(seed, 3, 5));

    private (double Loss, Tensor[] Parameters, Tensor Image) Autograd((Tensor Images, Tensor Targets) part)
    {
        var leaf = part.Images.clone().requires_grad_(true);
        var loss = nn.functional.cross_entropy(_model.forward(leaf), part.Targets);
        IList<Tensor> wanted = [.. _model.parameters(), leaf];
        Tensor[] gradients = [.. autograd.grad([loss], wanted)];
        return (loss.item<double>(), gradients[..^1], gradients[^1]);
    }

    private void AssertGradients(Tensor[] expected)
    {
        foreach (var (gradient, (name, parameter)) in expected.Zip(_model.named_parameters()))
            Tensors.Near(gradient, parameter.grad!, Tolerance, name);
    }
}
