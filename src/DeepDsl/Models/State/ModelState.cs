using DeepDsl.Initialization;
using DeepDsl.Kernels;
using DeepDsl.Native;
using DeepDsl.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepDsl.Models;

/// <summary>What all models share: parameters and gradients in two flat buffers, the optimizer over them, and the order of calls.</summary>
public sealed class ModelState : IDisposable
{
    private readonly IModelHost _host;
    private readonly List<ParameterSlot> _parameters = [];
    private readonly List<BufferSlot> _buffers = [];
    private readonly OwnedWorkspaces _workspaces = new();
    private readonly TurnGate _gate = new();
    private long _handOuts;
    private readonly Updates? _updates;
    private FlatParameters _flat = null!;
    private ThreadChoice _threads = null!;

    internal ModelState(IModelHost host, string name, ModelOptions? options, Optimizer? optimizer, Schedule? schedule, ClipGradNorm? clipping)
    {
        _host = host;
        Name = name;
        Options = options ?? new();
        Draws = new(Options.Seed);
        Autograd = new(this);
        _updates = optimizer is null ? null : new(optimizer, schedule, clipping) { TotalSteps = Options.TotalSteps };
        if (Options.Threads is < 1)
            throw new ArgumentOutOfRangeException(nameof(options), Options.Threads, "The number of threads must be at least 1.");
        if (Options.Threads is { } threads)
            ThreadCount.Here = threads;
    }

    /// <summary>What the model was made with; type and device are those it has now.</summary>
    public ModelOptions Options { get; private set; }

    /// <summary>Where dropout's masks come from.</summary>
    public DrawSource Draws { get; }

    /// <summary>The training step by TorchSharp's autograd, for devices and types without kernels.</summary>
    public AutogradPath Autograd { get; }

    /// <summary>The parameters in the order of their declaration.</summary>
    public IReadOnlyList<ParameterSlot> Parameters => _parameters;

    /// <summary>Whether the generated kernels can run: on the CPU, in float32 or float64.</summary>
    public bool HasKernels => Flat.HasKernels;

    /// <summary>Whether the generated kernels can run for a batch, which must not be empty.</summary>
    public bool HasKernelsFor(Tensor input) => HasKernels && input.size(0) > 0;

    /// <summary>The bytes of the arenas: one that activations and their gradients share in training, and in inference one for every call at the same time.</summary>
    public long ArenaBytes => _workspaces.ArenaBytes;

    /// <summary>The most bytes of activations and gradients that the native library allocated for convolutions, at one time.</summary>
    public long AdoptedBytes => _workspaces.AdoptedBytes;

    /// <summary>The bytes of what inference has made of the parameters: norms folded into weights, and weights packed as the native library wants them.</summary>
    public long PreparedBytes => _workspaces.PreparedBytes;

    /// <summary>The model's name, for messages.</summary>
    internal string Name { get; }

    /// <summary>What it keeps without learning it.</summary>
    internal IReadOnlyList<BufferSlot> Buffers => _buffers;

    internal ScalarType Type => Values.dtype;

    /// <summary>All parameters, padded; those that are neither bias nor norm come first, and frozen ones last.</summary>
    internal Tensor Values => Flat.Values;

    /// <summary>All gradients, laid out as the parameters that are not frozen.</summary>
    internal Tensor Gradients => _flat.Gradients.Flat;

    /// <inheritdoc cref="FlatGradients.ClearLearned"/>
    internal void ClearLearnedGradients() => _flat.Gradients.ClearLearned();

    /// <inheritdoc cref="FlatLayout.WeightCount"/>
    internal long WeightCount => _flat.Layout.WeightCount;

    /// <inheritdoc cref="FlatLayout.GradientCount"/>
    internal long GradientCount => _flat.Layout.GradientCount;

    /// <inheritdoc cref="FlatLayout.Learned"/>
    internal IReadOnlyList<(long Start, long End)> Learned => _flat.Layout.Learned;

    /// <inheritdoc cref="TurnGate.Count"/>
    internal long Turns => _gate.Count;

    /// <summary>How often the parameters were handed out by their names.</summary>
    internal long HandOuts => Volatile.Read(ref _handOuts);

    internal Updates Updates
    {
        get
        {
            ThrowIfDisposed();
            return _updates ?? throw new InvalidOperationException($"'{Name}' declares no optimizer; put one on the class, such as [AdamW(1e-3)].");
        }
    }

    /// <summary>The same, or null where the model declares no optimizer.</summary>
    internal Updates? DeclaredUpdates => _updates;

    private FlatParameters Flat
    {
        get
        {
            ThrowIfDisposed();
            return _flat;
        }
    }

    private bool IsDisposed { get; set; }

