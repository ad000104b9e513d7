using DeepDsl.Models;
using static TorchSharp.torch;

namespace DeepDsl.Training;

/// <summary>A model's optimizer with its schedule and clipping.</summary>
public sealed class Updates : IDisposable
{
    private readonly Schedule? _schedule;
    private readonly ClipGradNorm? _clipping;
    private double _learningRate;
    private long? _totalSteps;

    internal Updates(Optimizer optimizer, Schedule? schedule, ClipGradNorm? clipping) =>
        (Optimizer, _schedule, _clipping, _learningRate) = (optimizer, schedule, clipping, optimizer.InitialLearningRate);

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
    public long Steps => Optimizer.Steps;

    /// <summary>The learning rate that the next step will use.</summary>
    /// <exception cref="InvalidOperationException">A schedule does not know the number of steps.</exception>
    public double NextLearningRate => _schedule is null ? _learningRate : _schedule.LearningRate(Math.Min(Steps, Total - 1), Total, _learningRate);

    /// <summary>The momentum that the next step will use: of Adam and its kin Beta1, and null where the optimizer has none.</summary>
    /// <exception cref="InvalidOperationException">A schedule does not know the number of steps.</exception>
    public double? NextMomentum => Optimizer.Momentum is { } momentum ? _schedule?.Momentum(Math.Min(Steps, Total - 1), Total) ?? momentum : null;

    internal Optimizer Optimizer { get; }

    /// <summary>Where the training is.</summary>
    internal Progress Progress => new(Steps, _learningRate, TotalSteps, Optimizer.Carried);

    private long Total => TotalSteps ?? throw new InvalidOperationException(
        $"The schedule {_schedule!.GetType().Name} needs the number of steps: set TotalSteps on the model, in ModelOptions, or on the attribute.");

    /// <inheritdoc/>
    public void Dispose() => Optimizer.Dispose();

    internal void Apply(ModelState state)
    {
        var rate = NextLearningRate;
        if (NextMomentum is { } momentum)
            Optimizer.Momentum = momentum;
        var scale = _clipping is null ? 1 : _clipping.Scale(Norm(state));
        Optimizer.Step(state, rate, scale);
    }

    /// <summary>Goes on from another place in a training. One that has no number of steps leaves it as it is.</summary>
    internal void GoOn(Progress progress)
    {
        (Optimizer.Steps, Optimizer.Carried, _learningRate) = (progress.Steps, progress.Carried, progress.LearningRate);
        _totalSteps = progress.TotalSteps ?? _totalSteps;
    }

    internal void Convert(ScalarType type, Device device) => Optimizer.Convert(type, device);

    private static double Norm(ModelState state)
    {
        if (state.HasKernels)
            return UpdateKernel.Norm(state);
        using var quiet = no_grad();
        using var scope = NewDisposeScope();
        return Math.Sqrt(state.Learned.Sum(part => Math.Pow(state.Gradients.narrow(0, part.Start, part.End - part.Start).to(ScalarType.Float32).norm().item<float>(), 2)));
    }
}

/// <summary>Where a training is.</summary>
/// <param name="Steps">The steps made.</param>
/// <param name="LearningRate">The learning rate; under a schedule, its peak.</param>
/// <param name="TotalSteps">The number of steps of the training, if it is known.</param>
/// <param name="Carried">What the optimizer carries from step to step beside its buffers.</param>
internal readonly record struct Progress(long Steps, double LearningRate, long? TotalSteps, double Carried);
