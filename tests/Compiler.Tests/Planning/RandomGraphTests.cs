using CsCheck;
using DeepDsl.Compiler;
using DeepDsl.Compiler.Operators;
using DeepDsl.Compiler.Planning;

namespace Compiler.Tests.Planning;

/// <summary>What holds for every model, on random ones.</summary>
public sealed class RandomGraphTests
{
    private const int Graphs = 500;

    [Fact]
    public void Plans_have_no_fault_whatever_is_wanted_of_them() => RandomGraphs.Sources.Sample(source =>
    {
        var plan = Declare.Plan(source);
        Assert.Empty(PlanVerifier.Verify(plan));
        Assert.Empty(Playback.Faults(plan));
    }, iter: Graphs);

    [Fact]
    public void Plans_of_inference_have_no_fault() => RandomGraphs.Sources.Sample(source =>
    {
        var plan = ModelCompiler.PlanInference(Declare.Graph(source));
        Assert.Empty(PlanVerifier.Verify(plan));
        Assert.Empty(Playback.Faults(plan));
    }, iter: Graphs);

    [Fact]
    public void Every_gradient_is_there_if_it_is_wanted() => RandomGraphs.Sources.Sample(source =>
    {
        var plan = Declare.Plan(source);
        var learned = plan.Program.Graph.LiveNodes.SelectMany(node => node.Operator!.Parameters.Select(parameter => node.StateNameOf(parameter.Name)));
        var written = Playback.Made(plan, StepCondition.Parameters).SelectMany(item => item.Step.Writes).Where(value => value.Residence == Residence.Model);
        Assert.Equal(learned.Order(StringComparer.Ordinal), written.Select(value => value.Name).Order(StringComparer.Ordinal));
    }, iter: Graphs);

    [Fact]
    public void No_step_is_made_for_nothing() => RandomGraphs.Sources.Sample(source =>
    {
        var plan = Declare.Plan(source);
        var needed = plan.Program.Outputs.Concat(plan.Program.InputGradients.OfType<Value>()).Select(value => value.Root).ToHashSet();
        foreach (var (step, _) in plan.Steps.Reverse())
        {
            Assert.Contains(step.Writes, value => value.Residence == Residence.Model || needed.Contains(value.Root));
            needed.UnionWith(step.Reads.Select(value => value.Root));
        }
    }, iter: Graphs);

    [Fact]
    public void Text_is_sound_and_the_same_every_time_under_every_culture() => RandomGraphs.Sources.Sample(source =>
    {
        var files = Declare.Files(source);
        Assert.Equal(6, files.Count);
        Assert.All(files, file => Assert.Empty(CodeText.Faults(file.Text)));
        using var _ = Culture.Polish();
        Assert.Equal(files, Declare.Files(source));
    }, iter: Graphs);

    [Fact]
    public void Slots_of_a_workspace_lie_in_slots_above_them() => RandomGraphs.Sources.Sample(source =>
    {
        var plan = Declare.Plan(source);
        var used = plan.Values.Where(plan.IsUsed).ToList();
        Assert.All(used, value => Assert.True(plan.TakenFrom(value) is not { } other || used.IndexOf(other) < used.IndexOf(value)));
    }, iter: Graphs);

    [Fact]
    public void Random_graphs_use_every_operator()
    {
        var used = new HashSet<Type>();
        RandomGraphs.Sources.Sample(source => used.UnionWith(Declare.Graph(source).Nodes.Select(node => node.Operator?.GetType()).OfType<Type>()), iter: Graphs, threads: 1);
        // A ConcatOf has become a Concat by then, and the sources have both.
        Assert.Equal(Catalog.Operators.Select(entry => entry.Room.Name).Where(name => name != "ConcatOf").Order(StringComparer.Ordinal), used.Select(type => type.Name).Order(StringComparer.Ordinal));
    }
}
