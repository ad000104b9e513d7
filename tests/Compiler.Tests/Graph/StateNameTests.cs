namespace Compiler.Tests.Graph;

/// <summary>Names in the state dictionary that were chosen: each stands there once.</summary>
public sealed class StateNameTests
{
    [Theory]
    [InlineData("Linear(3, Name = \"fc\"), Linear(3, Name = \"fc\")", "Y[1].Name UnknownName: Another operator has the name \"fc\" already, and a state dictionary holds it once")]
    [InlineData("MultiheadAttention(1, InProjName = \"p\", OutProjName = \"p\")", "Y[0].Name UnknownName: Another operator has the name \"y.attention.p.weight\" already, and a state dictionary holds it once")]
    [InlineData("MultiheadAttention(1, Name = \"attn\"), Linear(3, Name = \"attn.out_proj\")", "Y[1].Name UnknownName: Another operator has the name \"attn.out_proj.weight\" already, and a state dictionary holds it once")]
    [InlineData("MultiheadAttention(1, InProjName = \"in proj\")", "Y[0].Name UnknownName: The name \"y.attention.in proj.weight\" cannot stand in a state dictionary; parts of letters, digits, '_' and '-', joined by dots, can")]
    [InlineData("Linear(4), Residual(Projection = Projection.Linear, ProjectionName = \"y.linear\")", "Y[1].Name UnknownName: Another operator has the name \"y.linear\" already, and a state dictionary holds it once")]
    public void Stand_there_once_and_can_be_written(string operators, string problem) => Assert.Equal([problem], ProblemText.Of($"[Input(2, 3)] X [{operators}] Y"));

    [Fact]
    public void Can_be_chosen_for_every_part() => Assert.Equal(
        "attn.c_attn.weight attn.c_attn.bias attn.c_proj.weight attn.c_proj.bias",
        string.Join(" ", Declare.Sound(Declare.Graph("[Input(2, 3)] X [MultiheadAttention(1, Name = \"attn\", InProjName = \"c_attn\", OutProjName = \"c_proj\")] Y"))
            .Nodes.SelectMany(node => node.Operator?.Parameters.Select(parameter => node.StateNameOf(parameter.Name)) ?? [])));
}
