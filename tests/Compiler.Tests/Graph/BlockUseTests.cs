using DeepDsl.Compiler.Graph;
using DeepDsl.Compiler.Planning;

namespace Compiler.Tests.Graph;

/// <summary>[Use&lt;Block&gt;]: what it expands to, how that is named, and what can be wrong with it.</summary>
public sealed class BlockUseTests
{
    private const string Blocks = """
        block Gated { [Hyper] int W [Hyper(0.5)] double Factor [Hyper(true)] bool Deep [Input] X [Linear(nameof(W)), Tanh(When = nameof(Deep))] Half [Scale(nameof(Factor))] Y }
        block Pair { [Hyper] int W [Input] A [Input] B [From(nameof(A)), Linear(nameof(W)), Add(nameof(B))] Y }
        block Conv { [Hyper] int C [Hyper(1)] int Stride [Input] X [Conv2d(nameof(C), 3, Stride = nameof(Stride), Padding = 1, Bias = false), BatchNorm2d, ReLU] Y }
        block BasicBlock { [Hyper] int C [Hyper(1)] int Stride [Input] X [Use<Conv>(nameof(C), nameof(Stride))] Y [Use<Conv>(nameof(C)), Residual(nameof(X), Projection = Projection.Conv1x1)] Z }
        block Tied { [Input] X Width => X.Features [Linear(6)] Down [Linear(nameof(Width)), Tanh] Up [Linear(6, TieWeight = nameof(Down))] Y }
        block Wrong { [Input] X [Linear(4), Add(nameof(Misspelt))] Y }
        block Endless { [Input] X [Tanh, Use<Endless>] Y }
        block Ping { [Input] X [Use<Pong>] Y }
        block Pong { [Input] X [Tanh, Use<Ping>] Y }

        """;

    [Fact]
    public void Members_of_the_block_become_part_of_the_model()
    {
        var graph = Expanded("[Input(8)] X [Use<Gated>(3)] Y [ReLU] Z");
        Assert.Equal(["X (8)", "YGated.HalfLinear (3)", "YGated.Half (3)", "YGated.Y (3)", "Z (3)"], graph.Nodes.Select(node => node.ToString()));
        Assert.Equal(["Input", "Linear(3)", "Tanh", "Scale(0.5)", "ReLU"], graph.Nodes.Select(node => node.Text));
        Assert.Same(graph.Members["Y"], Assert.Single(graph.Members["Z"].Inputs));
    }

    [Theory]
    [InlineData("Use<Gated>(3)", "y.gated.half.linear.weight y.gated.half.linear.bias")]
    [InlineData("Use<Gated>(3, Repeat = 2)", "y.gated.0.half.linear.weight y.gated.0.half.linear.bias y.gated.1.half.linear.weight y.gated.1.half.linear.bias")]
    [InlineData("Use<Gated>(3), ReLU, Use<Gated>(4)", "y.gated.half.linear.weight y.gated.half.linear.bias y.gated2.half.linear.weight y.gated2.half.linear.bias")]
    [InlineData("Use<Gated>(3, Name = \"fc\")", "fc.half.linear.weight fc.half.linear.bias")]
    [InlineData("Use<Gated>(3, Repeat = 1, Name = \"layers\")", "layers.0.half.linear.weight layers.0.half.linear.bias")]
    [InlineData("Use<Gated>(3, Repeat = 2, Name = \"encoder.layer_{0}\")", "encoder.layer_0.half.linear.weight encoder.layer_0.half.linear.bias encoder.layer_1.half.linear.weight encoder.layer_1.half.linear.bias")]
    [InlineData("Use<Gated>(3, Repeat = 2, Name = \"layer{9}.gate\")", "layer9.gate.half.linear.weight layer9.gate.half.linear.bias layer10.gate.half.linear.weight layer10.gate.half.linear.bias")]
    [InlineData("Use<Gated>(3, Name = \"layer{1}\")", "layer1.half.linear.weight layer1.half.linear.bias")]
    [InlineData("Use<Gated>([3])", "y.gated.0.half.linear.weight y.gated.0.half.linear.bias")]
    [InlineData("Use<Gated>([3, 4], Name = \"layers\")", "layers.0.half.linear.weight layers.0.half.linear.bias layers.1.half.linear.weight layers.1.half.linear.bias")]
    public void Parameters_are_named_after_member_and_block(string use, string names) => Assert.Equal(names, StateNames(Expanded($"[Input(8)] X [{use}] Y")));

