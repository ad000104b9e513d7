using DeepDsl;
using DeepDsl.Models;
using Runtime.Tests.Harness;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Runtime.Tests.Composition;

/// <summary>Parts that are taken up and stay as they are: transfer learning.</summary>
public sealed class FrozenTests
{
    private const string Source = """
        [Block] public partial class Layer
        {
            [Hyper] public partial int Width { get; }
            [Input] public partial Node X { get; }
            [Conv2d(nameof(Width), 3, Padding = 1, Bias = false), BatchNorm2d, ReLU, Dropout(0.3)] public partial Node Y { get; }
        }

        [Model, CrossEntropyLoss, SGD(0.1)] public partial class Backbone
        {
            [Hyper(4)] public partial int Wide { get; }
            [Input(3, 8, 8)] public partial Node Image { get; }
            [Use<Layer>(nameof(Wide), Repeat = 2)] public partial Node Low { get; }
            [MaxPool2d(2), Conv2d(6, 1), GroupNorm(2), ReLU] public partial Node High { get; }
            [AdaptiveAvgPool2d(1), Flatten, Linear(9)] public partial Node Logits { get; }
        }

        [Model, CrossEntropyLoss, AdamW(0.1, WeightDecay = 0.5), ClipGradNorm(1)] public partial class Flowers
        {
            [Input(3, 8, 8)] public partial Node Image { get; }
            [USE] public partial Node Body { get; }
            [Conv2d(4, 1), BatchNorm2d, AdaptiveAvgPool2d(1), Flatten, Linear(5)] public partial Node Logits { get; }
        }
        """;

    private static readonly System.Reflection.Assembly Compiled = Compile("Use<Backbone>(Until = nameof(Backbone.High), Frozen = true)");

    [Theory]
    [InlineData(ScalarType.Float64)]
    [InlineData(ScalarType.BFloat16)]
    public void What_is_frozen_stays_to_the_bit_and_the_rest_learns(ScalarType type)
    {
        var model = Create(Compiled, "Flowers", type);
        model.CopyParametersFrom(Create(Compiled, "Backbone", type));
        var before = ((Module)model).state_dict().ToDictionary(pair => pair.Key, pair => pair.Value.clone());
        using var x = Tensors.Normal(1, [6, 3, 8, 8], type);
        using var target = Tensors.Classes(2, 5, [6]);
        for (var step = 0; step < 3; step++)
            model.TrainStep(x, target);
        Assert.Equal(14, before.Keys.Count(name => name.StartsWith("body.", StringComparison.Ordinal) && !name.Contains("num_batches")));
        Assert.All(((Module)model).state_dict(), pair => Assert.Equal(pair.Key.StartsWith("body.", StringComparison.Ordinal), pair.Value.equal(before[pair.Key]).all().item<bool>()));
        Assert.All(((Module)model).named_parameters(), pair => Assert.Equal(pair.name.StartsWith("body.", StringComparison.Ordinal), pair.parameter.grad is null && !pair.parameter.requires_grad));
    }

    [Fact]
    public void Gradients_of_the_rest_equal_autograd() =>
        Assert.InRange(GradientCheck.Run((Model<Tensor, Tensor>)Create(Compiled, "Flowers"), [3, 8, 8], batch: 4), 0, 1e-8);

    // A generator before a frozen critic, a frozen layer used twice, and a learning one that shares it.
    [Theory]
    [InlineData("Linear(6), Use<Part>(Frozen = true), Linear(2)")]
    [InlineData("Linear(6), Use<Part>(Repeat = 2, Frozen = true), Use<Part>, Linear(2)")]
    [InlineData("Use<Part>(Frozen = true)")]
    [InlineData("Linear(6)] public partial Node A { get; } [Use<Part>(Frozen = true)] public partial Node B { get; } [Use<Part>(Share = nameof(B)), Linear(3)")]
    [InlineData("Linear(6)] public partial Node A { get; } [Use<Part>] public partial Node B { get; } [Use<Part>(Share = nameof(B), Frozen = true), Linear(3)")]
    [InlineData("Linear(6)] public partial Node A { get; } [Use<Outer>(Frozen = true)] public partial Node B { get; } [Linear(3)")]
    public void Gradients_pass_through_what_is_frozen(string operators)
    {
        const string parts = """
            [Block] public partial class Part
            {
                [Input] public partial Node X { get; }
                [Linear(6), LayerNorm, Dropout(0.4), BatchNorm1d, GELU] public partial Node H { get; }
                [Weight(6)] public partial Node W { get; }
                [Multiply(nameof(H)), Reshape(2, 3), MultiheadAttention(3), LSTM(3), GRU(3), RMSNorm, GroupNorm(1), BatchNorm1d(Affine = false), Flatten] public partial Node Y { get; }
            }
            [Block] public partial class Outer
            {
                [Input] public partial Node X { get; }
                [Use<Part>, Linear(6)] public partial Node Y { get; }
            }
            """;
        var assembly = RuntimeModel.Compile(parts + RuntimeModel.Source("Net", "", "6", $"[{operators}] public partial Node Y {{ get; }}"));
        using var model = RuntimeModel.Create(assembly, "Net", new() { DType = ScalarType.Float64 });
        Assert.InRange(GradientCheck.Run(model, [6], batch: 5), 0, 1e-8);
    }

