using Runtime.Tests.Harness;
using Runtime.Tests.Models;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Runtime.Tests.Api;

/// <summary>Training loops of one's own: forward, backward and step, each by itself.</summary>
public sealed class LoopTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly SmallNet _model = new();

    public void Dispose()
    {
        _model.Dispose();
        _scope.Dispose();
    }

    [Fact]
    public void Forward_backward_and_step_equal_TrainStep()
    {
        using var whole = new SmallNet();
        for (var step = 0; step < 3; step++)
        {
            var logits = _model.TrainForward(Ordeal.Images()).detach().requires_grad_(true);
            var loss = nn.functional.cross_entropy(logits, Ordeal.Targets);
            loss.backward();
            _model.TrainBackward(logits.grad!);
            _model.Step();
            Tensors.Near(loss, tensor(whole.TrainStep(Ordeal.Images(), Ordeal.Targets)), 1e-6);
        }
        Tensors.Near(whole.State.Values, _model.State.Values, 1e-6);
    }

    [Fact]
    public void ComputeGradients_and_Step_equal_TrainStep_to_the_bit()
    {
        using var whole = new SmallNet();
        for (var step = 0; step < 3; step++)
        {
            var loss = _model.ComputeGradients(Ordeal.Images(), Ordeal.Targets);
            _model.Step();
            Assert.Equal(whole.TrainStep(Ordeal.Images(), Ordeal.Targets), loss);
        }
        Tensors.Same(whole.State.Values, _model.State.Values);
    }

    [Fact]
    public void ComputeGradients_leaves_the_parameters_as_they_are()
    {
        var before = _model.State.Values.clone();
        _model.ComputeGradients(Ordeal.Images(), Ordeal.Targets);
        Tensors.Same(before, _model.State.Values);
    }

    [Fact]
    public void Gradients_accumulate_where_asked()
    {
        var (first, second) = (Tensors.Normal(seed: 1, [5, 3]), Tensors.Normal(seed: 2, [5, 3]));
        var a = Gradients(first);
        var b = Gradients(second);
        Gradients(first);
        Tensors.Near(a + b, Gradients(second, accumulate: true), 1e-6, "The sum");
        Tensors.Near(b, Gradients(second), 1e-6, "The gradient that replaces it");
    }

    [Fact]
    public void Gradients_of_parameters_stay_where_they_are_not_wanted()
    {
        var before = Gradients(Tensors.Normal(seed: 1, [5, 3]));
        var gradient = zeros(5, 2, 6, 6);
        _model.TrainForward(Ordeal.Images());
        _model.TrainBackward(Tensors.Normal(seed: 2, [5, 3]), parameters: false, gradImage: gradient);
        Tensors.Same(before, _model.State.Gradients);
        Tensors.Near(ImageGradient(Tensors.Normal(seed: 2, [5, 3])), gradient, 1e-5);
    }

    [Fact]
    public void The_gradient_of_the_image_equals_autograds()
    {
        var upstream = Tensors.Normal(seed: 3, [5, 3]);
        // Into memory of another order than the model's, too.
        foreach (var gradient in new[] { zeros(5, 2, 6, 6), zeros(5, 6, 6, 2).permute(0, 3, 1, 2), zeros(6, 6, 2, 5).permute(3, 2, 0, 1) })
        {
            _model.TrainForward(Ordeal.Images());
            _model.TrainBackward(upstream, gradImage: gradient);
            Tensors.Near(ImageGradient(upstream), gradient, 1e-5);
        }
    }

    [Fact]
    public void A_second_forward_pass_discards_the_first()
    {
        using var other = new SmallNet();
        var upstream = Tensors.Normal(seed: 1, [3, 3]);
        _model.TrainForward(Ordeal.Images());
        _model.TrainForward(Ordeal.Images()[..3]);
        _model.TrainBackward(upstream);
        other.TrainForward(Ordeal.Images()[..3]);
        other.TrainBackward(upstream);
        Tensors.Same(other.State.Gradients, _model.State.Gradients);
    }

    [Fact]
    public void Predict_between_forward_and_backward_disturbs_neither()
    {
        var upstream = Tensors.Normal(seed: 1, [5, 3]);
        var expected = Gradients(upstream);
        _model.TrainForward(Ordeal.Images());
        _model.Predict(Tensors.Normal(seed: 9, [7, 2, 6, 6]));
        _model.TrainBackward(upstream);
        Tensors.Same(expected, _model.State.Gradients);
    }

    [Fact]
    public void Another_forward_pass_by_TorchSharp_leaves_the_masks_of_dropout_as_they_were()
    {
        using var model = new DropoutNet();
        using var spared = new DropoutNet();
        var upstream = Tensors.Normal(seed: 1, [5, 3]);
        model.TrainForward(Ordeal.Images());
        model.forward(Ordeal.Images());
        model.TrainBackward(upstream);
        spared.TrainForward(Ordeal.Images());
        spared.TrainBackward(upstream);
        Tensors.Same(spared.State.Gradients, model.State.Gradients);
    }

    [Fact]
    public void ZeroGradients_sets_every_gradient_to_zero()
    {
        Gradients(ones(5, 3));
        _model.ZeroGradients();
        Assert.All(_model.parameters(), parameter => Assert.Equal(0, parameter.grad!.abs().sum().item<float>()));
    }

    [Fact]
    public void Two_results_take_a_gradient_each()
    {
        using var model = new TwoHeadedNet();
        var (x, policy, value) = (Tensors.Normal(seed: 1, [6, 4]).requires_grad_(true), Tensors.Normal(seed: 2, [6, 3]), Tensors.Normal(seed: 3, [6, 1]));
        var gradient = zeros(6, 4);
        var results = model.TrainForward(x.detach());
        var expected = model.forward(x);
        Tensors.Near(expected.Policy, results.Policy, 1e-6);
        Tensors.Near(expected.Value, results.Value, 1e-6);
        model.TrainBackward(policy, value, gradFeatures: gradient);
        var explicitly = model.State.Gradients.clone();
        model.zero_grad();
        autograd.backward([expected.Policy, expected.Value], [policy, value]);
        Tensors.Near(model.State.Gradients, explicitly, 1e-6);
        Tensors.Near(x.grad!, gradient, 1e-6);
        Tensors.Near(model.forward(x).Value, model.Predict(x.detach()).Value, 1e-6);
    }

    private Tensor Gradients(Tensor upstream, bool accumulate = false)
    {
        _model.TrainForward(Ordeal.Images());
        _model.TrainBackward(upstream, accumulate);
        return _model.State.Gradients.clone();
    }

    private Tensor ImageGradient(Tensor upstream)
    {
        var leaf = Ordeal.Images().requires_grad_(true);
        return autograd.grad([_model.forward(leaf)], [leaf], [upstream])[0];
    }
}
