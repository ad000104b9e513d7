using Runtime.Tests.Models;
using Xunit;

namespace Runtime.Tests.Api;

/// <summary>The table of layers.</summary>
public sealed class SummaryTests
{
    [Fact]
    public void Is_a_table_of_layers_with_shapes_parameters_and_cost() => Assert.Equal(
        """
        Layer         Operator   Output  Parameters  FLOPs
        ------------  ---------  ------  ----------  -----
        Features      Input      (4)
        HiddenLinear  Linear(8)  (8)             40     64
        Hidden        Tanh       (8)                     8
        Values        Linear(2)  (2)             18     32
        ------------  ---------  ------  ----------  -----
        Regressor                                58    104
        A training step holds 96 bytes per sample.

        """, (Regressor.Summary with { Signal = null }).ToString().ReplaceLineEndings("\n"));

    [Fact]
    public void Shows_what_is_predicted_of_signals()
    {
        var lines = Regressor.Summary.ToString().ReplaceLineEndings("\n").Split('\n');
        Assert.EndsWith("E x²  |gradient|", lines[0]);
        Assert.EndsWith(" 1", lines[2]);
        Assert.Contains(lines, line => line.EndsWith(" ##########", StringComparison.Ordinal));
    }

    [Fact]
    public void Counts_what_the_model_learns()
    {
        using var model = new SmallNet();
        Assert.Equal(model.parameters().Sum(parameter => parameter.numel()), SmallNet.Summary.Parameters);
    }

    [Fact]
    public void Nodes_know_their_shapes()
    {
        using var model = new SmallNet();
        Assert.Equal(("(2, 6, 6)", "(4, 3, 3)", 8, 3), (model.Image.ToString(), model.Stem.ToString(), model.Hidden.Features, model.Logits.Features));
    }
}
