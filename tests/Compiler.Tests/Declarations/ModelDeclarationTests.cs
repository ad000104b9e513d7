using DeepDsl.Compiler.Declarations;

namespace Compiler.Tests.Declarations;

/// <summary>Declarations are equal exactly if they are written alike: that is what the incremental build rests on.</summary>
public sealed class ModelDeclarationTests
{
    private const string Source = """
        [MSELoss, SGD(0.1, Momentum = 0.9)] class Net
        Hidden => 4 * X.Features
        [Input(8)] X
        [Linear(nameof(Hidden), Bias = false), LeakyReLU(0.1)] A
        [From(nameof(X)), Linear(2), Add(nameof(A))] [Output] Y
        """;

    [Fact]
    public void Written_alike_are_equal()
    {
        Assert.Equal(Declare.Model(Source), Declare.Model(Source));
        Assert.Equal(Declare.Model(Source).GetHashCode(), Declare.Model(Source).GetHashCode());
    }

    [Theory]
    [InlineData("class Net", "class Other")]
    [InlineData("MSELoss", "CrossEntropyLoss")]
    [InlineData("SGD(0.1", "SGD(0.01")]
    [InlineData("Momentum = 0.9", "Dampening = 0.9")]
    [InlineData("4 * X", "4 + X")]
    [InlineData("4 * X", "4.0 * X")]
    [InlineData("X.Features", "X.Channels")]
    [InlineData("Hidden =>", "Hidden2 =>")]
    [InlineData("Input(8)", "Input(9)")]
    [InlineData("Input(8)", "Input(8, 1)")]
    [InlineData("nameof(Hidden)", "32")]
    [InlineData("Bias = false", "Bias = true")]
    [InlineData("LeakyReLU(0.1)", "LeakyReLU(1)")]
    [InlineData(", LeakyReLU(0.1)", "")]
    [InlineData("] A", "] B")]
    [InlineData("[Output] Y", "Y")]
    [InlineData("From(nameof(X))", "From(nameof(A))")]
    public void Any_difference_counts(string before, string after)
    {
        Assert.Contains(before, Source);
        Assert.NotEqual(Declare.Model(Source), Declare.Model(Source.Replace(before, after, StringComparison.Ordinal)));
    }

    [Fact]
    public void So_do_the_order_the_modifiers_the_comment_and_the_form()
    {
        var model = Declare.Model(Source);
        var node = model.Nodes[0];
        Assert.All<ModelDeclaration>(
            [
                model with { Nodes = model.Nodes.Reverse().ToEquatableArray() },
                model with { Nodes = [node with { Modifiers = "internal partial" }, .. model.Nodes.Skip(1)] },
                model with { Nodes = [node with { Documentation = "<summary>An image.</summary>" }, .. model.Nodes.Skip(1)] },
                model with { Nodes = [node with { IsPartial = false }, .. model.Nodes.Skip(1)] },
                model with { Type = model.Type with { Containers = ["partial class Outer"] } },
                model with { Type = model.Type with { Namespace = "Other" } },
                model with { FormProblems = [new(FormProblemKind.Form, null, "It is a struct")] },
            ],
            other => Assert.NotEqual(model, other));
    }

    [Theory]
    [InlineData("LinearAttribute", "Linear")]
    [InlineData("Linear", "Linear")]
    [InlineData("Attribute", "")]
    public void An_attributes_name_is_that_which_users_write(string type, string name) => Assert.Equal(name, new AttributeDeclaration(type, [], []).Name);
}
