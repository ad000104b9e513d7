using DeepDsl.Corpus.Truth;
using DeepDsl.Corpus.Truth.Grid;
using DeepDsl.Corpus.Truth.Sources;

namespace Corpus.Tests;

/// <summary>What the rules say comes true: models are trained as they are and with the fixes that are offered.</summary>
public sealed class TruthTests
{
    [Fact]
    public void No_model_of_the_grid_stands_there_twice() => Assert.Equal(Stacks.All.Count, Stacks.All.Select(stack => stack.Source).Distinct().Count());

    [Fact]
    public async Task Every_kind_of_stack_is_csharp()
    {
        foreach (var stack in Stacks.All.DistinctBy(stack => (stack.IsConvolutional, stack.Norm, stack.IsResidual)))
            Assert.NotNull((await ModelSource.ReadAsync((stack with { Depth = 4 }).Source, TestContext.Current.CancellationToken)).Load().GetType("Truth.Net"));
    }

    [Fact]
    public async Task A_fix_mends_what_a_warning_says_will_fail()
    {
        var stack = Stacks.All.First(stack => stack is { Depth: 12, Activation: "Sigmoid", Initializer.Name: "Auto", Norm: null, IsResidual: false });
        var model = Assert.Single(await TruthCommand.ExamineAsync([stack], jobs: 1, TestContext.Current.CancellationToken));
        Assert.True(model is { IsWarnedOf: true, Trains: false }, $"{model}");
        Assert.NotEmpty(model.Fixes);
        Assert.All(model.Fixes, fix => Assert.True(fix.Trains, $"{fix}"));
    }

    [Fact]
    [Trait("Category", "Heavy")]
    public async Task Warnings_and_silence_and_fixes_are_right_in_a_part_of_the_grid()
    {
        var models = await TruthCommand.ExamineAsync(TruthCommand.QuickStacks, jobs: 1, TestContext.Current.CancellationToken);
        Assert.All(models.Where(model => model.IsWarnedOf), model => Assert.False(model.Trains, $"{model}"));
        Assert.All(models.Where(model => !model.IsWarnedOf), model => Assert.True(model.Trains, $"{model}"));
        Assert.All(models.Where(model => model.IsWarnedOf).SelectMany(model => model.Fixes).Where(fix => fix.Left.Count == 0), fix => Assert.True(fix.Trains, $"{fix}"));
    }
}