    [Fact]
    public void Blocks_in_blocks_are_named_from_the_outside() => Assert.Equal(
        [
            "layer1.basic_block.0.y.conv.y.conv.weight", "layer1.basic_block.0.z.conv.y.conv.weight", "layer1.basic_block.0.z.projection.weight",
            "layer1.basic_block.1.y.conv.y.conv.weight", "layer1.basic_block.1.z.conv.y.conv.weight",
        ],
        StateNames(Expanded("[Input(3, 8, 8)] X [Use<BasicBlock>(4, [2, 1])] Layer1")).Split(' ').Where(name => name.EndsWith("conv.weight", StringComparison.Ordinal) || name.EndsWith("projection.weight", StringComparison.Ordinal)));

    [Fact]
    public void Names_that_run_into_each_other_are_kept_apart()
    {
        const string Source = "[Input(3)] X [Use<Gated>(3, Repeat = 3), Use<Gated>(3)] Y [Linear(3)] YGated2Half";
        Assert.Equal(
            ["y.gated.0.half.linear.weight", "y.gated.1.half.linear.weight", "y.gated.2.half.linear.weight", "y.gated2.half.linear.weight", "y_gated2_half.linear.weight"],
            StateNames(Expanded(Source)).Split(' ').Where(name => name.EndsWith("weight", StringComparison.Ordinal)));
        Assert.All(Declare.Files("[MSELoss, SGD(0.1)] class Net " + Blocks + Source), file => Assert.Empty(CodeText.Faults(file.Text)));
    }

    [Theory]
    [InlineData("Use<Gated>(3)", "Linear(3) Tanh Scale(0.5)")]
    [InlineData("Use<Gated>(3, 2)", "Linear(3) Tanh Scale(2)")]
    [InlineData("Use<Gated>(3, 0.25, false)", "Linear(3) Scale(0.25)")]
    [InlineData("Use<Gated>(nameof(N))", "Linear(5) Tanh Scale(0.5)")]
    [InlineData("Use<Gated>(nameof(Twice), nameof(Ratio), nameof(Off))", "Linear(16) Scale(0.75)")]
    [InlineData("Use<Gated>([3, nameof(N)])", "Linear(3) Tanh Scale(0.5) Linear(5) Tanh Scale(0.5)")]
    [InlineData("Use<Gated>(3, [0.5, 2], Repeat = 2)", "Linear(3) Tanh Scale(0.5) Linear(3) Tanh Scale(2)")]
    [InlineData("Use<Gated>([3, 4], 2, [true, false], Repeat = 0)", "Linear(3) Tanh Scale(2) Linear(4) Scale(2)")]
    [InlineData("Use<Gated>([7])", "Linear(7) Tanh Scale(0.5)")]
    [InlineData("Use<Gated>(3, Repeat = nameof(Depth))", "Linear(3) Tanh Scale(0.5) Linear(3) Tanh Scale(0.5)")]
    [InlineData("Use<Gated>(3, Until = nameof(Gated.Half))", "Linear(3) Tanh")]
    [InlineData("Use<Gated>(3, Repeat = 2, Until = nameof(Gated.Half))", "Linear(3) Tanh Linear(3) Tanh")]
    [InlineData("Use<Gated>(3, When = nameof(Off)), ReLU", "ReLU")]
    public void Hyperparameters_may_be_numbers_names_arrays_or_left_out(string use, string operators)
    {
        var graph = Expanded($"N => 5 Depth => 2 Ratio => 0.75 Off => false [Input(8)] X Twice => 2 * X.Features [{use}] Y");
        Assert.Equal(operators, string.Join(" ", graph.Nodes.Where(node => !node.IsInput).Select(node => node.Text)));
    }

