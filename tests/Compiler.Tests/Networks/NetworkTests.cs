using Compiler.Tests.Signal;
using DeepDsl.Compiler.Planning;

namespace Compiler.Tests.Networks;

/// <summary>A published network: its shapes member by member, and the number of parameters its authors or PyTorch's zoo give.</summary>
public abstract class NetworkTests
{
    protected abstract string Source { get; }

    protected abstract long Parameters { get; }

    /// <summary>The members with the shapes that their operators make, each once.</summary>
    protected abstract string Shapes { get; }

    [Fact]
    public void Has_as_many_parameters_as_published() => Assert.Equal(Parameters,
        Declare.Sound(Declare.Graph(Source)).Nodes.Where(node => !node.IsInput).Sum(node => node.Operator!.Parameters.Sum(parameter => parameter.Shape.Elements)));

    [Fact]
    public void Has_the_shapes_as_published()
    {
        var graph = Declare.Sound(Declare.Graph(Source));
        var layers = graph.Nodes.GroupBy(node => node.Site.Member, node => node.Shape.ToString());
        Assert.Equal(Shapes.ReplaceLineEndings("\n"), string.Join("\n", layers.Select(member => $"{member.Key} {string.Join(" → ", member.Distinct())}")));
    }

    [Fact]
    public void Is_planned_without_a_fault()
    {
        var plan = Declare.Plan(Source);
        Assert.Empty(PlanVerifier.Verify(plan));
        Assert.Empty(Playback.Faults(plan));
    }

    [Fact]
    public void Has_signals() => EveryModelTests.HasNumbers(Declare.Graph(Source));

    [Fact]
    public void Becomes_code() => Assert.Empty(Declare.Files(Source).SelectMany(file => CodeText.Faults(file.Text)));
}
