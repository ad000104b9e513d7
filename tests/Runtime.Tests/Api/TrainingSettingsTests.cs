using DeepDsl;
using Runtime.Tests.Harness;
using Runtime.Tests.Models;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Runtime.Tests.Api;

/// <summary>Learning rate, schedule, and models without a part of what training needs.</summary>
public sealed class TrainingSettingsTests
{
    private static readonly Tensor X = Tensors.Normal(seed: 1, [5, 4]).DetachFromDisposeScope();
    private static readonly Tensor Y = Tensors.Normal(seed: 2, [5, 2]).DetachFromDisposeScope();

    [Fact]
    public void The_learning_rate_is_the_declared_one_until_it_is_set()
    {
        using var scope = NewDisposeScope();
        using var model = new SmallNet();
        Assert.Equal(0.05f, model.LearningRate);
        model.LearningRate = 0;
        var before = model.State.Values.clone();
        model.TrainStep(Ordeal.Images(), Ordeal.Targets);
        Tensors.Same(before, model.State.Values);
        model.LearningRate = 0.1f;
        Assert.Equal(0.1f, model.LearningRate);
        model.Step();
        Assert.True(Tensors.Difference(before, model.State.Values) > 0);
    }

    [Theory]
    [InlineData(-0.1f)]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void Refuses_a_learning_rate_that_is_none(float rate)
    {
        using var model = new SmallNet();
        var refusal = Assert.Throws<ArgumentOutOfRangeException>(() => model.LearningRate = rate);
        Assert.StartsWith("The learning rate must be a finite number of at least 0.", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(0.05f, model.LearningRate);
    }

    [Fact]
    public void A_schedule_that_does_not_know_the_number_of_steps_says_where_to_set_it()
    {
        using var model = new ScheduledRegressor();
        Assert.Null(model.TotalSteps);
        var refusal = Assert.Throws<InvalidOperationException>(() => model.TrainStep(X, Y));
        Assert.Equal("The schedule OneCycleLR needs the number of steps: set TotalSteps on the model, in ModelOptions, or on the attribute.", refusal.Message);
        model.TotalSteps = 10;
        model.TrainStep(X, Y);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    public void Refuses_a_number_of_steps_below_one(long steps)
    {
        using var model = new ScheduledRegressor();
        Assert.Throws<ArgumentOutOfRangeException>(() => model.TotalSteps = steps);
        Assert.Throws<ArgumentOutOfRangeException>(() => new ScheduledRegressor(new() { TotalSteps = steps }));
    }

    [Fact]
    public void The_number_of_steps_is_the_attributes_unless_options_or_model_say_another()
    {
        using var declared = new AnnealedRegressor();
        using var optional = new AnnealedRegressor(new() { TotalSteps = 5 });
        using var set = new AnnealedRegressor(new() { TotalSteps = 5 }) { TotalSteps = 7 };
        Assert.Equal((3, 5, 7), (declared.TotalSteps, optional.TotalSteps, set.TotalSteps));
    }

    [Fact]
    public void Steps_follow_the_schedule_and_stay_at_its_end()
    {
        using var scope = NewDisposeScope();
        using var model = new AnnealedRegressor();
        Assert.Equal(0, model.StepsMade);
        foreach (var (step, rate) in new[] { 0.5f, 0.375f, 0.125f, 0.125f, 0.125f }.Index())
        {
            Assert.Equal(rate, model.NextLearningRate, 1e-7f);
            Assert.Null(model.NextMomentum);
            var before = model.State.Values.clone();
            model.TrainStep(X, Y);
            Tensors.Near(before - rate * model.State.Gradients, model.State.Values, 1e-6);
            Assert.Equal(step + 1, model.StepsMade);
        }
        Assert.Equal(0.5f, model.LearningRate);
    }

    [Fact]
    public void Without_a_schedule_the_next_step_has_what_is_declared_or_set()
    {
        using var model = new SmallNet();
        Assert.Equal((0.05f, 0.9f), (model.NextLearningRate, model.NextMomentum));
        model.LearningRate = 0.01f;
        Assert.Equal(0.01f, model.NextLearningRate);
        using var adaptive = new Regressor();
        Assert.Equal((1e-2f, 0.9f), (adaptive.NextLearningRate, adaptive.NextMomentum));
    }

    [Fact]
    public void Learning_rate_and_momentum_of_the_next_step_run_against_each_other_as_TorchSharps()
    {
        using var scope = NewDisposeScope();
        using var model = new ScheduledRegressor(new() { TotalSteps = 12 });
        using var parameter = new TorchSharp.Modules.Parameter(zeros(1));
        using var optimizer = optim.SGD([parameter], 0.5, 0.9);
        var scheduler = optim.lr_scheduler.OneCycleLR(optimizer, 0.5, 12);
        for (var step = 0; step < 12; step++, scheduler.step())
        {
            var options = Assert.Single(optimizer.ParamGroups);
            Assert.Equal(options.LearningRate, model.NextLearningRate, 1e-6);
            Assert.Equal(((TorchSharp.Modules.SGD.ParamGroup)options).Options.momentum!.Value, model.NextMomentum!.Value, 1e-6);
            model.TrainStep(X, Y);
            optimizer.step();
        }
    }

    [Fact]
    public void OneCycleLR_trains_as_TorchSharps()
    {
        using var scope = NewDisposeScope();
        using var model = new ScheduledRegressor(new() { DType = ScalarType.Float64, TotalSteps = 12 });
        using var twin = new Twin(nn.Linear(4, 2)).Copying(model);
        using var optimizer = optim.SGD(twin.Network.parameters(), 0.5, 0.9);
        var scheduler = optim.lr_scheduler.OneCycleLR(optimizer, 0.5, 12);
        var (x, y) = (X.@double(), Y.@double());
        for (var step = 0; step < 12; step++, scheduler.step())
        {
            model.TrainStep(x, y);
            optimizer.zero_grad();
            nn.functional.mse_loss(twin.Network.call(x), y).backward();
            optimizer.step();
        }
        twin.AssertEquals(model, 1e-10);
    }

    [Fact]
    public void A_model_without_a_loss_trains_on_gradients()
    {
        using var scope = NewDisposeScope();
        using var model = new LosslessNet();
        var before = model.State.Values.clone();
        model.TrainForward(X);
        model.TrainBackward(ones(5, 3));
        model.Step();
        Tensors.Near(before - 0.5 * model.State.Gradients, model.State.Values, 1e-6);
        Assert.Null(typeof(LosslessNet).GetMethod("TrainStep"));
        Assert.False(typeof(ISupervisedModel).IsAssignableFrom(typeof(LosslessNet)));
    }

    [Fact]
    public void A_model_without_an_optimizer_says_so()
    {
        using var scope = NewDisposeScope();
        using var model = new BareNet();
        model.TrainForward(X);
        model.TrainBackward(ones(5, 3));
        const string message = "'BareNet' declares no optimizer; put one on the class, such as [AdamW(1e-3)].";
        Assert.Equal(message, Assert.Throws<InvalidOperationException>(() => model.Step()).Message);
        Assert.Equal(message, Assert.Throws<InvalidOperationException>(() => model.LearningRate).Message);
        Assert.Equal(message, Assert.Throws<InvalidOperationException>(() => model.TotalSteps = 3).Message);
    }

    [Fact]
    public void A_model_with_a_loss_and_no_optimizer_computes_gradients()
    {
        using var scope = NewDisposeScope();
        var assembly = RuntimeModel.Compile(RuntimeModel.Source("Net", "MSELoss", "4", "[Linear(2)] public partial Node Y { get; }"));
        using var model = RuntimeModel.Create(assembly, "Net");
        dynamic net = model;
        float loss = net.ComputeGradients(X, Y);
        Tensors.Near(nn.functional.mse_loss(model.forward(X), Y), tensor(loss), 1e-6);
        Assert.Null(model.GetType().GetMethod("TrainStep"));
    }

    [Fact]
    public void A_training_loop_needs_no_more_than_ISupervisedModel()
    {
        using var scope = NewDisposeScope();
        ISupervisedModel model = new Regressor();
        var first = model.ComputeGradients(X, Y);
        Assert.Equal(first, model.TrainStep(X, Y));
        for (var step = 0; step < 200; step++)
            model.TrainStep(X, Y);
        Assert.True(model.ComputeGradients(X, Y) < first / 10);
        Tensors.Near(model.LastOutput, model.Predict(X), 1e-6);
    }

    [Fact]
    public void Refuses_less_than_one_thread()
    {
        var refusal = Assert.Throws<ArgumentOutOfRangeException>(() => new SmallNet(new() { Threads = 0 }));
        Assert.StartsWith("The number of threads must be at least 1.", refusal.Message, StringComparison.Ordinal);
    }
}