    [Fact]
    public void The_first_input_runs_through_all_repetitions_and_the_others_stay()
    {
        var graph = Expanded("[Input(8)] X [Linear(4)] Side [From(nameof(X)), Use<Pair>(4, Repeat = 2, Inputs = [nameof(Side)])] Y");
        Assert.Equal(["Side", "Side"], graph.Nodes.Where(node => node.Text.StartsWith("Add", StringComparison.Ordinal)).Select(node => node.Inputs[1].Name));
        Assert.Equal(["X", "X", "Y0.Y"], graph.Nodes.Where(node => node.Text == "Linear(4)").Select(node => node.Inputs[0].Name));
    }

    [Theory]
    [InlineData("Use<Nested>", "3")]
    [InlineData("Linear(nameof(Stem)), Tanh", "3")]
    public void A_hyperparameter_of_a_model_has_its_default(string use, string size) => Assert.Equal(
        $"({size})", Expanded($"block Nested {{ [Hyper(3)] int N [Input] X [Linear(nameof(N))] Y }} [Hyper(3)] int Stem [Input(8)] X [{use}] Y").Members["Y"].Shape.ToString());

    [Fact]
    public void A_hyperparameter_of_a_model_needs_a_default() => Assert.Equal(
        ["Width UnknownName: The hyperparameter 'Width' of a model needs a default, as in [Hyper(64)]: nothing gives it a value"],
        ProblemText.Of("[Hyper] int Width [Input(8)] X [Linear(4)] Y"));

    [Theory]
    [InlineData("[Hyper(0.5)] int Width", "Width UnknownName: The hyperparameter 'Width' is an int, but its default is 0.5")]
    [InlineData("[Hyper(true)] double Width", "Width UnknownName: The hyperparameter 'Width' is a double, but its default is true")]
    [InlineData("[Hyper(1)] bool Width", "Width UnknownName: The hyperparameter 'Width' is a bool, but its default is 1")]
    [InlineData("[Hyper(1)] double Width")]
    public void A_default_is_of_the_hyperparameters_type(string hyper, params string[] problems)
    {
        Assert.Equal(problems, ProblemText.Of($"{hyper} [Input(8)] X [Linear(4)] Y"));
        Assert.Equal(problems, Declare.Block($"block Odd {{ {hyper} [Input] X [Linear(4)] Y }}", "Odd").Problems.Select(ProblemText.Line));
        Assert.Empty(Declare.Graph($"block Odd {{ {hyper} [Input] X [Linear(4)] Y }} [Input(8)] X [Use<Odd>] Y").Problems);
    }

