using DeepDsl;
using DeepDsl.Compiler.Operators;

namespace Compiler.Tests.Operators;

/// <summary>The one-of-each of the language: an attribute, a class behind it, a class of tests.</summary>
public sealed class EveryOperatorTests
{
    // Use is no operator but a construct of the language, which Graph/BlockUse expands.
    public static TheoryData<Type> Attributes { get; } =
        [.. typeof(OperatorAttribute).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(OperatorAttribute)) && !type.IsAbstract && !type.IsSubclassOf(typeof(UseAttribute)))];

    [Theory]
    [MemberData(nameof(Attributes))]
    public void Has_a_class_of_its_name_behind_it(Type attribute)
    {
        var room = Catalog.Operators.Single(entry => entry.Attribute == attribute).Room;
        Assert.Equal(attribute.Name, room.Name + "Attribute");
    }

    [Theory]
    [MemberData(nameof(Attributes))]
    public void Has_tests_in_the_place_where_it_is(Type attribute)
    {
        var room = Catalog.Operators.Single(entry => entry.Attribute == attribute).Room;
        var tests = typeof(EveryOperatorTests).Assembly.GetType($"{room.Namespace!.Replace("DeepDsl.Compiler", "Compiler.Tests", StringComparison.Ordinal)}.{room.Name}Tests");
        Assert.NotNull(tests);
        // What gathers from a block cannot be used without one, and is tested through whole declarations.
        if (!attribute.IsSubclassOf(typeof(GatherAttribute)))
            Assert.True(tests.IsSubclassOf(typeof(OperatorTests<>).MakeGenericType(attribute)));
    }

    [Fact]
    public void Use_is_the_construct_that_the_graph_expands()
    {
        Assert.DoesNotContain(Catalog.Operators, entry => entry.Attribute.IsAssignableTo(typeof(UseAttribute)));
        Assert.True(Catalog.Knows(nameof(UseAttribute)));
        Assert.IsType<UseAttribute>(Catalog.CreateAttribute(Declare.Attribute("Use<Gated>(3, Repeat = 2)")), exactMatch: false);
    }
}
