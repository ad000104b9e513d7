using DeepDsl;
using DeepDsl.Compiler.Problems;

namespace Compiler.Tests.Operators.Layers;

public sealed class MultiheadAttentionTests : OperatorTests<MultiheadAttentionAttribute>
{
    protected override Use[] Uses =>
    [
        new("MultiheadAttention(2)", "(5, 6)"), new("MultiheadAttention(1, Causal = true)", "(5, 6)"), new("MultiheadAttention(3, Bias = false)", "(5, 6)"), new("MultiheadAttention(2, Memory = nameof(B))", "(5, 6)", "(4, 6)"),
        new("MultiheadAttention(6, Memory = nameof(B), Bias = false)", "(5, 6)", "(5, 6)"),
    ];

    [Theory]
    [InlineData("MultiheadAttention(2)", "(5, 6)", null)]
    [InlineData("MultiheadAttention(2, Memory = nameof(B))", "(5, 6)", "(4, 6)")]
    public void Keeps_the_shape_of_the_queries(string use, string input, string? memory) => Assert.Equal(input, OutputOf(use, memory is null ? [input] : [input, memory]));

    [Theory]
    [InlineData("MultiheadAttention(2)", "in_proj_weight (18, 6) of 6 and 18; in_proj_bias (18); out_proj.weight (6, 6) of 6 and 6; out_proj.bias (6)")]
    [InlineData("MultiheadAttention(2, Bias = false)", "in_proj_weight (18, 6) of 6 and 18; out_proj.weight (6, 6) of 6 and 6")]
    [InlineData("MultiheadAttention(2, InProjName = \"c_attn\", OutProjName = \"c_proj\")", "c_attn.weight (18, 6) of 6 and 18; c_attn.bias (18); c_proj.weight (6, 6) of 6 and 6; c_proj.bias (6)")]
    public void Learns_what_PyTorchs_does(string use, string parameters) => Assert.Equal(parameters, ParametersOf(use, "(5, 6)"));

    [Theory]
    [InlineData("(6)")]
    [InlineData("(2, 5, 6)")]
    public void Needs_a_sequence(string input) => Misfits<ShapeMismatch>("MultiheadAttention(2)", [input], $"needs an input (length, features), but gets {input}", null);

    [Theory]
    [InlineData("(4, 7)")]
    [InlineData("(6)")]
    public void Needs_a_memory_of_as_many_features(string memory) =>
        Misfits<ShapesDiffer>("MultiheadAttention(2, Memory = nameof(B))", ["(5, 6)", memory], $"needs a memory (length, 6) for its input (5, 6), but gets {memory}", "Memory");

    [Theory]
    [InlineData(0, 1)]
    [InlineData(4, 3)]
    [InlineData(12, 6)]
    public void Needs_heads_that_divide_the_features(int heads, int nearest) =>
        Misfits<NotDivisible>($"MultiheadAttention({heads})", ["(5, 6)"], $"needs a number of heads that divides 6 features, but gets {heads}", "0", $"{nearest}", $"the nearest that does is {nearest}");
}
