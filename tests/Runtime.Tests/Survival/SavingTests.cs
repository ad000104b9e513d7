using Runtime.Tests.Harness;
using Runtime.Tests.Models;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Runtime.Tests.Survival;

/// <summary>State dictionaries and files.</summary>
public sealed class SavingTests
{
    [Fact]
    public void Loads_a_state_dictionary() => Ordeal.Survives(model =>
    {
        using var other = Trained();
        model.load_state_dict(other.state_dict());
        AssertSameState(other, model);
    });

    [Fact]
    public void The_state_dictionary_is_live()
    {
        using var model = new SmallNet();
        var state = model.state_dict();
        model.TrainStep(Ordeal.Images(), Ordeal.Targets);
        foreach (var (name, value) in model.state_dict())
            Tensors.Same(value, state[name], name);
        Assert.Equal(1, state["stem.norm.num_batches_tracked"].item<long>());
    }

    [Fact]
    public void Names_in_the_state_dictionary_say_member_kind_and_parameter()
    {
        using var model = new SmallNet();
        Assert.Equal(
            [
                "stem.conv.weight", "stem.conv.bias", "stem.norm.weight", "stem.norm.bias", "hidden.linear.weight", "hidden.linear.bias", "hidden.norm.weight", "hidden.norm.bias",
                "logits.linear.weight", "logits.linear.bias", "stem.norm.running_mean", "stem.norm.running_var", "stem.norm.num_batches_tracked",
            ],
            model.state_dict().Keys);
    }

    [Theory]
    [InlineData(0, "no value")]
    [InlineData(7, "no value")]
    [InlineData(500, "behind 'stem.")]
    public void A_file_that_ends_too_early_changes_nothing_and_is_named(int length, string last) => Ordeal.Survives(model =>
    {
        using var untouched = new SmallNet();
        untouched.CopyParametersFrom(model);
        using var other = Trained();
        using var file = new MemoryStream();
        other.save(file);
        var error = Assert.Throws<InvalidDataException>(() => model.load(new MemoryStream(file.ToArray()[..length])));
        Assert.Contains(last, error.Message, StringComparison.Ordinal);
        AssertSameState(untouched, model);
    });

    [Fact]
    public void A_text_is_no_file_of_a_model()
    {
        using var model = new SmallNet();
        using var text = new MemoryStream("What is this? It was written by no module, but by hand."u8.ToArray());
        Assert.Throws<InvalidDataException>(() => model.load(text));
    }

    [Fact]
    public void Disposed_values_are_named()
    {
        using var model = new SmallNet();
        Dictionary<string, Tensor> values;
        using (var other = new SmallNet())
            values = other.state_dict();
        var error = Assert.Throws<InvalidOperationException>(() => model.load_state_dict(values));
        Assert.Contains("'stem.conv.weight' was disposed", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Saves_and_loads() => Ordeal.Survives(model =>
    {
        using var other = Trained();
        model.load(Saved(other));
        AssertSameState(other, model);
    });

    [Fact]
    public void Saves_and_loads_inside_Sequential() => Ordeal.Survives(model =>
    {
        using var other = Trained();
        nn.Sequential(("net", model), ("head", nn.Linear(3, 2))).load(Saved(nn.Sequential(("net", other), ("head", nn.Linear(3, 2)))));
        AssertSameState(other, model);
    });

    [Fact]
    public void Saves_and_loads_a_file() => Ordeal.Survives(model =>
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            using var other = Trained();
            other.save(path);
            model.load(path);
            AssertSameState(other, model);
        }
        finally
        {
            File.Delete(path);
        }
    });

    [Fact]
    public void Loads_what_a_module_by_hand_has_saved()
    {
        using var scope = NewDisposeScope();
        using var model = new LeNet5();
        using var twin = Twins.HandWritten.LeNet5();
        // The names differ, so values go by a dictionary with the model's.
        model.load_state_dict(model.state_dict().Keys.Zip(twin.Network.state_dict().Values).ToDictionary(pair => pair.First, pair => pair.Second));
        twin.AssertEquals(model, 0);
        var image = Tensors.Normal(seed: 1, [2, 1, 28, 28]);
        Tensors.Near(twin.Network.call(image), model.Predict(image), 1e-5);
    }

    // TorchSharp closes the stream that it has written to.
    private static MemoryStream Saved(nn.Module module)
    {
        using var file = new MemoryStream();
        module.save(file);
        return new(file.ToArray());
    }

    private static SmallNet Trained()
    {
        var model = new SmallNet(new() { Seed = 5 });
        for (var step = 0; step < 3; step++)
            model.TrainStep(Ordeal.Images(), Ordeal.Targets);
        return model;
    }

    private static void AssertSameState(SmallNet expected, SmallNet actual)
    {
        foreach (var (name, value) in expected.state_dict())
            Tensors.Same(value, actual.state_dict()[name], name);
    }
}
