using DeepDsl;
using DeepDsl.Compiler.Operators;

namespace Compiler.Tests.Operators;

/// <summary>The one-of-each of the language: an attribute, a class behind it, a class of tests.</summary>
public sealed class EveryOperatorTests
{
    public static TheoryData<Type> Attributes { get; } =
        [.. typeof(OperatorAttribute).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(OperatorAttribute)) && !type.IsAbstract)];

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
        var tests = typeof(EveryOperatorTests).Assembly.GetTypes().Single(type => !type.IsAbstract && type.IsSubclassOf(typeof(OperatorTests<>).MakeGenericType(attribute)));
        var room = Catalog.Operators.Single(entry => entry.Attribute == attribute).Room;
        Assert.Equal((room.Name + "Tests", room.Namespace!.Replace("DeepDsl.Compiler", "Compiler.Tests", StringComparison.Ordinal)), (tests.Name, tests.Namespace));
    }
}
