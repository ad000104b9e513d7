using Runtime.Tests.Harness;
using Runtime.Tests.Models;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Runtime.Tests.Api;

/// <summary>Calls out of order, refused with what to do instead, and what is left after a call that was refused.</summary>
public sealed class OrderTests
{
    private const string NoForward = "TrainBackward needs a TrainForward before it: there are no activations, or they were used up.";
    private const string NoResult = "There is no result yet: call TrainStep, ComputeGradients or TrainForward first.";

    [Fact]
    public void Backward_without_forward_is_refused()
    {
        using var model = new SmallNet();
        Refuses(NoForward, () => model.TrainBackward(zeros(5, 3)));
    }

    [Fact]
    public void Backward_twice_is_refused()
    {
        using var model = new SmallNet();
        model.TrainForward(Ordeal.Images());
        model.TrainBackward(zeros(5, 3));
        Refuses(NoForward, () => model.TrainBackward(zeros(5, 3)));
    }

    [Fact]
    public void Backward_after_a_whole_step_is_refused()
    {
        using var model = new SmallNet();
        model.TrainForward(Ordeal.Images());
        model.TrainStep(Ordeal.Images(), Ordeal.Targets);
        Refuses(NoForward, () => model.TrainBackward(zeros(5, 3)));
    }

    [Fact]
    public void LastOutput_before_the_first_step_is_refused()
    {
        using var model = new SmallNet();
        Refuses(NoResult, () => _ = model.LastOutput);
        model.Predict(Ordeal.Images());
        Refuses(NoResult, () => _ = model.LastOutput);
    }

    [Fact]
    public void A_forward_pass_that_was_refused_leaves_nothing_to_go_back_through()
    {
        using var model = new SmallNet();
        Assert.Throws<ArgumentException>(() => model.TrainForward(zeros(5, 2, 6, 7)));
        Refuses(NoForward, () => model.TrainBackward(zeros(5, 3)));
        Refuses(NoResult, () => _ = model.LastOutput);
    }

    [Fact]
    public void A_forward_pass_that_was_cut_short_leaves_nothing_to_go_back_through()
    {
        using var model = new BatchNet();
        model.TrainForward(ones(2, 4));
        // The norm finds out in the middle of the pass.
        Assert.Throws<ArgumentException>(() => model.TrainForward(ones(1, 4)));
        Refuses(NoForward, () => model.TrainBackward(zeros(1, 3)));
        Refuses(NoForward, () => model.TrainBackward(zeros(2, 3)));
        Refuses(NoResult, () => _ = model.LastOutput);
        model.TrainForward(ones(2, 4));
        model.TrainBackward(zeros(2, 3));
    }

    [Fact]
    public void A_backward_pass_that_was_refused_adds_nothing()
    {
        using var scope = NewDisposeScope();
        using var model = new SmallNet();
        model.ComputeGradients(Ordeal.Images(), Ordeal.Targets);
        var before = model.State.Gradients.clone();
        model.TrainForward(Ordeal.Images());
        Assert.Throws<ArgumentException>(() => model.TrainBackward(zeros(5, 4), accumulate: true));
        Tensors.Same(before, model.State.Gradients);
        Refuses(NoForward, () => model.TrainBackward(zeros(5, 3), accumulate: true));
        Tensors.Same(before, model.State.Gradients);
    }

    [Fact]
    public void A_second_call_at_the_same_time_is_refused_and_Predict_is_not()
    {
        using var scope = NewDisposeScope();
        using var model = new SmallNet();
        const string busy = "'SmallNet' is in a training call already: TrainStep, ComputeGradients, TrainForward, TrainBackward, Step, SaveCheckpoint and LoadCheckpoint have one caller at a time. Predict has no such limit.";
        using (model.State.Enter())
        {
            Refuses(busy, () => model.TrainStep(Ordeal.Images(), Ordeal.Targets));
            Refuses(busy, () => model.ComputeGradients(Ordeal.Images(), Ordeal.Targets));
            Refuses(busy, () => model.TrainForward(Ordeal.Images()));
            Refuses(busy, () => model.TrainBackward(zeros(5, 3)));
            Refuses(busy, () => model.Step());
            model.Predict(Ordeal.Images());
        }
        model.TrainStep(Ordeal.Images(), Ordeal.Targets);
    }

    [Fact]
    public void A_call_that_was_refused_lets_the_next_one_in() => Ordeal.Survives(model =>
    {
        Assert.Throws<ArgumentException>(() => model.TrainStep(zeros(5, 2, 6, 7), Ordeal.Targets));
        Assert.Throws<ArgumentException>(() => model.TrainStep(Ordeal.Images(), zeros(5)));
    });

    private static void Refuses(string message, Action call) => Assert.Equal(message, Assert.Throws<InvalidOperationException>(call).Message);
}
