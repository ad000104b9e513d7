using System.Runtime.CompilerServices;
using DeepDsl.Models;
using static TorchSharp.torch;

namespace DeepDsl.Kernels;

/// <summary>The base of the generated class that holds the values of a step for one batch size.</summary>
/// <param name="memory">What the slots are asked from.</param>
public abstract class StepWorkspace(StepMemory memory)
{
    internal StepMemory Memory { get; } = memory;
}

/// <summary>The workspaces of a model, one per batch size, all in the same arena.</summary>
/// <param name="create">Makes the workspace for a batch size.</param>
public sealed class Workspaces<T>(Func<StepMemory, T> create) : IWorkspaces
    where T : StepWorkspace
{
    private readonly BatchWorkspaces<T> _byBatch = new(create);
    private T? _current;
    private ModelState? _state;
    private long _batch;
    private long _turn;
    private long _draw;
    private bool _isComplete;
    private bool _isTaken = true;
    private MeasuredWorkspace<T>? _measured;

    /// <summary>The workspace of the last training forward pass.</summary>
    /// <exception cref="InvalidOperationException">There was none yet.</exception>
    public T Current => IsComplete ? _current! : throw new InvalidOperationException("There is no result yet: call TrainStep, ComputeGradients or TrainForward first.");

    /// <inheritdoc/>
    public long Bytes => _byBatch.Bytes;

    /// <inheritdoc/>
    public long AdoptedPeak => _byBatch.AdoptedPeak;

    // Generated code reads results at the end of a forward pass: one that an exception cut short has not done so within its turn.
    private bool IsComplete => _isComplete |= _current is not null && _state!.Turns == _turn;

    /// <summary>The workspace for the batch size of <paramref name="input"/>.</summary>
    /// <param name="state">The model's state.</param>
    /// <param name="input">The input, with the batch first.</param>
    /// <param name="parameter">What the caller calls the input.</param>
    /// <exception cref="ArgumentException">The input has no sample.</exception>
    public T For(ModelState state, Tensor input, [CallerArgumentExpression(nameof(input))] string parameter = "")
    {
        // Whatever comes of it, the activations of the last pass are used up.
        (_current, _isComplete, _isTaken) = (null, false, true);
        ArgumentNullException.ThrowIfNull(input, parameter);
        if (input.IsInvalid)
            throw new ObjectDisposedException(parameter, $"The tensor '{parameter}' was disposed before the call.");
        if (input.dim() == 0 || input.size(0) == 0)
            throw new ArgumentException($"'{parameter}' has shape [{string.Join(", ", input.shape)}], but needs a batch of at least one sample as its first dimension.", parameter);
        state.Own(this);
        var batch = input.size(0);
        state.UseThreads(batch);
        var workspace = _measured is null ? _byBatch.For(batch, state.Type) : _measured.Open(create, batch, state.Type);
        (_state, _batch, _turn, _draw, _isTaken) = (state, batch, state.Turns, state.Draws.Step, false);
        return _current = workspace;
    }

    /// <summary>The workspace of the last forward pass, once.</summary>
    /// <exception cref="InvalidOperationException">There is none, or its activations were used up by a backward pass.</exception>
    public T Take()
    {
        if (_isTaken || !IsComplete)
            throw new InvalidOperationException("TrainBackward needs a TrainForward before it: there are no activations, or they were used up.");
        _isTaken = true;
        _state!.UseThreads(_batch);
        // Other passes may have drawn in between, and the masks are those of the forward pass.
        _state.Draws.Step = _draw;
        return _current!;
    }

    /// <summary>Runs a forward and a backward pass in memory that keeps every value, and measures what came about.</summary>
    /// <param name="state">The model's state; its running statistics and random numbers stay as they are.</param>
    /// <param name="summary">The layers.</param>
    /// <param name="run">The passes, which return the loss.</param>
    /// <exception cref="InvalidOperationException">There are no kernels for the model's device or data type.</exception>
    public SignalMeasurement Measure(ModelState state, ModelSummary summary, Func<float> run)
    {
        state.RequireKernels(nameof(Measure) + "Signal");
        using var measured = _measured = new();
        try
        {
            using var untouched = state.KeepBuffers();
            return measured.Read(state, summary, run());
        }
        finally
        {
            _measured = null;
            (_current, _isComplete, _isTaken) = (null, false, true);
        }
    }

    /// <inheritdoc/>
    public void Clear()
    {
        _byBatch.Clear();
        (_current, _isComplete, _isTaken) = (null, false, true);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Clear();
        _byBatch.Dispose();
    }
}

/// <summary>What the model's state frees at its end.</summary>
internal interface IWorkspaces : IDisposable
{
    /// <summary>The size of the memory.</summary>
    long Bytes { get; }

    /// <summary>The most bytes of values that the native library allocated, at one time.</summary>
    long AdoptedPeak { get; }

    /// <summary>The bytes of what was made of the parameters.</summary>
    long PreparedBytes => 0;

    /// <summary>Forgets every workspace, as after a change of data type.</summary>
    void Clear();
}
