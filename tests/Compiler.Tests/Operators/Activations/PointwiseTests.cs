using DeepDsl;
using DeepDsl.Compiler.Operators;
using DeepDsl.Compiler.Planning;

namespace Compiler.Tests.Operators.Activations;

/// <summary>What holds for every elementwise operator.</summary>
public abstract class PointwiseTests<TAttribute> : OperatorTests<TAttribute>
    where TAttribute : OperatorAttribute
{
    protected abstract string[] Forms { get; }

    protected sealed override Use[] Uses =>
        [.. Forms.SelectMany(form => (Use[])[new(form, "(37)"), new(form, "(3, 4)"), new(form, "(3, 4, 5)"), new(form, "(2, 3, 4, 5)")])];

    /// <summary>Whether the backward pass reads the result instead of the input, so that the result may take the input's place.</summary>
    protected abstract bool IsInPlace { get; }

    [Fact]
    public void Fits_a_scalar_and_keeps_every_shape() =>
        Assert.All(Forms, form => Assert.All<string>(["()", "(37)", "(2, 3, 4, 5)"], shape => Assert.Equal(shape, OutputOf(form, shape))));

    [Fact]
    public void Learns_nothing_and_costs_once_per_element() => Assert.All(Forms, form =>
    {
        Assert.Equal("", ParametersOf(form, "(3, 4, 5)"));
        Assert.Equal(60, Place(form, "(3, 4, 5)").Flops);
    });

    [Fact]
    public void Takes_the_place_of_its_input_where_the_backward_pass_allows() => Assert.All(Forms, form =>
    {
        var plan = Declare.Plan($"[Input(8)] X [LayerNorm, {form}, Linear(8)] Y");
        var result = plan.Program.Values.Single(value => value.Name == "Y" + Place(form, "(8)").Kind);
        Assert.Equal(IsInPlace, plan.OwnerOf(result) != result);
    });

    /// <summary>The initializer that <see cref="Initializer.Auto"/> takes before it, and its gain.</summary>
    private protected static (Initializer, double) MatchingOf(string use) => Assert.IsType<IActivation>(Place(use, "(8)"), exactMatch: false).Matching;

    /// <summary>The kernel's struct and the portable call.</summary>
    private protected static void Becomes(string use, string function, string portable)
    {
        var graph = Declare.Sound(Declare.Graph($"[Input(8)] X [{use}] Y"));
        Assert.Equal($"PointwiseKernel.Forward(w.X, w.Y, {function})", Assert.Single(Declare.Plan($"[Input(8)] X [{use}] Y").Program.Forward).Text);
        Assert.Equal(portable, graph.Members["Y"].Operator!.Portable(new PortableCall(graph.Members["Y"], ["x"], "", false)));
    }
}
