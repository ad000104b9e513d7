using DeepDsl;
using DeepDsl.Training;
using Runtime.Tests.Harness;
using Runtime.Tests.Models;
using TorchSharp;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.optim;

namespace Runtime.Tests.Twins;

/// <summary>Schedules of learning rate and momentum, step by step against torch.optim.lr_scheduler.</summary>
public sealed class ScheduleTests
{
    private const double Peak = 0.3;

    [Theory]
    [InlineData(40, 0.3, DeepDsl.AnnealStrategy.Cos)]
    [InlineData(37, 0.3, DeepDsl.AnnealStrategy.Linear)]
    [InlineData(100, 0.05, DeepDsl.AnnealStrategy.Cos)]
    [InlineData(10, 0.9, DeepDsl.AnnealStrategy.Cos)]
    [InlineData(7, 1.0, DeepDsl.AnnealStrategy.Linear)]
    [InlineData(2, 0.3, DeepDsl.AnnealStrategy.Cos)]
    public void OneCycleLR_equals_TorchSharps(int total, double share, DeepDsl.AnnealStrategy anneal)
    {
        var ours = new OneCycleLR(new() { PctStart = share, AnnealStrategy = anneal, DivFactor = 10, FinalDivFactor = 100, BaseMomentum = 0.8, MaxMomentum = 0.97 });
        using var parameter = new Parameter(zeros(1));
        using var optimizer = optim.SGD([parameter], Peak, 0.9);
        var theirs = lr_scheduler.OneCycleLR(optimizer, Peak, total, pct_start: share, anneal_strategy: (lr_scheduler.impl.OneCycleLR.AnnealStrategy)(int)anneal,
            base_momentum: 0.8, max_momentum: 0.97, div_factor: 10, final_div_factor: 100);
        for (var step = 0; step < total; step++, theirs.step())
        {
            var group = optimizer.ParamGroups.Single();
            Assert.Equal(group.LearningRate, ours.LearningRate(step, total, Peak), 1e-12);
            Assert.Equal(((IMomentum)group).Momentum, ours.Momentum(step, total)!.Value, 1e-12);
        }
    }

    [Fact]
    public void OneCycleLR_cycles_the_first_beta_of_Adam_as_TorchSharps()
    {
        using var scope = NewDisposeScope();
        using var model = new Regressor(new() { DType = ScalarType.Float64 });
        using var twin = new Twin(nn.Linear(4, 8), nn.Tanh(), nn.Linear(8, 2)).Copying(model);
        using var ours = new Updates(new DeepDsl.Training.Adam(new(0.01)), new OneCycleLR(new() { TotalSteps = 20 }), null);
        using var theirs = optim.Adam(twin.Network.parameters(), 0.01);
        var schedule = lr_scheduler.OneCycleLR(theirs, 0.01, 20);
        var (x, y) = (Tensors.Normal(seed: 1, [5, 4], ScalarType.Float64), Tensors.Normal(seed: 2, [5, 2], ScalarType.Float64));
        for (var step = 0; step < 20; step++, schedule.step())
        {
            model.ComputeGradients(x, y);
            ours.Apply(model.State);
            theirs.zero_grad();
            nn.functional.mse_loss(twin.Network.call(x), y).backward();
            theirs.step();
        }
        twin.AssertEquals(model, 1e-9);
    }

    // One of ten steps makes the way up no step long: PyTorch divides zero by zero there.
    [Theory]
    [InlineData(10, 0.1)]
    [InlineData(1, 1.0)]
    [InlineData(1, 0.3)]
    public void OneCycleLR_has_a_learning_rate_where_the_way_up_has_no_length(int total, double share)
    {
        var schedule = new OneCycleLR(new() { PctStart = share });
        Assert.All(Enumerable.Range(0, total), step => Assert.InRange(schedule.LearningRate(step, total, Peak), 0, Peak));
    }

    [Fact]
    public void OneCycleLR_without_momentum_leaves_it_as_declared() =>
        Assert.Null(new OneCycleLR(new() { CycleMomentum = false }).Momentum(0, 10));

    [Theory]
    [InlineData(40, 0.0)]
    [InlineData(7, 0.01)]
    [InlineData(1, 0.0)]
    public void CosineAnnealingLR_equals_TorchSharps(int total, double end)
    {
        var ours = new CosineAnnealingLR(new() { EtaMin = end });
        using var parameter = new Parameter(zeros(1));
        using var optimizer = optim.SGD([parameter], Peak);
        var theirs = lr_scheduler.CosineAnnealingLR(optimizer, total, end);
        for (var step = 0; step <= total; step++, theirs.step())
            Assert.Equal(optimizer.ParamGroups.Single().LearningRate, ours.LearningRate(step, total, Peak), 1e-12);
    }

    [Fact]
    public void CosineAnnealingLR_rises_in_equal_steps_and_then_falls_over_the_rest()
    {
        var warm = new CosineAnnealingLR(new() { WarmupSteps = 4, EtaMin = 0.02 });
        var plain = new CosineAnnealingLR(new() { EtaMin = 0.02 });
        for (var step = 0; step < 4; step++)
            Assert.Equal(Peak * (step + 1) / 5, warm.LearningRate(step, 24, Peak), 1e-12);
        for (var step = 0; step < 20; step++)
            Assert.Equal(plain.LearningRate(step, 20, Peak), warm.LearningRate(4 + step, 24, Peak), 1e-12);
    }
}
