using DeepDsl.Compiler.Problems;

namespace Compiler.Tests.Graph;

/// <summary><c>When</c> switches an operator on and off.</summary>
public sealed class WhenTests
{
    [Theory]
    [InlineData("true", "(4)")]
    [InlineData("false", "(8)")]
    [InlineData("X.Features == 8", "(4)")]
    [InlineData("X.Features > 8 || false", "(8)")]
    public void Keeps_or_skips_an_operator(string flag, string output) =>
        Assert.Equal(output, Declare.Sound(Declare.Graph($"Flag => {flag} [Input(8)] X [Linear(4, When = nameof(Flag)), ReLU] Y")).Members["Y"].Shape.ToString());

    // MobileNetV2's block: without expansion there is no first convolution, and the skip needs equal shapes.
    [Theory]
    [InlineData(32, 1, 16, 1, 4)]
    [InlineData(16, 1, 16, 1, 5)]
    [InlineData(16, 6, 16, 1, 7)]
    [InlineData(16, 6, 16, 2, 6)]
    [InlineData(16, 6, 24, 1, 6)]
    public void Makes_several_forms_of_one_block(int channels, int expand, int width, int stride, int operators)
    {
        var graph = Declare.Sound(Declare.Graph($"""
            Expand => {expand} Width => {width} Stride => {stride}
            [Input({channels}, 8, 8)] X
            Hidden => Expand * X.Channels
            Widens => Expand != 1
            Skips => Stride == 1 && X.Channels == Width
            [Conv2d(nameof(Hidden), 1, When = nameof(Widens)), ReLU(When = nameof(Widens))]
            [Conv2d(nameof(Hidden), 3, Stride = nameof(Stride), Padding = 1, Groups = nameof(Hidden)), BatchNorm2d, ReLU]
            [Conv2d(nameof(Width), 1), Residual(nameof(X), When = nameof(Skips))] Y
            """));
        Assert.Equal(operators, graph.Nodes.Count(node => !node.IsInput));
        Assert.Equal($"({width}, {8 / stride}, {8 / stride})", graph.Members["Y"].Shape.ToString());
    }

    [Fact]
    public void A_switched_off_operator_may_be_a_misfit() =>
        Declare.Sound(Declare.Graph("Off => false [Input(8)] X [Conv2d(4, 3, When = nameof(Off)), Linear(0, When = nameof(Off)), ReLU] Y"));

    [Fact]
    public void A_member_whose_operators_are_all_off_is_its_input()
    {
        var graph = Declare.Sound(Declare.Graph("Off => false [Input(8)] X [Linear(4)] A [ReLU(When = nameof(Off))] B [Linear(2)] Y"));
        Assert.Same(graph.Members["A"], graph.Members["B"]);
        Assert.Equal("A", graph.Members["B"].Name);
    }

    [Theory]
    [InlineData("nameof(Flga)", "There is no constant or computed member 'Flga'; did you mean 'Flag'?")]
    [InlineData("nameof(X)", "'X' is a Node, but a number or flag is expected here")]
    [InlineData("nameof(Number)", "When needs a bool member, but 'Number' is none that the compiler can compute")]
    [InlineData("nameof(Loop)", "When needs a bool member, but 'Loop' is none that the compiler can compute")]
    [InlineData("nameof(Unfollowed)", "When needs a bool member, but 'Unfollowed' is none that the compiler can compute")]
    public void Says_why_a_name_is_no_flag(string flag, string message)
    {
        var problem = Assert.Single(Declare.Graph($"Flag => true Number => 1 Loop => !Loop Unfollowed => null [Input(8)] X [Linear(4), ReLU(When = {flag})] Y").Problems);
        Assert.IsType<UnknownName>(problem.Misfit);
        Assert.Equal(message, problem.Misfit.Message);
        Assert.Equal(new Site("Y", 1, "When"), problem.Site);
    }
}