    [Theory]
    [InlineData("Use<Gated>", "Y[0] UnknownName: 'Gated' needs a value for its hyperparameter 'W', the first argument")]
    [InlineData("Use<Gated>(3, 2, true, 4)", "Y[0].3 UnknownName: 'Gated' has 3 hyperparameters, but gets 4")]
    [InlineData("Use<Tied>(3)", "Y[0].0 UnknownName: 'Tied' has no hyperparameters, but gets 1")]
    [InlineData("Use<Pair>(3, 4)", "Y[0].Inputs UnknownName: 'Pair' has 2 inputs, but gets 1: the current value comes first, the others are named in Inputs")]
    [InlineData("Use<Gated>(2.5)", "Y[0].0 UnknownName: 'W' of 'Gated' is an int, but gets 2.5")]
    [InlineData("Use<Gated>(true)", "Y[0].0 UnknownName: 'W' of 'Gated' is an int, but gets true")]
    [InlineData("Use<Gated>(3, false)", "Y[0].1 UnknownName: 'Factor' of 'Gated' is a double, but gets false")]
    [InlineData("Use<Gated>(3, 2, 1)", "Y[0].2 UnknownName: 'Deep' of 'Gated' is a bool, but gets 1")]
    [InlineData("Use<Gated>([3, 2.5])", "Y[0].0 UnknownName: 'W' of 'Gated' is an int, but gets 2.5")]
    [InlineData("Use<Gated>(nameof(Wdith))", "Y[0].0 UnknownName: There is no constant or computed member 'Wdith'; did you mean 'Width'?")]
    [InlineData("Use<Gated>(3, nameof(Hafl))", "Y[0].1 UnknownName: There is no constant or computed member 'Hafl'; did you mean 'Half'?")]
    [InlineData("Use<Gated>([3, nameof(Wdith)])", "Y[0].0[1] UnknownName: There is no constant or computed member 'Wdith'; did you mean 'Width'?")]
    [InlineData("MultiheadAttention(2, Memory = nameof(Foo))", "Y[0].Memory UnknownName: There is no member 'Foo'; known so far: X")]
    [InlineData("Use<Gated>(nameof(X))", "Y[0].0 UnknownName: 'X' is a Node, but a number or flag is expected here")]
    [InlineData("Use<Gated>(3, Inputs = [nameof(X)])", "Y[0].Inputs UnknownName: 'Gated' has one input, but gets 2: the current value comes first, the others are named in Inputs")]
    [InlineData("Use<Gated>(3, Inputs = [nameof(Foo)])", "Y[0].Inputs[0] UnknownName: There is no member 'Foo'; known so far: X")]
    [InlineData("Use<Gated>([3, 4], Repeat = 3)", "Y[0].Repeat UnknownName: The repetitions do not agree: 3 and 2; Repeat and the lengths of all arrays must be the same")]
    [InlineData("Use<Gated>([3, 4], [1, 2, 3])", "Y[0].Repeat UnknownName: The repetitions do not agree: 2 and 3; Repeat and the lengths of all arrays must be the same")]
    [InlineData("Use<Gated>(3, Repeat = 0)", "Y[0].Repeat UnknownName: Repeat must be a whole number of at least 1, but is 0")]
    [InlineData("Use<Gated>(3, Repeat = -1)", "Y[0].Repeat UnknownName: Repeat must be a whole number of at least 1, but is -1")]
    [InlineData("Use<Gated>(3, Repeat = nameof(Half))", "Y[0].Repeat UnknownName: Repeat must be a whole number of at least 1, but is 0.5")]
    [InlineData("Use<Gated>(3, Repeat = nameof(Flag))", "Y[0].Repeat UnknownName: Repeat must be a whole number of at least 1, but is true")]
    [InlineData("Use<Gated>(3, Until = nameof(Gated.Hafl))", "Y[0].Until UnknownName: 'Gated' has no node 'Hafl'; did you mean 'Half'?")]
    [InlineData("Use<Gated>(3, Share = nameof(X))", "Y[0].Share UnknownName: Share needs an earlier member with the same [Use<Gated>], which 'X' is not")]
    [InlineData("Use<Gated>(3, Repeat = 2, Name = \"layer{x}\")", "Y[0] UnknownName: In 'Gated', 'Half': The name \"layer{x}.0.half.linear\" cannot stand in a state dictionary; parts of letters, digits, '_' and '-', joined by dots, can")]
    [InlineData("Use<Gated>(3, Name = \"a b\")", "Y[0] UnknownName: In 'Gated', 'Half': The name \"a b.half.linear\" cannot stand in a state dictionary; parts of letters, digits, '_' and '-', joined by dots, can")]
    public void Says_what_is_wrong_with_a_use(string use, string problem) =>
        Assert.Equal([problem], ProblemText.Of($"{Blocks} Width => 4 Half => 0.5 Flag => true [Input(8)] X [{use}] Y").Take(1));

