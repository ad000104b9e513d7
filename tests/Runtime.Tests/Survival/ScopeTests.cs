using Runtime.Tests.Harness;
using Runtime.Tests.Models;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Runtime.Tests.Survival;

/// <summary>Dispose scopes, and modes of autograd, around construction and use.</summary>
public sealed class ScopeTests
{
    [Fact]
    public void Outlives_the_dispose_scope_it_was_made_in()
    {
        SmallNet model;
        using (NewDisposeScope())
            model = new SmallNet();
        AssertIsRight(model);
    }

    [Fact]
    public void Outlives_the_dispose_scope_it_first_trained_in()
    {
        using var trained = new SmallNet();
        using (NewDisposeScope())
        {
            trained.TrainStep(Ordeal.Images(), Ordeal.Targets);
            trained.zero_grad();
        }
        using var spared = new SmallNet();
        spared.TrainStep(Ordeal.Images(), Ordeal.Targets);
        Ordeal.AssertIsRight(trained, spared);
    }

    [Fact]
    public void Outlives_the_dispose_scope_it_changed_its_type_in()
    {
        using var model = new SmallNet();
        using (NewDisposeScope())
            model.@double();
        AssertIsRight(model);
    }

    [Fact]
    public void What_it_hands_out_in_a_dispose_scope_belongs_to_that()
    {
        using var model = new SmallNet();
        Tensor prediction, output;
        using (NewDisposeScope())
        {
            prediction = model.Predict(Ordeal.Images());
            output = model.forward(Ordeal.Images());
        }
        Assert.True(prediction.IsInvalid);
        Assert.True(output.IsInvalid);
    }

    [Fact]
    public void Results_of_training_outlive_dispose_scopes_until_the_next_step()
    {
        using var model = new SmallNet();
        Tensor output;
        using (NewDisposeScope())
            output = model.TrainForward(Ordeal.Images());
        Assert.Equal([5, 3], output.shape);
        Assert.Equal([5, 3], model.LastOutput.shape);
    }

    [Fact]
    public void Is_made_under_inference_mode()
    {
        SmallNet model;
        using (inference_mode())
            model = new SmallNet();
        AssertIsRight(model);
    }

    [Fact]
    public void Is_made_under_no_grad()
    {
        SmallNet model;
        using (no_grad())
            model = new SmallNet();
        Assert.All(model.parameters(), parameter => Assert.True(parameter.requires_grad));
        AssertIsRight(model);
    }

    [Fact]
    public void Trains_under_inference_mode_and_no_grad()
    {
        using var model = new SmallNet();
        using var spared = new SmallNet();
        using (inference_mode())
            model.TrainStep(Ordeal.Images(), Ordeal.Targets);
        using (no_grad())
            model.TrainStep(Ordeal.Images(), Ordeal.Targets);
        spared.TrainStep(Ordeal.Images(), Ordeal.Targets);
        spared.TrainStep(Ordeal.Images(), Ordeal.Targets);
        Ordeal.AssertIsRight(model, spared);
    }

    [Fact]
    public void Changes_its_type_under_inference_mode()
    {
        using var model = new SmallNet();
        using (inference_mode())
            model.@double();
        AssertIsRight(model);
    }

    [Fact]
    public void A_training_step_leaves_the_modes_of_autograd_as_they_are()
    {
        using var model = new SmallNet();
        model.TrainStep(Ordeal.Images(), Ordeal.Targets);
        Assert.True(is_grad_enabled());
        using var quiet = no_grad();
        model.TrainStep(Ordeal.Images(), Ordeal.Targets);
        model.Predict(Ordeal.Images());
        Assert.False(is_grad_enabled());
    }

    [Fact]
    public void A_forward_pass_under_no_grad_records_nothing()
    {
        using var scope = NewDisposeScope();
        using var model = new DropoutNet();
        using var images = Ordeal.Images().requires_grad_(true);
        using var quiet = no_grad();
        Assert.False(model.forward(images).requires_grad);
    }

    private static void AssertIsRight(SmallNet model)
    {
        using (model)
        {
            using var spared = new SmallNet();
            Ordeal.AssertIsRight(model, spared);
        }
    }
}
