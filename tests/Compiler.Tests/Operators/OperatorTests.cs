using DeepDsl;
using DeepDsl.Compiler;
using DeepDsl.Compiler.Declarations;
using DeepDsl.Compiler.Graph;
using DeepDsl.Compiler.Operators;
using DeepDsl.Compiler.Planning;
using DeepDsl.Compiler.Problems;

namespace Compiler.Tests.Operators;

/// <summary>What holds for every operator, at the uses that its own tests name.</summary>
public abstract class OperatorTests<TAttribute>
    where TAttribute : OperatorAttribute
{
    /// <summary>Uses of every option at every rank.</summary>
    protected abstract Use[] Uses { get; }

    /// <summary>The operator on its own: what it says of itself.</summary>
    private protected static Operator Place(string use, params string[] inputs)
    {
        var attribute = Assert.IsType<TAttribute>(Catalog.CreateAttribute(Declare.Attribute(use)));
        return Catalog.CreateOperator(attribute, inputs.Select(input => input.Shape()).ToEquatableArray());
    }

    /// <summary>The shape of the result as text.</summary>
    private protected static string OutputOf(string use, params string[] inputs)
    {
        var placed = Place(use, inputs);
        Assert.Null(placed.Misfit);
        return placed.Output.ToString();
    }

    /// <summary>The parameters as text, <c>weight (8, 3) of 3 and 8</c> with their fans.</summary>
    private protected static string ParametersOf(string use, params string[] inputs) => string.Join("; ", Place(use, inputs).Parameters.Select(parameter =>
        $"{parameter.Name} {parameter.Shape}{(parameter.Init.FanIn == 1 && parameter.Init.FanOut == 1 ? "" : $" of {parameter.Init.FanIn} and {parameter.Init.FanOut}")}"));

    /// <summary>The operator does not fit, and says so in these words.</summary>
    private protected static TMisfit Misfits<TMisfit>(string use, string[] inputs, string message, string? argument, string? suggestion = null, string? advice = null)
        where TMisfit : Misfit
    {
        var misfit = Assert.IsType<TMisfit>(Place(use, inputs).Misfit);
        Assert.Equal(message, misfit.Message);
        Assert.Equal((argument, suggestion, advice), (misfit.Argument, misfit.Suggestion, misfit.Advice));
        return misfit;
    }

    [Fact]
    public void Fits_where_it_is_used() => Assert.All(Uses, use =>
    {
        var node = NodeOf(use);
        Assert.Equal(Catalog.Operators.Single(entry => entry.Attribute == typeof(TAttribute)).Room, node.Operator!.GetType());
        Assert.Equal(node.Operator.Output, node.Shape);
        Assert.All(node.Shape.Dims, size => Assert.True(size > 0));
        Assert.True(node.Operator.Flops >= 0);
    });

    // A gradient of each factor costs as much as the product.
    [Fact]
    public void The_native_calls_of_a_step_do_what_it_counts() => Assert.All(Uses, use =>
    {
        if (NodeOf(use).Operator is not INativeWork work)
            return;
        var (flops, calls) = (3 * ((Operator)work).Flops, work.Work(3).ToArray());
        Assert.Equal(flops, calls.Where(call => call.Purpose == NativePurpose.Result).Sum(FlopsOf));
        Assert.Equal(2 * flops, calls.Where(call => call.Purpose != NativePurpose.Result).Sum(FlopsOf));
    });

    private static long FlopsOf(NativeCall call) => call switch
    {
        MatrixProduct product => 2L * product.M * product.N * product.K * product.Samples * product.Heads,
        ConvolutionCall convolution => (convolution.IsTransposed ? convolution.X : convolution.Y).Concat(convolution.Weight.Skip(1)).Aggregate(2L, (count, size) => count * size),
        _ => throw new ArgumentOutOfRangeException(nameof(call), call, "What does it do?"),
    };

    [Fact]
    public void Learns_what_has_a_name_a_size_and_a_start() => Assert.All(Uses, use =>
    {
        var placed = NodeOf(use).Operator!;
        string[] names = [.. placed.Parameters.Select(parameter => parameter.Name), .. placed.Buffers.Select(buffer => buffer.Name)];
        Assert.Distinct(names);
        // What is one tensor and nothing else bears the operator's name alone.
        Assert.All(names.Where(name => !use.IsSource || name.Length > 0), name => Assert.Matches(@"^[a-z_]+[0-9]?(\.[a-z_]+)?$", name));
        Assert.All(placed.Parameters, parameter => Assert.True(parameter.Shape.Elements > 0 && parameter.Init is { FanIn: > 0, FanOut: > 0 }));
    });

    [Fact]
    public void Is_planned_without_a_fault_wherever_it_stands() => Assert.All(Uses, use => Assert.All(Contexts(use), model =>
    {
        var plan = Declare.Plan(model);
        Assert.Empty(PlanVerifier.Verify(plan));
        Assert.Empty(Playback.Faults(plan));
        // What lends nothing but its shape has none.
        var read = plan.Program.Graph.LiveNodes.SelectMany(live => live.ValueInputs).ToHashSet();
        Assert.Equal(plan.Program.Graph.Inputs.Where(input => !input.IsInteger).Select(read.Contains), plan.Program.InputGradients.Select(gradient => gradient is not null));
    }));

    [Fact]
    public void Is_planned_without_a_fault_in_inference() => Assert.All(Uses, use => Assert.All(Contexts(use), model =>
    {
        var plan = ModelCompiler.PlanInference(Declare.Graph(model));
        Assert.Empty(PlanVerifier.Verify(plan));
        Assert.Empty(Playback.Faults(plan));
        Assert.Empty(plan.Program.Backward);
    }));

    [Fact]
    public void Becomes_code_on_every_path() => Assert.All(Uses, use => Assert.All(Contexts(use), model =>
    {
        var files = Declare.Files("[SGD(0.1)] class Net " + model);
        Assert.Equal(6, files.Count);
        Assert.Empty(files.SelectMany(file => CodeText.Faults(file.Text)));
    }));

    private static GraphNode NodeOf(Use use) => Declare.Sound(Declare.Graph(use.Model)).Members["Y"];

    /// <summary>Alone, behind something that learns, used twice, with and without another result, and twice in a row.</summary>
    protected virtual string[] Contexts(Use use) => use.IsSource ? [use.Model, $"{use.Model} [From(nameof(Y)), Tanh, Add(nameof(Y))] Z", $"{use.Members} [{use.Operator}] [Output] Y [ReLU] [Output] Z"] :
    [
        use.Model,
        $"{use.Members} [From(nameof(A)), LayerNorm, {use.Operator}] Y",
        $"{use.Members} [From(nameof(A)), {use.Operator}] Y [ReLU] Left [From(nameof(Y)), Tanh, Add(nameof(Left))] Z",
        $"{use.Members} [From(nameof(A)), {use.Operator}] [Output] Y [ReLU] [Output] Z",
        $"{use.Members} [From(nameof(A)), {use.Operator}] Y [From(nameof(A)), {use.Operator}, Add(nameof(Y))] Z",
    ];
}
