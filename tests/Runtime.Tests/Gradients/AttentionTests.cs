using DeepDsl.Models;
using Runtime.Tests.Harness;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Runtime.Tests.Gradients;

/// <summary>Attention against TorchSharp's own module, with its parameters under their names there.</summary>
public sealed class AttentionTests
{
    [Theory]
    [InlineData("MultiheadAttention(3)", false)]
    [InlineData("MultiheadAttention(3, Causal = true)", true)]
    public void Is_the_module_of_the_same_name(string attention, bool causal)
    {
        using var scope = NewDisposeScope();
        using var model = RuntimeModel.Create(RuntimeModel.Compile(RuntimeModel.Source("Net", "", "5, 12", $"[{attention}] public partial Node Y {{ get; }}")), "Net");
        using var module = nn.MultiheadAttention(12, 3);
        using var quiet = no_grad();
        var own = model.named_parameters().ToDictionary(pair => pair.name, pair => pair.parameter);
        foreach (var (name, parameter) in module.named_parameters())
            own[$"y.attention.{name}"].copy_(parameter.normal_());
        Assert.Equal(4, own.Count);

        var x = Tensors.Normal(1, [2, 5, 12]);
        var byLength = x.transpose(0, 1);
        var mask = causal ? zeros(5, 5).masked_fill(ones(5, 5, dtype: ScalarType.Bool).triu(1), double.NegativeInfinity) : null;
        var expected = module.call(byLength, byLength, byLength, null, false, mask).Item1.transpose(0, 1);
        Tensor trained = ((dynamic)model).TrainForward(x);
        Assert.True(allclose(model.Predict(x), expected, 1e-4, 1e-4));
        Assert.True(allclose(trained, expected, 1e-4, 1e-4));
    }

    [Fact]
    public void Starts_as_the_module_does()
    {
        using var model = RuntimeModel.Create(RuntimeModel.Compile(RuntimeModel.Source("Net", "", "5, 64", "[MultiheadAttention(4)] public partial Node Y { get; }")), "Net");
        var bounds = model.named_parameters().ToDictionary(pair => pair.name, pair => pair.parameter.detach().abs().max().item<float>());
        Assert.InRange(bounds["y.attention.in_proj_weight"], 0.95 * Math.Sqrt(6.0 / (64 + 192)), Math.Sqrt(6.0 / (64 + 192)));
        Assert.InRange(bounds["y.attention.out_proj.weight"], 0.95 / 8, 1.0 / 8);
        Assert.Equal(0, bounds["y.attention.in_proj_bias"]);
        Assert.Equal(0, bounds["y.attention.out_proj.bias"]);
    }
}
