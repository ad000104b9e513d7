using DeepDsl.Compiler.Problems;

namespace Compiler.Tests.Problems;

public sealed class NearestTests
{
    [Theory]
    [InlineData("Stme", "Stem")]
    [InlineData("stem", "Stem")]
    [InlineData("Stm", "Stem")]
    [InlineData("Stemm", "Stem")]
    [InlineData("Logit", "Logits")]
    [InlineData("Layer2", "Layer1")]
    [InlineData("Imgae", "Image")]
    public void Finds_what_was_meant(string written, string meant) => Assert.Equal(meant, Nearest.To(written, ["Image", "Stem", "Layer1", "Logits"]));

    [Theory]
    [InlineData("Foo")]
    [InlineData("Xyz")]
    [InlineData("S")]
    [InlineData("")]
    public void Finds_nothing_far_away(string written) => Assert.Null(Nearest.To(written, ["Image", "Stem", "Layer1", "Logits"]));

    [Fact]
    public void One_letter_is_not_taken_for_another() => Assert.Null(Nearest.To("Y", ["X", "Z"]));

    [Fact]
    public void Takes_the_closest_and_of_equals_the_first_in_order()
    {
        Assert.Equal("Layer10", Nearest.To("Layer100", ["Layer1", "Layer10"]));
        Assert.Equal("LayerA", Nearest.To("Layer", ["LayerC", "LayerB", "LayerA"]));
    }

    [Fact]
    public void Needs_a_candidate() => Assert.Null(Nearest.To("Stem", []));
}
