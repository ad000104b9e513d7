using DeepDsl;
using Xunit;

namespace Runtime.Tests.Models;

public sealed class ModelSummaryTests
{
    private static readonly ModelSummary Summary = new("Net",
    [
        new("X", "Input", "(8)", 0, 0),
        .. LayerSummary.Block("Layer", ["Body0", "Body1"], [new("H", "Linear(8)", "(8)", 72, 128), new("Y", "Tanh", "(8)", 0, 8)]),
        .. LayerSummary.Block("Layer", ["Body2"], [new("H", "Linear(4)", "(4)", 36, 64)]),
        new("Y", "Linear(2)", "(2)", 1010, 16),
    ]);

    [Fact]
    public void Repetitions_that_are_alike_stand_in_the_table_once() => Assert.Equal("""
        Layer                 Operator   Output  Parameters  FLOPs
        ------------------  ---------  ------  ----------  -----
        X                     Input      (8)
        Body0, ... 2 times    Layer      (8)            144    272
          .H                  Linear(8)  (8)             72    128
          .Y                  Tanh       (8)                     8
        Body2.H               Linear(4)  (4)             36     64
        Y                     Linear(2)  (2)          1,010     16
        ------------------  ---------  ------  ----------  -----
        Net                                           1,190    352

        """, Summary.ToString(), ignoreLineEndingDifferences: true, ignoreWhiteSpaceDifferences: true);

    [Fact]
    public void Every_layer_is_in_the_list() =>
        Assert.Equal(["X", "Body0.H", "Body0.Y", "Body1.H", "Body1.Y", "Body2.H", "Y"], Summary.Layers.Select(layer => layer.Name));

    [Fact]
    public void Gradients_are_bars_of_half_a_decade_a_character()
    {
        var text = (Summary with { Signal = new([1, 0.5, 0.4, 0.5, null, 0.5, 2], [null, 1e-9, null, 0.01, null, 0.1, 0.9]) { Doubts = ["it is narrow"] } }).ToString();
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        Assert.EndsWith("E x²  |gradient|", lines[0]);
        Assert.EndsWith("0.5       1e-09  #", lines[4]);
        Assert.EndsWith("0.5         0.1  ########", lines[6]);
        Assert.EndsWith("2         0.9  ##########", lines[7]);
        Assert.Equal("The prediction is unsure: it is narrow.", lines[10]);
    }
}
