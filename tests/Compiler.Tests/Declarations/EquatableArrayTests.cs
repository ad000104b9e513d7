using DeepDsl.Compiler.Declarations;

namespace Compiler.Tests.Declarations;

public sealed class EquatableArrayTests
{
    [Fact]
    public void Is_equal_to_another_of_the_same_elements()
    {
        EquatableArray<string> one = ["a", "b"], same = ["a", "b"];
        Assert.True(one.Equals(same));
        Assert.True(one.Equals((object)same));
        Assert.Equal(one.GetHashCode(), same.GetHashCode());
    }

    [Fact]
    public void Order_and_number_count()
    {
        EquatableArray<string> one = ["a", "b"];
        Assert.All<EquatableArray<string>>([["b", "a"], ["a"], ["a", "b", "b"], []], other => Assert.False(one.Equals(other)));
        Assert.False(one.Equals("a, b"));
    }

    [Fact]
    public void What_was_never_set_is_empty()
    {
        EquatableArray<int> unset = default;
        Assert.True(unset.Equals([]));
        Assert.Equal(unset.GetHashCode(), default(EquatableArray<int>).GetHashCode());
        Assert.Empty(unset);
        Assert.Equal("[]", unset.ToString());
    }

    [Fact]
    public void Holds_null_and_nested_arrays()
    {
        EquatableArray<Constant> one = [new(null), new(new EquatableArray<Constant>([new(1)]))], same = [new(null), new(new EquatableArray<Constant>([new(1)]))];
        Assert.True(one.Equals(same));
        Assert.Equal(one.GetHashCode(), same.GetHashCode());
    }

    [Fact]
    public void Is_read_as_a_list()
    {
        EquatableArray<int> array = [3, 1, 2];
        Assert.Equal((3, 3, 2), (array.Count, array[0], array[2]));
        Assert.Equal([3, 1, 2], array);
        Assert.Equal([2, 1, 3], array.Reverse().ToEquatableArray());
    }
}
