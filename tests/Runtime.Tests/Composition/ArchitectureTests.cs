using DeepDsl;
using Runtime.Tests.Harness;
using TorchSharp;
using Xunit;

namespace Runtime.Tests.Composition;

/// <summary>Published architectures: their parameter counts and result shapes, known at compile time.</summary>
public sealed class ArchitectureTests
{
    [Theory]
    [InlineData(Architectures.ResNet, "ResNet18", 11_689_512)]
    [InlineData(Architectures.ResNet, "ResNet50", 25_557_032)]
    [InlineData(Architectures.Vgg, "Vgg16Bn", 138_365_992)]
    [InlineData(Architectures.DenseNet, "DenseNet121", 7_978_856)]
    [InlineData(Architectures.MobileNet, "MobileNetV2", 3_504_872)]
    [InlineData(Architectures.SqueezeNet, "SqueezeNet11", 1_235_496)]
    [InlineData(Architectures.Vit, "VitB16", 86_567_656)]
    [InlineData(Architectures.Flowers, "FlowerNet", 25_557_032 - 2_049_000 + 208_998, "(102)")]
    [InlineData(Architectures.ValidUNet, "OriginalUNet", 31_030_658, "(2, 388, 388)")]
    [InlineData(Architectures.Gpt, "Gpt2", 124_439_808, "(1024, 50257)")]
    public void Has_the_published_number_of_parameters(string source, string name, long parameters, string result = "(1000)")
    {
        var summary = (ModelSummary)RuntimeModel.Compile(source).GetType($"Compiled.{name}", throwOnError: true)!.GetProperty("Summary")!.GetValue(null)!;
        Assert.Equal(parameters, summary.Parameters);
        Assert.Equal(result, summary.Layers[^1].OutputShape);
    }

    [Theory]
    [InlineData(Architectures.ResNet, "ResNet18")]
    [InlineData(Architectures.ResNet, "ResNet50")]
    [InlineData(Architectures.DenseNet, "DenseNet121")]
    [InlineData(Architectures.MobileNet, "MobileNetV2")]
    [InlineData(Architectures.UNet, "UNet")]
    [InlineData(Architectures.Vit, "VitB16")]
    [InlineData(Architectures.Flowers, "FlowerNet")]
    public void Trains_like_autograd_at_reduced_size(string source, string name)
    {
        var small = source.Replace("224, 224", "32, 32").Replace("64, 7,", "8, 7,").Replace("(64,", "(8,").Replace("(128,", "(12,").Replace("(256,", "(16,").Replace("(512,", "(20,").Replace("1000", "10")
            .Replace("Layer>(32, Repeat = 6)", "Layer>(4, Repeat = 2)").Replace("Layer>(32, Repeat = 12)", "Layer>(4, Repeat = 2)").Replace("Layer>(32, Repeat = 24)", "Layer>(4, Repeat = 2)").Replace("Layer>(32, Repeat = 16)", "Layer>(4, Repeat = 2)")
            .Replace("768", "12").Replace("197", "5").Replace("Block>(12, Repeat = 12)", "Block>(3, Repeat = 2)");
        using var model = RuntimeModel.Create(RuntimeModel.Compile(small), name, new() { DType = torch.ScalarType.Float64 });
        Assert.InRange(GradientCheck.Run(model, [3, 32, 32], batch: 6), 0, 1e-8);
    }

    [Fact]
    public void A_net_of_valid_convolutions_trains_like_autograd_at_reduced_size()
    {
        var small = Architectures.ValidUNet.Replace("572, 572", "188, 192").Replace("1024", "6").Replace("512", "5").Replace("256", "4").Replace("128", "3").Replace("64", "2");
        using var model = RuntimeModel.Create(RuntimeModel.Compile(small), "OriginalUNet", new() { DType = torch.ScalarType.Float64 });
        Assert.InRange(GradientCheck.Run(model, [1, 188, 192], batch: 2), 0, 1e-8);
    }

    [Theory]
    [InlineData("Gpt2", false)]
    [InlineData("WaveNet", true)]
    public void A_model_of_indices_trains_like_autograd_at_reduced_size(string name, bool isClassesFirst)
    {
        var small = name == "Gpt2"
            ? Architectures.Gpt.Replace("50257", "13").Replace("768", "12").Replace("1024", "6").Replace("GptBlock>(12, Repeat = 12)", "GptBlock>(3, 0.2, Repeat = 2)")
            : Architectures.WaveNet.Replace("Input(64", "Input(6").Replace("256, 64)", "256, 5)").Replace("(64,", "(5,").Replace("256", "13").Replace("8, 16, 32 }", "8 }");
        dynamic model = RuntimeModel.Create(RuntimeModel.Compile(small), name, new() { DType = torch.ScalarType.Float64 });
        using var tokens = Tensors.Classes(1, 13, [4, 6]);
        using var target = Tensors.Classes(2, 13, [4, 6]);
        float loss = model.ComputeGradients(tokens, target);
        var module = (torch.nn.Module)model;
        var gradients = module.named_parameters().ToDictionary(pair => pair.name, pair => pair.parameter.grad!.clone());

        module.zero_grad();
        module.train();
        model.State.Draws.Step--;
        using torch.Tensor logits = model.forward(tokens);
        using var expected = torch.nn.functional.cross_entropy(isClassesFirst ? logits : logits.transpose(1, 2), target);
        expected.backward();
        Assert.Equal(expected.item<double>(), loss, 1e-5);
        Assert.All(module.named_parameters(), pair => Assert.True(pair.parameter.grad!.allclose(gradients[pair.name], 1e-8, 1e-11), pair.name));
    }

    [Fact]
    public void A_causal_stack_sees_nothing_of_the_future()
    {
        dynamic model = RuntimeModel.Create(RuntimeModel.Compile(Architectures.WaveNet), "WaveNet");
        using var codes = Tensors.Classes(3, 256, [2, 64]);
        using var changed = codes.clone();
        changed[torch.TensorIndex.Colon, 40] = (changed[torch.TensorIndex.Colon, 40] + 1) % 256;
        using torch.Tensor before = model.Predict(codes);
        using torch.Tensor after = model.Predict(changed);
        using var difference = (after - before).abs().sum([0L, 1L]);
        Assert.Equal(0, difference[torch.TensorIndex.Slice(0, 40)].max().item<float>());
        Assert.All(Enumerable.Range(40, 24), position => Assert.True(difference[position].item<float>() > 0));
    }
}