    /// <summary>Declares a parameter; called by generated constructors.</summary>
    public ParameterSlot AddParameter(string name, long[] shape, Init init, bool isNormOrBias = false, bool isFrozen = false, string[]? alsoCalled = null)
    {
        var slot = new ParameterSlot(name, shape, init, isNormOrBias, isFrozen, alsoCalled);
        _parameters.Add(slot);
        return slot;
    }

    /// <summary>Declares a buffer; called by generated constructors.</summary>
    public BufferSlot AddBuffer(string name, long[] shape, double value) => Add(new(name, shape, value));

    /// <summary>Declares an int64 counter; called by generated constructors.</summary>
    public BufferSlot AddCounter(string name) => Add(new(name, null, 0));

    /// <summary>Allocates, initializes and registers all that was declared; called by generated constructors.</summary>
    /// <param name="layerFlops">Floating-point operations of one sample in the forward pass of the typical layer: the mean over all operations of those of their layer.</param>
    public void Complete(long layerFlops)
    {
        _threads = new(Options.Threads, layerFlops);
        // Whatever scope or mode the caller is in, the buffers outlive it.
        using var normal = inference_mode(false);
        using var quiet = no_grad();
        _flat = new(_parameters, _host, Options.Seed);
        foreach (var buffer in _buffers)
            buffer.Allocate();
        AttachBuffers();
        if (Options.DType != ScalarType.Float32 || (Options.Device ?? CPU).type != DeviceType.CPU)
            Convert(Options.DType, Options.Device);
    }

    /// <summary>Begins a call that only one caller at a time may make.</summary>
    /// <exception cref="InvalidOperationException">Another caller is in one.</exception>
    public Turn Enter()
    {
        ThrowIfDisposed();
        if (!_gate.TryEnter())
            throw new InvalidOperationException($"'{Name}' is in a training call already: TrainStep, ComputeGradients, TrainForward, TrainBackward, Step, SaveCheckpoint and LoadCheckpoint have one caller at a time. Predict has no such limit.");
        _flat.Reclaim();
        return new(_gate, Options.Threads);
    }

    /// <summary>Chooses the number of threads for a call on so many samples, until disposed.</summary>
    /// <param name="input">An input, with the batch first.</param>
    public ThreadScope UseThreads(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new(_threads, input.size(0));
    }

    /// <summary>Applies the optimizer to the gradients.</summary>
    public void Step() => Updates.Apply(this);

    /// <summary>Sets every gradient to zero.</summary>
    public void ZeroGradients() => Flat.Gradients.Clear();

    /// <summary>Points the parameters' gradients at the flat buffer again, where someone else has replaced them.</summary>
    public void AttachGradients() => Flat.Gradients.Attach();

    /// <summary>Begins a backward pass: says where the kernels shall write the gradients of parameters.</summary>
    /// <param name="accumulate">Whether they are added to those that are there.</param>
    /// <param name="parameters">Whether they are wanted; otherwise they stay as they are.</param>
    public BackwardScope BeginBackward(bool accumulate, bool parameters) => Flat.Gradients.Begin(accumulate, parameters);

    /// <summary>Checks an input, whose shape is given without the batch.</summary>
    /// <exception cref="ArgumentException">It has another shape, type or device.</exception>
    public void Check(Tensor input, ReadOnlySpan<long> shape, string parameter, bool isInteger = false) =>
        InputCheck.Require(input, shape, parameter, isInteger, Values);

    /// <exception cref="ObjectDisposedException">The model was disposed.</exception>
    public void ThrowIfDisposed()
    {
        if (IsDisposed)
            throw new ObjectDisposedException(Name);
    }

    /// <summary>Copies every parameter and buffer of another state.</summary>
    public void CopyFrom(ModelState other) => StateCopying.Copy(Ready(other), this);

    /// <summary>Copies parameters and buffers of another model to those that bear the same names behind a prefix.</summary>
    /// <param name="other">The state of the other model.</param>
    /// <param name="prefixes">What the names begin with here; each stands for one copy of the other model.</param>
    /// <exception cref="ArgumentException">The other model lacks one of them, or has it in another shape; nothing was copied.</exception>
    public void CopyFrom(ModelState other, ReadOnlySpan<string> prefixes) => StateCopying.Copy(Ready(other), this, prefixes);

    /// <summary>Moves every parameter and floating-point buffer towards another state; counters are copied.</summary>
    public void LerpFrom(ModelState other, double weight) => StateCopying.Lerp(Ready(other), this, weight);

