using DeepDsl.Models;
using DeepDsl.Benchmarks.Workloads;
using static TorchSharp.torch;

namespace DeepDsl.Benchmarks.Variants;

/// <summary>The generated code.</summary>
internal sealed class DeepDslVariant : IVariant
{
    private readonly ISupervisedModel _supervised;
    private readonly Phase _phase;
    private readonly Tensor _x;
    private readonly Tensor _target;
    private readonly StartingPoint _start;

    public DeepDslVariant(Workload workload, Phase phase, ScalarType type = ScalarType.Float32)
    {
        (Model, _phase, (_x, _target)) = (workload.CreateModel(type), phase, workload.CreateData(type));
        (_supervised, _start) = ((ISupervisedModel)Model, new(Model));
    }

    public string Name => "deepdsl";

    public Model<Tensor, Tensor> Model { get; }

    public float Step() => _supervised.TrainStep(_x, _target);

    public Tensor Predict() => _supervised.Predict(_x);

    public void Run(Action? beforeEnd = null)
    {
        if (_phase == Phase.Train)
        {
            Step();
            beforeEnd?.Invoke();
            return;
        }
        using var y = Predict();
        beforeEnd?.Invoke();
    }

    public void Reset()
    {
        if (_phase == Phase.Train)
            _start.Restore();
    }

    public void Dispose()
    {
        _start.Dispose();
        Model.Dispose();
        _x.Dispose();
        _target.Dispose();
    }
}