    [Theory]
    [InlineData("Endless", "Y[1] Cycle: 'Endless' uses itself, so it would never end")]
    [InlineData("Ping", "Y[0] Cycle: 'Ping' uses itself through 'Pong', so it would never end")]
    [InlineData("Pong")]
    [InlineData("Around")]
    public void Recursion_is_refused_at_one_of_the_blocks_and_nowhere_else(string block, params string[] problems)
    {
        const string Source = Blocks + "block Around { [Input] X [Use<Ping>, Use<Endless>] Y }";
        Assert.Equal(problems, Declare.Block(Source, block).Problems.Select(ProblemText.Line));
        var user = Declare.Graph($"{Source} [MSELoss] class Net [Input(8)] X [Use<{block}>] Y");
        Assert.Empty(user.Problems);
        Assert.False(user.IsSound);
    }

    [Fact]
    public void A_model_that_uses_itself_is_told()
    {
        var model = Declare.Model("[Input(8)] X [Tanh] H [Use<Net>] Y");
        var graph = DeepDsl.Compiler.ModelCompiler.Analyze(model with { Blocks = [model] });
        Assert.Equal("Y[0] Cycle: 'Net' uses itself, so it would never end", Assert.Single(graph.Problems).Line());
        Assert.False(graph.IsSound);
    }

    [Theory]
    [InlineData("block Odd { [Input] X [Linear(4), MSELoss] Y }", "Y[1] IdleAttribute: [MSELoss] has no effect in a block: put the loss on the model that uses 'Odd'")]
    [InlineData("block Odd { [Input] X [Linear(4), Output, MSELoss(Target = nameof(X)), CrossEntropyLoss] Y }", "Y[2] IdleAttribute: [MSELoss] has no effect in a block: put the loss on the model that uses 'Odd'", "Y[3] IdleAttribute: [CrossEntropyLoss] has no effect in a block: put the loss on the model that uses 'Odd'")]
    public void A_loss_in_a_block_is_not_passed_over_in_silence(string block, params string[] problems)
    {
        Assert.Equal(problems, Declare.Block(block, "Odd").Problems.Select(ProblemText.Line));
        var user = Declare.Graph($"{block} [MSELoss] class Net [Input(8)] X [Use<Odd>] Y");
        Assert.Empty(user.Problems);
        Assert.False(user.IsSound);
    }

    [Theory]
    [InlineData("MSELoss", "loss")]
    [InlineData("Adam", "optimizer")]
    [InlineData("OneCycleLR", "schedule")]
    [InlineData("ClipGradNorm(1)", "clipping")]
    public void Nor_is_what_belongs_on_a_models_class(string attribute, string kind)
    {
        var model = Declare.Model("block Odd { [Input] X [Linear(4)] Y }");
        var block = model.Blocks[0] with { Attributes = [Declare.Attribute(attribute)] };
        var name = attribute.Split('(')[0];
        Assert.Equal($"class[0] IdleAttribute: [{name}] has no effect in a block: put the {kind} on the model that uses 'Odd'", Assert.Single(DeepDsl.Compiler.ModelCompiler.Analyze(block).Problems).Line());
    }

    [Fact]
    public void A_mistake_inside_a_block_is_reported_once_at_the_use_with_its_own_place()
    {
        var problem = Assert.Single(Declare.Graph(Blocks + "[Input(8)] X [Tanh, Use<BasicBlock>(4, Repeat = 3)] Y").Problems);
        Assert.Equal("Y[1] ShapeMismatch: In 'Conv', 'Y': [Conv2d] needs an input (channels, height, width), but gets (8) [X (8) → Tanh (8)]", problem.Line());
        Assert.Equal(new("Conv", new("Y", 0)), problem.Inner);
        Assert.Null(problem.Misfit.Argument);
    }

    [Fact]
    public void Two_uses_with_one_mistake_are_two_mistakes() => Assert.Equal(
        ["A[0] ShapeMismatch", "B[1] ShapeMismatch"], ProblemText.Kinds(Blocks + "[Input(8)] X [Use<Gated>(0)] A [From(nameof(X)), Use<Gated>(0)] B"));

    [Fact]
    public void A_block_with_mistakes_of_its_own_leaves_its_users_silent_but_unsound()
    {
        var graph = Declare.Graph(Blocks + "[MSELoss] class Net [Input(8)] X [Use<Wrong>] Y [Linear(2)] Z");
        Assert.Empty(graph.Problems);
        Assert.False(graph.IsSound);
        Assert.Equal("Y[1].0 UnknownName: There is no member 'Misspelt'; known so far: X", Assert.Single(Declare.Block(Blocks, "Wrong").Problems).Line());
    }

