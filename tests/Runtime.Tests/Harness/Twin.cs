using DeepDsl;
using TorchSharp;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;

namespace Runtime.Tests.Harness;

/// <summary>A network written by hand in TorchSharp's modules, one for every operator of a model.</summary>
public sealed class Twin(params nn.Module<Tensor, Tensor>[] layers) : IDisposable
{
    /// <summary>The layers in a row.</summary>
    public Sequential Network { get; } = nn.Sequential(layers);

    /// <summary>Takes the type, parameters and buffers of a model, which are in the same order.</summary>
    public Twin Copying(nn.Module model)
    {
        Network.to(model.parameters().First().dtype);
        using var quiet = no_grad();
        foreach (var (mine, theirs) in Pairs(model))
            mine.copy_(theirs);
        return this;
    }

    /// <summary>Compares parameters and buffers with those of a model.</summary>
    public void AssertEquals(nn.Module model, double tolerance)
    {
        foreach (var ((mine, theirs), name) in Pairs(model).Zip(model.state_dict().Keys))
            Tensors.Near(mine, theirs, tolerance, name);
    }

    /// <summary>Compares the layers' output shapes and parameter counts with what a model's summary says of them.</summary>
    /// <returns>The result in inference mode.</returns>
    public Tensor AssertEquals(ModelSummary summary, Tensor x)
    {
        using var quiet = no_grad();
        Network.eval();
        var operators = summary.Layers.Skip(1).ToArray();
        Assert.Equal(layers.Length, operators.Length);
        foreach (var (layer, summarized) in layers.Zip(operators))
        {
            x = layer.call(x);
            Assert.Equal($"{summarized.Operator} {Shape(x)} {layer.parameters().Sum(parameter => parameter.numel())}",
                $"{summarized.Operator} {summarized.OutputShape} {summarized.Parameters}");
        }
        return x;
    }

    public void Dispose() => Network.Dispose();

    private static string Shape(Tensor x) => $"({string.Join(", ", x.shape.Skip(1))})";

    private IEnumerable<(Tensor Mine, Tensor Theirs)> Pairs(nn.Module model)
    {
        var (mine, theirs) = (Values(Network), Values(model));
        Assert.Equal(mine.Length, theirs.Length);
        return mine.Zip(theirs);
    }

    private static Tensor[] Values(nn.Module module) => [.. module.parameters(), .. module.buffers()];
}
