using DeepDsl.Models;
using static TorchSharp.torch;

namespace DeepDsl.Training;

/// <summary>A model's optimizer with its schedule and clipping.</summary>
public sealed class Updates : IDisposable
{
    private readonly Optimizer _optimizer;
    private readonly Schedule? _schedule;
    private readonly ClipGradNorm? _clipping;
    private double _learningRate;
    private long? _totalSteps;

    internal Updates(Optimizer optimizer, Schedule? schedule, ClipGradNorm? clipping) =>
        (_optimizer, _schedule, _clipping, _learningRate) = (optimizer, schedule, clipping, optimizer.InitialLearningRate);

    /// <summary>The optimizer's learning rate; under a schedule, its peak.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or no number.</exception>
    public double LearningRate
    {
        get => _learningRate;
        set => _learningRate = value >= 0 && double.IsFinite(value)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "The learning rate must be a finite number of at least 0.");
    }

    /// <summary>The number of steps of the training, which the schedule is stretched over; the declared one unless set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public long? TotalSteps
    {
        get => _totalSteps ?? _schedule?.DeclaredSteps;
        set => _totalSteps = value is null or >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "There must be at least one step.");
    }

    /// <summary>The number of steps made.</summary>
    public long Steps { get; private set; }

    /// <summary>The learning rate that the next step will use.</summary>
    /// <exception cref="InvalidOperationException">A schedule does not know the number of steps.</exception>
    public double NextLearningRate => _schedule is null ? _learningRate : _schedule.LearningRate(Math.Min(Steps, Total - 1), Total, _learningRate);

    private long Total => TotalSteps ?? throw new InvalidOperationException(
        $"The schedule {_schedule!.GetType().Name} needs the number of steps: set TotalSteps on the model, in ModelOptions, or on the attribute.");

    /// <inheritdoc/>
    public void Dispose() => _optimizer.Dispose();

    internal void Apply(ModelState state)
    {
        var rate = NextLearningRate;
        if (_optimizer.Momentum is not null && _schedule?.Momentum(Math.Min(Steps, Total - 1), Total) is { } momentum)
            _optimizer.Momentum = momentum;
        var scale = _clipping is null ? 1 : _clipping.Scale(Norm(state));
        _optimizer.Step(state, rate, scale);
        Steps++;
    }

    internal void Convert(ScalarType type, Device device) => _optimizer.Convert(type, device);

    private static double Norm(ModelState state)
    {
        if (state.HasKernels)
            return UpdateKernel.Norm(state);
        using var quiet = no_grad();
        using var scope = NewDisposeScope();
        return Math.Sqrt(state.Learned.Sum(part => Math.Pow(state.Gradients.narrow(0, part.Start, part.End - part.Start).to(ScalarType.Float32).norm().item<float>(), 2)));
    }
}