    [Theory]
    [InlineData("Gated")]
    [InlineData("Pair")]
    [InlineData("Conv")]
    [InlineData("BasicBlock")]
    [InlineData("Tied")]
    public void A_block_by_itself_has_no_shapes_and_no_problems(string block)
    {
        var graph = Declare.Block(Blocks, block);
        Assert.Empty(graph.Problems);
        Assert.All(graph.Nodes, node => Assert.False(node.Shape.IsKnown));
    }

    [Theory]
    [InlineData("block Odd { [Hyper] int Width [Input] X [Linear(nameof(Widht))] Y }", "Y[0].0 UnknownName: There is no constant or computed member 'Widht'; did you mean 'Width'?")]
    [InlineData("block Odd { [Input] X [From(nameof(Z))] Y [Tanh] Z }", "Y[0].0 Cycle: 'Y' is made before 'Z', so it cannot use it; members are made in the order in which they stand")]
    public void A_block_is_told_of_its_own_mistakes(string block, string problem) => Assert.Equal([problem], Declare.Block(block, "Odd").Problems.Select(ProblemText.Line));

    [Fact]
    public void Sharing_uses_the_parameters_of_an_earlier_use()
    {
        var graph = Expanded("[Input(8)] A [Input(8)] B [From(nameof(A)), Use<Gated>(3, Repeat = 1)] Left [From(nameof(B)), Use<Gated>(3, Share = nameof(Left)), Concat(nameof(Left))] Y");
        var shared = graph.Nodes.Single(node => node.SharedWith is not null && node.Operator!.Parameters.Any());
        Assert.Equal(("left.gated.0.half.linear", "left.gated.0.half.linear"), (shared.StateName, shared.OwnerOf("weight").StateName));
        Assert.Equal("left.gated.0.half.linear.weight left.gated.0.half.linear.bias", StateNames(graph));
    }

    [Fact]
    public void Sharing_needs_as_many_repetitions() => Assert.Equal(
        ["Y[0].Share UnknownName: Share needs an earlier member with the same [Use<Gated>], which 'A' is not"],
        ProblemText.Of(Blocks + "[Input(3)] X [Use<Gated>(3, Repeat = 2)] A [Use<Gated>(3, Share = nameof(A))] Y"));

    [Theory]
    [InlineData("[Linear(6, TieWeight = nameof(Table))] Y", "[Linear] needs a weight (6, 4), but that of 'Table' is (9, 4)")]
    [InlineData("[Linear(9, TieWeight = nameof(Act))] Y", "[Linear] ties its weight to that of 'Act', which has none before this")]
    [InlineData("[Linear(9, TieWeight = nameof(Two))] Y", "[Linear] ties its weight to that of 'Two', which has 2; give the one that is meant a member of its own")]
    [InlineData("[Linear(9, TieWeight = nameof(Nobody))] Y", "[Linear] ties its weight to that of 'Nobody', which has none before this")]
    public void Tying_needs_one_weight_of_the_same_shape(string member, string message)
    {
        var problem = Assert.Single(Declare.Graph($"[Input(5, DType = DType.Int64)] X [Embedding(9, 4)] Table [Tanh] Act [Linear(4), Linear(4)] Two {member}").Problems);
        Assert.Equal(("Y", "TieWeight"), (problem.Site.Member, problem.Site.Argument));
        Assert.StartsWith(message, problem.Misfit.Message);
    }

    [Fact]
    public void Ties_may_form_a_chain()
    {
        const string Source = "[Input(4)] X [Linear(4)] A [Tanh, Linear(4, TieWeight = nameof(A))] B [Tanh, Linear(4, TieWeight = nameof(B))] C";
        Assert.Equal("a.linear.weight", $"{Declare.Sound(Declare.Graph(Source)).Members["C"].OwnerOf("weight").StateName}.weight");
        Assert.Equal("a.linear.weight a.linear.bias b.linear.bias c.linear.bias", StateNames(Declare.Graph(Source)));
        AssertGradients(Source, "a.linear.weight", 3);
    }

