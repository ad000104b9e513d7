namespace Compiler.Tests.Graph;

/// <summary>Members, the names between them, and what can be wrong with those.</summary>
public sealed class GraphBuilderTests
{
    [Fact]
    public void A_member_takes_the_one_before_it()
    {
        var graph = Declare.Sound(Declare.Graph("[Input(8)] X [Linear(4), ReLU] A [Tanh] B [Linear(2)] Y"));
        Assert.Equal(["X", "ALinear", "A", "B"], graph.Nodes.Where(node => !node.IsInput).Select(node => Assert.Single(node.Inputs).Name));
        Assert.Equal("Y", Assert.Single(graph.Outputs).Name);
    }

    [Fact]
    public void From_takes_another_wherever_it_stands_among_the_attributes()
    {
        var graph = Declare.Sound(Declare.Graph("[Input(8)] X [Linear(4)] A [Linear(4), From(nameof(X))] B [Add(nameof(A))] Y"));
        Assert.Equal("X", Assert.Single(graph.Members["B"].Inputs).Name);
    }

    [Fact]
    public void Every_input_comes_first_and_the_member_after_takes_the_last_before_it()
    {
        var graph = Declare.Sound(Declare.Graph("[Input(8)] A [Linear(4)] Left [Input(6)] B [Linear(4)] Right [Add(nameof(Left))] Y"));
        Assert.Equal(["A", "B"], graph.Inputs.Select(input => input.Name));
        Assert.Equal(["A", "B"], new[] { "Left", "Right" }.Select(name => Assert.Single(graph.Members[name].Inputs).Name));
    }

    [Fact]
    public void Outputs_are_the_marked_members_in_order()
    {
        var graph = Declare.Sound(Declare.Graph("[Input(8)] X [Output, Linear(4)] A [Linear(2), ReLU, Output] B [From(nameof(A)), Tanh, Linear(3)] [Output] C"));
        Assert.Equal(["A", "B", "C"], graph.Outputs.Select(output => output.Name));
    }

    [Fact]
    public void An_input_in_the_last_place_is_no_result() =>
        Assert.Equal("Y", Assert.Single(Declare.Graph("[Input(8)] X [Linear(4)] Y [Input(3)] Z").Outputs).Name);

    [Fact]
    public void A_member_that_is_only_taken_up_is_the_same_value()
    {
        var graph = Declare.Sound(Declare.Graph("[Input(8)] X [Linear(4)] Zeta [From(nameof(Zeta))] Alpha [Linear(4), Add(nameof(Alpha))] Y"));
        Assert.Same(graph.Members["Zeta"], graph.Members["Alpha"]);
        // Independent of the order in which a dictionary hands its names out.
        Assert.Equal("Zeta", graph.Members["Alpha"].Name);
    }

    [Theory]
    [InlineData("[From(nameof(Stme)), Linear(2)] Y", "Y[0].0 UnknownName: There is no member 'Stme'; did you mean 'Stem'?")]
    [InlineData("[Linear(4), Add(nameof(Stme))] Y", "Y[1].0 UnknownName: There is no member 'Stme'; did you mean 'Stem'?")]
    [InlineData("[Linear(4), Add(nameof(Stem), nameof(Imgae))] Y", "Y[1].1 UnknownName: There is no member 'Imgae'; did you mean 'Image'?")]
    [InlineData("[Linear(4), Residual(nameof(Stem2))] Y", "Y[1].0 UnknownName: There is no member 'Stem2'; did you mean 'Stem'?")]
    [InlineData("[Linear(4), Concat(nameof(Foo))] Y", "Y[1].0 UnknownName: There is no member 'Foo'; known so far: Image, Stem")]
    [InlineData("[From(nameof(Width)), Linear(2)] Y", "Y[0].0 UnknownName: 'Width' is a number or flag, but a Node is expected here")]
    [InlineData("[From(null), Linear(2)] Y", "Y[0].0 UnknownName: [From] needs the name of a member")]
    public void Names_must_be_those_of_earlier_members(string member, string problem) =>
        Assert.Equal([problem], ProblemText.Of($"Width => 4 [Input(8)] Image [Linear(4)] Stem {member}"));

    [Fact]
    public void The_name_that_was_meant_is_a_suggestion()
    {
        var problem = Assert.Single(Declare.Graph("[Input(8)] Image [From(nameof(Imgae)), Linear(2)] Y").Problems);
        Assert.Equal("Image", problem.Misfit.Suggestion);
    }

    [Theory]
    [InlineData("[From(nameof(B)), Linear(4)] A [From(nameof(X)), Linear(4)] B", "A[0].0 Cycle: 'A' is made before 'B', so it cannot use it; members are made in the order in which they stand")]
    [InlineData("[Linear(4), Add(nameof(B))] A [Linear(4)] B", "A[1].0 Cycle: 'A' is made before 'B', so it cannot use it; members are made in the order in which they stand")]
    [InlineData("[From(nameof(A)), Linear(4)] A", "A[0].0 Cycle: 'A' cannot be made from itself")]
    [InlineData("[Linear(4), Residual(nameof(A))] A", "A[1].0 Cycle: 'A' cannot be made from itself")]
    public void Nobody_is_made_from_itself_or_from_what_comes_later(string members, string problem) =>
        Assert.Equal([problem], ProblemText.Of($"[Input(8)] X {members}"));

