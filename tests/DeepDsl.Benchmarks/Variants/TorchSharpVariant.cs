using DeepDsl.Benchmarks.Twins;
using DeepDsl.Benchmarks.Workloads;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepDsl.Benchmarks.Variants;

/// <summary>The twin as one writes it: a module, autograd, an optimizer of torch.optim, all in a dispose scope.</summary>
internal sealed class TorchSharpVariant : IVariant
{
    private readonly Workload _workload;
    private readonly Phase _phase;
    private readonly TwinOptimizer _optimizer;
    private readonly Tensor _x;
    private readonly Tensor _target;
    private readonly StartingPoint _start;

    /// <param name="workload">The workload.</param>
    /// <param name="phase">What is measured.</param>
    /// <param name="model">The model whose parameters and buffers it takes, which are in the same order.</param>
    /// <param name="channelsLast">Whether weights and input have their channels innermost; what lies between follows.</param>
    public TorchSharpVariant(Workload workload, Phase phase, nn.Module model, bool channelsLast = false)
    {
        (_workload, _phase, Network, (_x, _target)) = (workload, phase, workload.Twin(), workload.CreateData(model.parameters().First().dtype));
        Network.to(model.parameters().First().dtype);
        IsChannelsLast = channelsLast;
        Copy(model);
        if (channelsLast)
        {
            using var quiet = no_grad();
            foreach (var weight in Network.parameters().Where(parameter => parameter.dim() == 4))
                weight.set_(ChannelsLast(weight));
            _x = ChannelsLast(_x);
        }
        _optimizer = workload.Optimizer(Network.parameters());
        _start = new(Network);
        Network.train(phase == Phase.Train);
    }

    public string Name => IsChannelsLast ? "torchsharp-channels-last" : "torchsharp";

    /// <summary>Whether its weights and input have their channels innermost.</summary>
    public bool IsChannelsLast { get; }

    public nn.Module<Tensor, Tensor> Network { get; }

    public void Run(Action? beforeEnd = null)
    {
        if (_phase == Phase.Train)
            Step(beforeEnd);
        else
            Predict(beforeEnd);
    }

    public float Step(Action? beforeEnd = null)
    {
        using var scope = NewDisposeScope();
        _optimizer.Optimizer.zero_grad();
        var loss = _workload.Loss(Network.call(_x), _target);
        loss.backward();
        _optimizer.Optimizer.step();
        _optimizer.Schedule?.step();
        beforeEnd?.Invoke();
        return loss.dtype == ScalarType.Float64 ? (float)loss.item<double>() : loss.item<float>();
    }

    public void Predict(Action? beforeEnd = null)
    {
        using var scope = NewDisposeScope();
        using var quiet = inference_mode();
        _ = Network.call(_x);
        beforeEnd?.Invoke();
    }

    /// <summary>The result in inference mode.</summary>
    public Tensor Output()
    {
        using var quiet = no_grad();
        return Network.call(_x);
    }

    public void Reset()
    {
        if (_phase == Phase.Train)
            _start.Restore();
    }

    public void Dispose()
    {
        _start.Dispose();
        _optimizer.Optimizer.Dispose();
        Network.Dispose();
        _x.Dispose();
        _target.Dispose();
    }

    private void Copy(nn.Module model)
    {
        using var quiet = no_grad();
        Tensor[] mine = [.. Network.parameters(), .. Network.buffers()], theirs = [.. model.parameters(), .. model.buffers()];
        if (!mine.Select(Shape).SequenceEqual(theirs.Select(Shape)))
            throw new MismatchException(_workload.Name, Name, $"the twin has {string.Join(" ", mine.Select(Shape))}, the model {string.Join(" ", theirs.Select(Shape))}");
        foreach (var (own, other) in mine.Zip(theirs))
            own.copy_(other);

        static string Shape(Tensor value) => $"[{string.Join(", ", value.shape)}]";
    }

    // TorchSharp has no memory format as an argument.
    private static Tensor ChannelsLast(Tensor x) => x.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2).DetachFromDisposeScope();
}