    [Theory]
    [InlineData("[Input(8)] X [Use<Tied>] Y", "y.tied.down.linear.weight", 2)]
    [InlineData("[Input(6)] X [Use<Tied>(Repeat = 3)] Y [From(nameof(X)), Use<Tied>(Repeat = 3, Share = nameof(Y)), Add(nameof(Y))] Z", "y.tied.1.down.linear.weight", 4)]
    [InlineData("[Input(8)] X [Use<Gated>(8)] A [Use<Gated>(8, Share = nameof(A))] B [Use<Gated>(8, Share = nameof(A))] C", "a.gated.half.linear.bias", 3)]
    [InlineData("[Input(5, DType = DType.Int64)] X [Embedding(9, 4)] Table [Tanh, Linear(9, TieWeight = nameof(Table))] Y", "table.embedding.weight", 2)]
    public void Gradients_of_what_is_used_again_are_added_once_each(string source, string parameter, int uses) => AssertGradients(Blocks + source, parameter, uses);

    [Theory]
    [InlineData("[Input(3, 8, 8)] X [Use<BasicBlock>(4, [2, 1, 1])] Layer1 [Use<BasicBlock>(8, Repeat = 2)] Layer2 [Mean(2, 3), Linear(3)] Y")]
    [InlineData("[Input(8)] A [Linear(4)] B [From(nameof(A)), Use<Pair>(4, Inputs = [nameof(B)])] [Output] Y [From(nameof(A)), Use<Pair>(4, Inputs = [nameof(B)], Share = nameof(Y))] [Output] Z")]
    [InlineData("[Input(8)] X [Use<Gated>(8, Repeat = 2)] A [Use<Gated>(8, Repeat = 2, Share = nameof(A), Until = nameof(Gated.Half))] Y")]
    [InlineData("[Input(6)] X [Use<Tied>(Repeat = 2), ReLU, Use<Tied>] Y")]
    public void Is_planned_and_written_without_a_fault(string source)
    {
        var plan = Declare.Plan(Blocks + source);
        Assert.Empty(PlanVerifier.Verify(plan));
        Assert.Empty(Playback.Faults(plan));
        Assert.All(Declare.Files("[SGD(0.1)] class Net " + Blocks + source), file => Assert.Empty(CodeText.Faults(file.Text)));
    }

    /// <summary>The gradient is written by one step, and added to by one step for every further use.</summary>
    private static void AssertGradients(string source, string parameter, int uses)
    {
        var plan = Declare.Plan(source);
        Assert.Empty(PlanVerifier.Verify(plan));
        Assert.Empty(Playback.Faults(plan));
        var steps = plan.Program.Backward.Where(step => step.Writes.Any(value => value.Name == parameter)).ToArray();
        Assert.Equal(uses, steps.Length);
        Assert.DoesNotContain("ElementwiseKernel.Add", steps[0].Text);
        Assert.All(steps.Skip(1), step => Assert.StartsWith("ElementwiseKernel.Add(", step.Text));
        // Each addition takes up another part.
        Assert.Distinct(steps.Skip(1).SelectMany(step => step.Reads.Where(value => value.Name != parameter).Select(value => value.Name)));
        Assert.All(Declare.Files("[SGD(0.1)] class Net " + source), file => Assert.Empty(CodeText.Faults(file.Text)));
    }

    private static ShapedGraph Expanded(string source) => Declare.Sound(Declare.Graph(Blocks + source));

    private static string StateNames(ShapedGraph graph) => string.Join(" ", graph.Nodes.Where(node => node.Operator is not null)
        .SelectMany(node => node.Operator!.Parameters.Where(parameter => node.OwnerOf(parameter.Name) == node).Select(parameter => $"{node.StateName}.{parameter.Name}")));
}