    [Fact]
    public void A_frozen_part_runs_as_in_inference_while_it_trains()
    {
        var assembly = Compile("Use<Backbone>(Until = nameof(Backbone.High), Frozen = true), Output");
        var (model, backbone) = (Create(assembly, "Flowers"), Create(assembly, "Backbone"));
        using (no_grad())
        {
            foreach (var (name, buffer) in ((Module)backbone).named_buffers().Where(pair => pair.buffer.is_floating_point()))
                buffer.copy_(Tensors.Uniform(4, buffer.shape, buffer.dtype) + 0.5);
        }
        model.CopyParametersFrom(backbone);
        using var x = Tensors.Normal(3, [6, 3, 8, 8], ScalarType.Float64);
        Assert.True(((Tensor)model.TrainForward(x)).allclose((Tensor)model.Predict(x)));
        Assert.Equal(
            ((Module)backbone).state_dict().Where(pair => !pair.Key.StartsWith("logits", StringComparison.Ordinal)).Select(pair => pair.Value.to(ScalarType.Float64).sum().item<double>()),
            ((Module)backbone).state_dict().Where(pair => !pair.Key.StartsWith("logits", StringComparison.Ordinal)).Select(pair => ((Module)model).state_dict()["body.backbone." + pair.Key].to(ScalarType.Float64).sum().item<double>()));
    }

    [Fact]
    public void Copies_into_every_use_of_a_model_and_crosses_types()
    {
        var assembly = Compile("Use<Backbone>(Name = \"first\"), Reshape(3, 3, 1), Upsample([4, 8])] public partial Node Second { get; } [Conv2d(3, 1, Padding = 1), AdaptiveAvgPool2d(8), Use<Backbone>, Reshape(1, 3, 3)");
        var (model, backbone) = (Create(assembly, "Flowers"), Create(assembly, "Backbone", ScalarType.Float32));
        model.CopyParametersFrom(backbone);
        var copied = ((Module)model).state_dict();
        Assert.All(((Module)backbone).state_dict(), pair => Assert.All(["first.", "body.backbone."], prefix => Assert.True(copied[prefix + pair.Key].equal(pair.Value.to(copied[prefix + pair.Key].dtype)).all().item<bool>(), prefix + pair.Key)));
    }

    [Fact]
    public void Names_what_does_not_fit_and_copies_nothing_then()
    {
        var assembly = Compile("Use<Backbone>(5, Until = nameof(Backbone.Low))");
        var (model, backbone) = (Create(assembly, "Flowers"), Create(assembly, "Backbone"));
        var before = ((Module)model).state_dict().ToDictionary(pair => pair.Key, pair => pair.Value.clone());
        var exception = Assert.Throws<ArgumentException>(() => { model.CopyParametersFrom(backbone); });
        Assert.StartsWith("The parameters of 'Backbone' do not fit into 'Flowers': its 'low.layer.0.y.conv.weight' is [4, 3, 3, 3], but 'body.backbone.low.layer.0.y.conv.weight' is [5, 3, 3, 3]; ", exception.Message);
        Assert.Contains("; and ", exception.Message);
        Assert.All(((Module)model).state_dict(), pair => Assert.True(pair.Value.equal(before[pair.Key]).all().item<bool>()));
    }

    [Fact]
    public void Names_what_is_missing()
    {
        var assembly = Compile("Use<Backbone>(4, true), Reshape(1, 3, 3)", """
            [Hyper(false)] public partial bool Extra { get; }
            """, "Linear(9)", "Linear(9), LayerNorm(When = nameof(Extra))");
        var (model, backbone) = (Create(assembly, "Flowers"), Create(assembly, "Backbone"));
        Assert.Equal("The parameters of 'Backbone' do not fit into 'Flowers': it has no 'logits.norm.weight' for 'body.backbone.logits.norm.weight'; it has no 'logits.norm.bias' for 'body.backbone.logits.norm.bias'. (Parameter 'other')",
            Assert.Throws<ArgumentException>(() => { model.CopyParametersFrom(backbone); }).Message);
    }

    [Fact]
    public void A_model_that_few_may_see_is_taken_by_a_method_that_few_may_see()
    {
        var type = RuntimeModel.Compile("""
            [Model] internal partial class Inner { [Input(4)] public partial Node X { get; } [Linear(4)] public partial Node Y { get; } }
            [Model] public partial class Net { [Input(4)] public partial Node X { get; } [Use<Inner>(Frozen = true), Linear(2)] public partial Node Y { get; } }
            """).GetType("Compiled.Net")!;
        Assert.Single(type.GetMethods(), method => method.Name == "CopyParametersFrom");
        Assert.Equal(2, type.GetMethods(System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.NonPublic).Count(method => method.Name == "CopyParametersFrom"));
    }

    private static System.Reflection.Assembly Compile(string use, string members = "", string original = "", string replacement = "")
    {
        var source = Source.Replace("USE", use);
        if (original.Length > 0)
            source = source.Replace("[Input(3, 8, 8)] public partial Node Image { get; }\n    [Use<Layer>", $"{members}\n    [Input(3, 8, 8)] public partial Node Image {{ get; }}\n    [Use<Layer>").Replace(original, replacement);
        return RuntimeModel.Compile(source);
    }

    private static dynamic Create(System.Reflection.Assembly assembly, string name, ScalarType type = ScalarType.Float64) =>
        Activator.CreateInstance(assembly.GetType($"Compiled.{name}", throwOnError: true)!, new ModelOptions { DType = type })!;
}
