using System.Reflection;
using DeepDsl.Models;
using Runtime.Tests.Harness;
using Runtime.Tests.Models;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Runtime.Tests.Survival;

/// <summary>The end of a model, ordered or by the garbage collector.</summary>
public sealed class DisposalTests
{
    public static TheoryData<string> Members { get; } = [.. Uses.Keys];

    private static Dictionary<string, Action<SmallNet>> Uses => new()
    {
        ["Predict"] = model => model.Predict(Ordeal.Images()),
        ["forward"] = model => model.forward(Ordeal.Images()),
        ["TrainStep"] = model => model.TrainStep(Ordeal.Images(), Ordeal.Targets),
        ["ComputeGradients"] = model => model.ComputeGradients(Ordeal.Images(), Ordeal.Targets),
        ["MeasureSignal"] = model => model.MeasureSignal(Ordeal.Images(), Ordeal.Targets),
        ["TrainForward"] = model => model.TrainForward(Ordeal.Images()),
        ["TrainBackward"] = model => model.TrainBackward(zeros(5, 3)),
        ["Step"] = model => model.Step(),
        ["ZeroGradients"] = model => model.ZeroGradients(),
        ["zero_grad"] = model => model.zero_grad(),
        ["LastOutput"] = model => _ = model.LastOutput,
        ["get_LearningRate"] = model => _ = model.LearningRate,
        ["set_LearningRate"] = model => model.LearningRate = 1,
        ["get_TotalSteps"] = model => _ = model.TotalSteps,
        ["set_TotalSteps"] = model => model.TotalSteps = 1,
        ["get_StepsMade"] = model => _ = model.StepsMade,
        ["get_NextLearningRate"] = model => _ = model.NextLearningRate,
        ["get_NextMomentum"] = model => _ = model.NextMomentum,
        ["SaveCheckpoint"] = model => model.SaveCheckpoint(new MemoryStream()),
        ["SaveCheckpoint to a file"] = model => model.SaveCheckpoint("never"),
        ["LoadCheckpoint"] = model => model.LoadCheckpoint(new MemoryStream()),
        ["LoadCheckpoint from a file"] = model => model.LoadCheckpoint("never"),
        ["Clone"] = model => model.Clone(),
        ["CopyParametersFrom"] = model => model.CopyParametersFrom(new SmallNet()),
        ["CopyParametersFrom it"] = model => new SmallNet().CopyParametersFrom(model),
        ["LerpParametersFrom"] = model => model.LerpParametersFrom(new SmallNet(), 0.5),
        ["load_state_dict"] = model => model.load_state_dict([]),
        ["load"] = model => model.load(new MemoryStream()),
        ["LerpParametersFrom it"] = model => new SmallNet().LerpParametersFrom(model, 0.5),
    };

    [Theory]
    [MemberData(nameof(Members))]
    public void Use_after_Dispose_is_an_ObjectDisposedException(string member)
    {
        using var scope = NewDisposeScope();
        var model = new SmallNet();
        model.TrainStep(Ordeal.Images(), Ordeal.Targets);
        model.Dispose();
        Assert.Contains("SmallNet", Assert.Throws<ObjectDisposedException>(() => Uses[member](model)).Message);
    }

    [Fact]
    public void Every_member_that_a_model_adds_to_modules_is_listed_above()
    {
        // What stays usable: names and options, which need no tensor; and the parameters by their names, which say themselves that they are disposed.
        string[] harmless = ["named_parameters", "get_Image", "get_Stem", "get_Hidden", "get_Logits", "get_Summary", "get_State"];
        var members = new[] { typeof(SmallNet), typeof(Model<Tensor, Tensor>) }
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Select(method => method.Name == "get_LastOutput" ? "LastOutput" : method.Name);
        Assert.Empty(members.Except(harmless).Except(Uses.Keys));
    }

    [Fact]
    public void A_parameter_that_was_disposed_is_named()
    {
        using var scope = NewDisposeScope();
        using var model = new SmallNet();
        model.get_parameter("hidden.linear.bias")!.Dispose();
        foreach (var use in (Action[])[() => model.Predict(Ordeal.Images()), () => model.TrainStep(Ordeal.Images(), Ordeal.Targets)])
            Assert.Contains("'hidden.linear.bias' was disposed", Assert.Throws<ObjectDisposedException>(use).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void May_be_disposed_twice()
    {
        var model = new SmallNet();
        model.TrainStep(Ordeal.Images(), Ordeal.Targets);
        model.Dispose();
        model.Dispose();
    }

    [Fact]
    public void May_be_disposed_before_it_was_used() => new SmallNet().Dispose();

    [Fact]
    public void Parameters_that_are_held_longer_are_disposed()
    {
        var model = new SmallNet();
        var parameter = model.parameters().First();
        model.Dispose();
        Assert.True(parameter.IsInvalid);
    }

    [Fact]
    public void A_copy_outlives_its_original()
    {
        var model = new SmallNet();
        model.TrainStep(Ordeal.Images(), Ordeal.Targets);
        using var copy = model.Clone();
        model.Dispose();
        Ordeal.AssertPredictsFromItsParameters(copy);
        copy.TrainStep(Ordeal.Images(), Ordeal.Targets);
    }

    [Fact]
    public void Trains_on_while_the_garbage_collector_runs()
    {
        using var scope = NewDisposeScope();
        using var model = new SmallNet();
        using var spared = new SmallNet();
        for (var step = 0; step < 20; step++)
        {
            spared.TrainStep(Ordeal.Images(), Ordeal.Targets);
            model.TrainStep(Ordeal.Images(), Ordeal.Targets);
            // Models without an owner, at every stage of life, die by their finalizers.
            Abandon(step % 4);
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        Tensors.Same(spared.State.Values, model.State.Values);
    }

    private static void Abandon(int uses)
    {
        var model = new SmallNet(new() { DType = uses == 3 ? ScalarType.Float64 : ScalarType.Float32 });
        var images = Ordeal.Images(model.State.Type);
        if (uses > 0)
            model.TrainStep(images, Ordeal.Targets);
        if (uses > 1)
            model.TrainForward(images);
    }
}