    /// <summary>Writes a file with all that training goes on from: parameters, buffers, what the optimizer keeps, the steps made, the learning rate and the number of steps, and where random numbers are.</summary>
    /// <remarks>It is a state dictionary in TorchSharp's format, so <c>load</c> takes parameters and buffers out of it. Gradients are not in it. It is written beside <paramref name="path"/> and then moved there, so that a file that was there stays whole until the new one is.</remarks>
    /// <param name="path">The file, which is replaced where it exists.</param>
    /// <exception cref="InvalidOperationException">Another caller is in a training call.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void SaveCheckpoint(string path)
    {
        ThrowIfDisposed();
        WholeFile.Write(path, SaveCheckpoint);
    }

    /// <summary>Writes all that training goes on from to a stream, which stays open.</summary>
    /// <inheritdoc cref="SaveCheckpoint(string)" path="/remarks"/>
    /// <exception cref="InvalidOperationException">Another caller is in a training call.</exception>
    public void SaveCheckpoint(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var turn = Enter();
        Checkpoint.Write(this, stream);
    }

    /// <summary>Goes on from where <c>SaveCheckpoint</c> has written: training gives the same bits as if it had never been interrupted.</summary>
    /// <remarks>Seed, learning rate and number of steps become those of the checkpoint; what the class declares, such as decay or the kind of schedule, holds as declared. Values are converted to the model's type and device.</remarks>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidOperationException">It was made with other parameters or another optimizer, nothing was loaded; or another caller is in a training call.</exception>
    /// <exception cref="InvalidDataException">This is no checkpoint, or only the beginning of one, or one of a later version; nothing was loaded.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public void LoadCheckpoint(string path)
    {
        ThrowIfDisposed();
        using var file = File.OpenRead(path);
        LoadCheckpoint(file);
    }

    /// <inheritdoc cref="LoadCheckpoint(string)"/>
    /// <param name="stream">What to read from. It stays open, behind the checkpoint.</param>
    public void LoadCheckpoint(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var turn = Enter();
        Checkpoint.Read(this, stream);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (IsDisposed)
            return;
        IsDisposed = true;
        _workspaces.Dispose();
        Autograd.Dispose();
        _updates?.Dispose();
        _flat?.Dispose();
    }

    /// <summary>Refuses what only the kernels can do.</summary>
    /// <exception cref="InvalidOperationException">There are none for the model's device or data type.</exception>
    internal void RequireKernels(string method)
    {
        if (!HasKernels)
            throw new InvalidOperationException($"{method} reads the values of the generated kernels, which run on the CPU in Float32 or Float64, but the model is on {Values.device} in {Type}.");
    }

    /// <inheritdoc cref="ThreadChoice.Use"/>
    internal void UseThreads(long batch) => _threads.Use(batch);

    /// <summary>Goes on with random numbers from a place of another seed.</summary>
    internal void GoOnDrawing(long seed, long step)
    {
        Options = Options with { Seed = seed };
        (Draws.Seed, Draws.Step) = (seed, step);
    }

    /// <summary>Keeps running statistics and random numbers for the time of a pass.</summary>
    internal IDisposable KeepBuffers() => new KeptBuffers(_buffers, Draws);

    /// <summary>Notes that the parameters are handed out by their names.</summary>
    internal void HandOut() => Interlocked.Increment(ref _handOuts);

    /// <inheritdoc cref="FlatParameters.Reclaim"/>
    internal void Reclaim() => Flat.Reclaim();

    internal void Own(IWorkspaces workspaces) => _workspaces.Own(workspaces);

    /// <summary>Moves everything to another type or device, keeping the views into the flat buffers.</summary>
    internal void Convert(ScalarType? type, Device? device)
    {
        using var normal = inference_mode(false);
        using var quiet = no_grad();
        var target = device ?? Values.device;
        var dtype = type ?? Type;
        // As in TorchSharp, an optimizer made before still finds its parameters where nothing changes.
        if (dtype == Type && target.type == Values.device_type && (target.index < 0 || target.index == Values.device_index))
            return;
        if (!is_floating_point(dtype))
            throw new ArgumentException($"'{Name}' cannot compute in {dtype}; Float32, Float64, Float16 and BFloat16 are possible.", nameof(type));
        Reclaim();
        _workspaces.Clear();
        Autograd.Dispose();
        _flat.Move(dtype, target);
        foreach (var buffer in _buffers)
            buffer.Move(dtype, target);
        AttachBuffers();
        _updates?.Convert(dtype, target);
        _host.Moved(target);
        Options = Options with { DType = dtype, Device = target };
    }

    private BufferSlot Add(BufferSlot buffer)
    {
        _buffers.Add(buffer);
        return buffer;
    }

    private void AttachBuffers()
    {
        foreach (var buffer in _buffers)
        {
            _host.Register(buffer.Name, buffer.Tensor);
            if (HasKernels)
                buffer.Place();
        }
    }

    private ModelState Ready(ModelState other)
    {
        ArgumentNullException.ThrowIfNull(other);
        Reclaim();
        other.Reclaim();
        return other;
    }
}
