using DeepDsl.Compiler.Graph;
using DeepDsl.Compiler.Planning;
using DeepDsl.Compiler.Shapes;

namespace Compiler.Tests.Planning;

public sealed class StepTests
{
    private static readonly BlockInstance Model = new(null, "", "Net", "", "");
    private static readonly Value X = new(Model, "X", Shape.Of(8), Residence.PerSample);
    private static readonly Value Y = new(Model, "Y", Shape.Of(8), Residence.PerSample);

    [Fact]
    public void Knows_what_it_reads_and_writes()
    {
        var step = new Step(Model, null, $"Kernel.Run({X}, {(Value?)null}, {new Written(Y)})", StepCondition.Always);
        Assert.Equal([X], step.Reads);
        Assert.Equal([Y], step.Writes);
    }

    [Fact]
    public void Is_a_call_in_CSharp_under_every_culture()
    {
        using var _ = Culture.Polish();
        var step = new Step(Model, null, $"Kernel.Run({X}, {new Written(Y)}, {0.5}, {-3}, {true}, {null}, {"axis: 1"}, new Function())", StepCondition.Always);
        Assert.Equal("Kernel.Run(w.X, w.Y, 0.5, -3, true, null, axis: 1, new Function())", step.Text);
    }

    [Fact]
    public void A_view_belongs_to_the_root_of_what_it_looks_at()
    {
        var view = new Value(Model, "V", Shape.Of(2, 4), Residence.PerSample) { ViewOf = X };
        var viewOfView = new Value(Model, "W", Shape.Of(4, 2), Residence.PerSample) { ViewOf = view };
        Assert.Same(X, viewOfView.Root);
        Assert.Same(X, X.Root);
    }
}
