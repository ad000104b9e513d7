using DeepDsl;
using DeepDsl.Compiler.Losses;
using DeepDsl.Compiler.Operators;
using DeepDsl.Compiler.Problems;

namespace Compiler.Tests.Losses;

public sealed class LossTests
{
    public static TheoryData<Type> Attributes { get; } = [.. typeof(LossAttribute).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(LossAttribute)))];

    [Theory]
    [MemberData(nameof(Attributes))]
    public void Every_loss_has_a_kernel_a_portable_form_and_a_target(Type attribute)
    {
        var name = attribute.Name[..^"Attribute".Length];
        Assert.All(["(4)", "(6, 4)", "(4, 3, 3)"], shape =>
        {
            var loss = Place(name, shape);
            Assert.Null(loss.Misfit);
            Assert.NotEmpty(loss.Target);
            Assert.Equal(name, loss.GetType().Name);
            Assert.Contains("(output, target", loss.Portable("output", "target"));
            Assert.Contains($"[batch", loss.Target);
        });
    }

    [Theory]
    [InlineData("(10)", "class indices, int64 [batch], 0 to 9")]
    [InlineData("(6, 10)", "class indices, int64 [batch, 6], 0 to 9")]
    [InlineData("(21, 32, 24)", "class indices, int64 [batch, 32, 24], 0 to 20")]
    public void Cross_entropy_tells_the_shape_and_range_of_its_target(string shape, string target) =>
        Assert.Equal(target, Place("CrossEntropyLoss", shape).Target);

    [Theory]
    [InlineData("MSELoss", "values of the output's shape, [batch, 6, 4]")]
    [InlineData("BCEWithLogitsLoss", "probabilities 0 to 1 of the output's shape, [batch, 6, 4]")]
    public void Others_take_a_target_like_the_output(string loss, string target) => Assert.Equal(target, Place(loss, "(6, 4)").Target);

    [Theory]
    [InlineData("()", "needs logits (classes), (length, classes) or (classes, height, width), but the output is ()")]
    [InlineData("(2, 3, 4, 5)", "needs logits (classes), (length, classes) or (classes, height, width), but the output is (2, 3, 4, 5)")]
    public void Cross_entropy_needs_classes_somewhere(string shape, string message)
    {
        var misfit = Assert.IsType<LossMismatch>(Place("CrossEntropyLoss", shape).Misfit);
        Assert.Equal((message, null), (misfit.Message, misfit.Suggestion));
    }

    [Theory]
    [InlineData("(1)")]
    [InlineData("(6, 1)")]
    [InlineData("(1, 6, 6)")]
    public void Cross_entropy_needs_two_classes(string shape)
    {
        var misfit = Assert.IsType<LossMismatch>(Place("CrossEntropyLoss", shape).Misfit);
        Assert.Equal($"needs at least two classes, but the output {shape} has one", misfit.Message);
        Assert.Equal(("BCEWithLogitsLoss", "use [BCEWithLogitsLoss] for a yes-or-no decision"), (misfit.Suggestion, misfit.Advice));
    }

    [Theory]
    [InlineData("1", "1")]
    [InlineData("-0.1", "-0.1")]
    public void Label_smoothing_is_a_share(string smoothing, string shown)
    {
        var misfit = Assert.IsType<ShapeMismatch>(Place($"CrossEntropyLoss(LabelSmoothing = {smoothing})", "(10)").Misfit);
        Assert.Equal(($"LabelSmoothing is {shown}, expected 0 to less than 1", "LabelSmoothing"), (misfit.Message, misfit.Argument));
    }

    [Fact]
    public void Options_reach_both_paths()
    {
        var loss = Place("CrossEntropyLoss(LabelSmoothing = 0.1, IgnoreIndex = 255)", "(21, 8, 8)");
        Assert.Equal("Portable.CrossEntropy(output, target, 0.1, 255)", loss.Portable("output", "target"));
        var training = Generated.Of("[CrossEntropyLoss(LabelSmoothing = 0.1, IgnoreIndex = 255)] class Net [Input(3, 8, 8)] X [Conv2d(21, 1)] Y").Training;
        Assert.Contains("var loss = CrossEntropyKernel.Run(w.Y, target, w.GradY, 0.1, 255);", training);
    }

    private static Loss Place(string loss, string shape) => Catalog.CreateLoss((LossAttribute)Catalog.CreateAttribute(Declare.Attribute(loss))!, shape.Shape());
}