    [Fact]
    public void A_later_input_is_there_from_the_start() => Declare.Sound(Declare.Graph("[Input(8)] X [Linear(4), Add(nameof(Z))] Y [Input(4)] Z"));

    [Theory]
    [InlineData("[Linear(4)] Y", "Y UnknownName: 'Y' has nothing to act on: the first member of a model needs [Input(...)]")]
    [InlineData("", "class UnknownName: 'Net' computes nothing: it needs an [Input(...)] and a member with operators")]
    [InlineData("[Input(8)] X", "class UnknownName: 'Net' computes nothing: it needs an [Input(...)] and a member with operators")]
    [InlineData("[Input(8)] X [From(nameof(X))] Y", "class UnknownName: 'Net' computes nothing: it needs an [Input(...)] and a member with operators")]
    [InlineData("[Input(8)] X Bare [Linear(4)] Y", "Bare UnknownName: 'Bare' says nothing: give it [Input(...)], [From(...)] or an operator")]
    [InlineData("[Input(8), ReLU] X [Linear(4)] Y", "X[1] ShapeMismatch: 'X' is an [Input] and cannot have operators; put them on the member that follows")]
    [InlineData("[ReLU, Input(8), Tanh] X [Linear(4)] Y", "X[0] ShapeMismatch: 'X' is an [Input] and cannot have operators; put them on the member that follows")]
    public void A_model_has_inputs_and_then_operators(string source, string problem) => Assert.Equal([problem], ProblemText.Of(source));

    [Theory]
    [InlineData("[Input(8), Output] X [Linear(4), Output] Y", "X UnknownName: 'X' is a result and nothing but the input 'X': give it an operator")]
    [InlineData("[Input(8)] X [Linear(4), Output] A [From(nameof(A)), Output] B", "B UnknownName: The results 'A' and 'B' are the same value: give one of them an operator, or drop its [Output]")]
    public void A_result_is_a_value_of_its_own(string source, string problem) => Assert.Equal([problem], ProblemText.Of(source));

    [Theory]
    [InlineData("[Input(8)] X [Linear(4)] A [From(nameof(X)), Linear(2)] Y",
        "A UnusedValue: Nothing uses 'A': neither a later member nor the result 'Y' needs it; take it up with [From], make it an [Output] beside 'Y', or remove it")]
    [InlineData("[Input(8)] X [Input(3)] Z [From(nameof(X)), Linear(2)] Y",
        "Z UnusedValue: Nothing uses 'Z': neither a later member nor the result 'Y' needs it; take it up with [From], make it an [Output] beside 'Y', or remove it")]
    [InlineData("[Input(8)] X [Linear(4)] Zeta [From(nameof(Zeta))] Alpha [From(nameof(X)), Linear(2)] Y",
        "Alpha UnusedValue: Nothing uses 'Alpha': neither a later member nor the result 'Y' needs it; take it up with [From], make it an [Output] beside 'Y', or remove it")]
    [InlineData("[Input(8)] X [Linear(4), Output] A [Linear(2)] B",
        "B UnusedValue: Nothing uses 'B': neither a later member nor the result 'A' needs it; take it up with [From], make it an [Output] beside 'A', or remove it")]
    public void What_nothing_uses_is_reported_and_does_no_harm(string source, string problem)
    {
        var graph = Declare.Graph(source);
        Assert.Equal([problem], graph.Problems.Select(found => found.Line()));
        Assert.True(graph.IsSound);
    }

    [Fact]
    public void Several_unused_values_are_reported_in_order() => Assert.Equal(
        ["Zeta UnusedValue", "Beta UnusedValue", "Alpha UnusedValue"],
        ProblemText.Kinds("[Input(8)] X [Linear(4)] Zeta [From(nameof(X)), Linear(4)] Beta [From(nameof(X)), Linear(4)] Alpha [From(nameof(X)), Linear(2)] Y"));

    // C# reports an argument that fits no constructor; here nothing follows from it.
    [Theory]
    [InlineData("[Input(8)] X [Linear(true)] Y")]
    [InlineData("[Input(8)] X [Linear(4, Bias = 3)] Y")]
    [InlineData("[Input(8)] X [Linear] Y [ReLU] Z")]
    [InlineData("[Input(1.5)] X [Linear(4)] Y")]
    [InlineData("[Input(8)] X [From(3), Linear(4)] Y")]
    public void What_CSharp_itself_rejects_is_not_reported_again(string source)
    {
        var graph = Declare.Graph(source);
        Assert.Empty(graph.Problems);
        Assert.False(graph.IsSound);
    }

    [Theory]
    [InlineData("[Input(8)] X [Linear(4)] Y [Linear(2)] Y")]
    [InlineData("[Input(8)] X [Input(4)] X [Linear(2)] Y")]
    [InlineData("A => 1 A => 2 [Input(8)] X [Linear(nameof(A))] Y")]
    public void A_name_that_is_declared_twice_is_left_to_CSharp(string source) => Assert.NotNull(Declare.Graph(source));
}
