using DeepDsl;
using DeepDsl.Compiler.Declarations;
using DeepDsl.Compiler.Operators;

namespace Compiler.Tests.Operators;

/// <summary>Attributes are made again from what was written.</summary>
public sealed class CatalogTests
{
    [Fact]
    public void Chooses_the_constructor_that_fits()
    {
        Assert.Equal(8, Create<Conv2dAttribute>("Conv2d(8, 3)").OutChannels);
        Assert.Equal("W", Create<Conv2dAttribute>("Conv2d(nameof(W), 3)").OutChannels);
        Assert.Equal(new[] { 3, 5 }, Create<Conv2dAttribute>("Conv2d(8, [3, 5])").KernelSize);
        Assert.Equal("P", Create<DropoutAttribute>("Dropout(nameof(P))").P);
        Assert.Equal("X", Create<ResidualAttribute>("Residual(nameof(X))").From);
        Assert.Null(Create<ResidualAttribute>("Residual").From);
    }

    [Fact]
    public void Fills_in_what_is_optional()
    {
        Assert.Equal(0.5, Create<DropoutAttribute>("Dropout").P);
        Assert.Equal(1e-3, Create<AdamAttribute>("Adam").LearningRate);
        Assert.Equal(-1, Create<FlattenAttribute>("Flatten").EndDim);
        var flatten = Create<FlattenAttribute>("Flatten(2)");
        Assert.Equal((2, -1), (flatten.StartDim, flatten.EndDim));
    }

    [Fact]
    public void Takes_whole_numbers_for_real_ones()
    {
        Assert.Equal(1.0, Create<SGDAttribute>("SGD(1)").LearningRate);
        Assert.Equal(1.0, Create<LeakyReLUAttribute>("LeakyReLU(1)").NegativeSlope);
        Assert.Equal(2.0, Create<LinearAttribute>("Linear(3, WeightStd = 2)").WeightStd);
    }

    [Fact]
    public void Sets_properties()
    {
        var linear = Create<LinearAttribute>("Linear(3, Bias = false, WeightInit = Initializer.Orthogonal, Name = \"fc\", When = nameof(Flag))");
        Assert.Equal((false, Initializer.Orthogonal, "fc", "Flag"), (linear.Bias, linear.WeightInit, linear.Name, linear.When));
        Assert.Equal(new[] { 2, 1 }, Create<Conv2dAttribute>("Conv2d(8, 3, Stride = [2, 1])").Stride);
        Assert.Equal("S", Create<Conv2dAttribute>("Conv2d(8, 3, Stride = nameof(S))").Stride);
    }

    [Fact]
    public void A_rest_may_be_given_whole_or_element_by_element_or_not_at_all()
    {
        int[] expected = [3, 4];
        Assert.Equal(expected, Shape([new(new EquatableArray<Constant>([new(3), new(4)]))]));
        Assert.Equal(expected, Shape([new(3), new(4)]));
        Assert.Equal([3], Shape([new(3)]));
        Assert.Empty(Shape([]));
        Assert.Empty(Shape([new((object?)null)]));

        static int[] Shape(EquatableArray<Constant> arguments) => Assert.IsType<InputAttribute>(Catalog.CreateAttribute(new("InputAttribute", arguments, []))).Shape;
    }

    [Theory]
    [InlineData("Linear")]
    [InlineData("Linear(1, 2)")]
    [InlineData("Linear(0.5)")]
    [InlineData("Linear(true)")]
    [InlineData("Linear(3, Bias = 1)")]
    [InlineData("Linear(3, WeightStd = \"1\")")]
    [InlineData("Input(3, 0.5)")]
    [InlineData("Input(nameof(A))")]
    [InlineData("Add(1)")]
    [InlineData("Reshape([3, 4], 5)")]
    [InlineData("From")]
    [InlineData("Lstm(3)")]
    [InlineData("Operator")]
    [InlineData("Weighted")]
    public void Makes_nothing_of_arguments_that_fit_no_constructor(string source) => Assert.Null(Catalog.CreateAttribute(Declare.Attribute(source)));

    [Theory]
    [InlineData("Features")]
    [InlineData("Missing")]
    [InlineData("TypeId")]
    public void Makes_nothing_where_a_property_cannot_be_set(string property) =>
        Assert.Null(Catalog.CreateAttribute(new("LinearAttribute", [new(3)], [new(property, new(3))])));

    [Theory]
    [InlineData("LinearAttribute", true)]
    [InlineData("ModelAttribute", true)]
    [InlineData("MSELossAttribute", true)]
    [InlineData("Linear", false)]
    [InlineData("OperatorAttribute", false)]
    [InlineData("ObsoleteAttribute", false)]
    public void Knows_the_attributes_of_the_language(string type, bool isKnown) => Assert.Equal(isKnown, Catalog.Knows(type));

    private static TAttribute Create<TAttribute>(string source)
        where TAttribute : Attribute => Assert.IsType<TAttribute>(Catalog.CreateAttribute(Declare.Attribute(source)));
}
