using DeepDsl.Initialization;
using DeepDsl.Kernels;
using DeepDsl.Native;
using DeepDsl.Training;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepDsl.Models;

/// <summary>What all models share: parameters and gradients in two flat buffers, the optimizer over them, and the order of calls.</summary>
public sealed unsafe class ModelState : IDisposable
{
    // Every parameter begins on a cache line, so that kernels may work in whole vectors.
    private const int Padding = 16;

    // Half a millisecond of one core. With less, threads that wait for cores that others use lose more than they ever win.
    private const long SmallLayer = 32_000_000;

    private readonly IModelHost _host;
    private readonly List<ParameterSlot> _parameters = [];
    private readonly List<BufferSlot> _buffers = [];
    private readonly List<(long Start, long End)> _learned = [];
    private ParameterSlot[] _ordered = [];
    private readonly Updates? _updates;
    private Tensor _values = null!;
    private Tensor _gradients = null!;
    private readonly List<IWorkspaces> _workspaces = [];
    private long _layerFlops;
    private int _isBusy;

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

    /// <summary>The parameters in the order of the flat buffers.</summary>
    public IReadOnlyList<ParameterSlot> Parameters => _parameters;

    /// <summary>What it keeps without learning it.</summary>
    internal IReadOnlyList<BufferSlot> Buffers => _buffers;

    /// <summary>The model's name, for messages.</summary>
    internal string Name { get; }

    /// <summary>Whether the generated kernels can run: on the CPU, in float32 or float64.</summary>
    public bool HasKernels => Values.device_type == DeviceType.CPU && Type is ScalarType.Float32 or ScalarType.Float64;

    /// <summary>Whether the generated kernels can run for a batch, which must not be empty.</summary>
    public bool HasKernelsFor(Tensor input) => HasKernels && input.size(0) > 0;

    /// <summary>The bytes of the arenas: one that activations and their gradients share in training, and in inference one for every call at the same time.</summary>
    public long ArenaBytes
    {
        get
        {
            lock (_workspaces)
                return _workspaces.Sum(workspaces => workspaces.Bytes);
        }
    }

    /// <summary>The most bytes of activations and gradients that the native library allocated for convolutions, at one time.</summary>
    public long AdoptedBytes
    {
        get
        {
            lock (_workspaces)
                return _workspaces.Select(workspaces => workspaces.AdoptedPeak).DefaultIfEmpty().Max();
        }
    }

    /// <summary>The bytes of what inference has made of the parameters: norms folded into weights, and weights packed as the native library wants them.</summary>
    public long PreparedBytes
    {
        get
        {
            lock (_workspaces)
                return _workspaces.Sum(workspaces => workspaces.PreparedBytes);
        }
    }

    internal ScalarType Type => Values.dtype;

    /// <summary>All parameters, padded; those that are neither bias nor norm come first, and frozen ones last.</summary>
    internal Tensor Values
    {
        get
        {
            ThrowIfDisposed();
            return _values;
        }
    }

    /// <summary>All gradients, laid out as the parameters that are not frozen.</summary>
    internal Tensor Gradients => _gradients;

    /// <summary>The number of leading elements that are neither bias nor norm.</summary>
    internal long WeightCount { get; private set; }

    /// <summary>The number of leading elements that are not frozen.</summary>
    internal long GradientCount { get; private set; }

    /// <summary>The ranges of elements that the optimizer moves: all that are not frozen and require a gradient.</summary>
    internal IReadOnlyList<(long Start, long End)> Learned
    {
        get
        {
            _learned.Clear();
            foreach (var slot in _ordered)
            {
                if (!slot.Learns)
                    continue;
                var end = slot.Offset + Padded(slot.Count);
                if (_learned.Count > 0 && _learned[^1].End == slot.Offset)
                    _learned[^1] = (_learned[^1].Start, end);
                else
                    _learned.Add((slot.Offset, end));
            }
            return _learned;
        }
    }

    internal Updates Updates
    {
        get
        {
            ThrowIfDisposed();
            return _updates ?? throw new InvalidOperationException($"'{Name}' declares no optimizer; put one on the class, such as [AdamW(1e-3)].");
        }
    }

    /// <summary>Counts the beginnings and ends of exclusive calls, which tells what the running one has made from what another has left unfinished.</summary>
    internal long Turns { get; private set; }

    private bool IsDisposed { get; set; }

    private IEnumerable<(string Name, Tensor Tensor)> Named =>
        _parameters.Select(slot => (slot.Name, (Tensor)slot.Tensor)).Concat(_buffers.Select(buffer => (buffer.Name, buffer.Tensor)));

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
        _layerFlops = layerFlops;
        // Whatever scope or mode the caller is in, the buffers outlive it.
        using var normal = inference_mode(false);
        using var quiet = no_grad();
        var total = 0L;
        _ordered = [.. _parameters.OrderBy(slot => slot.IsFrozen).ThenBy(slot => slot.IsNormOrBias)];
        foreach (var slot in _ordered)
        {
            slot.Offset = total;
            total += Padded(slot.Count);
            if (!slot.IsFrozen)
                GradientCount = total;
            if (!slot.IsFrozen && !slot.IsNormOrBias)
                WeightCount = total;
        }
        _values = zeros(Math.Max(total, Padding)).DetachFromDisposeScope();
        var memory = (float*)LibTorch.DataPointer(_values.Handle);
        foreach (var slot in _parameters)
            slot.Init.Fill(new(memory + slot.Offset, checked((int)slot.Count)), slot.Shape, new(Options.Seed, slot.Name));
        foreach (var buffer in _buffers)
            buffer.Tensor = (buffer.Shape is { } shape ? full(shape, buffer.Initial) : zeros([], ScalarType.Int64)).DetachFromDisposeScope();
        Attach();
        if (Options.DType != ScalarType.Float32 || (Options.Device ?? CPU).type != DeviceType.CPU)
            Convert(Options.DType, Options.Device);
    }

    /// <summary>Begins a call that only one caller at a time may make.</summary>
    /// <exception cref="InvalidOperationException">Another caller is in one.</exception>
    public Turn Enter()
    {
        ThrowIfDisposed();
        if (Interlocked.Exchange(ref _isBusy, 1) != 0)
            throw new InvalidOperationException($"'{Name}' is in a training call already: TrainStep, ComputeGradients, TrainForward, TrainBackward and Step have one caller at a time. Predict has no such limit.");
        Turns++;
        var before = ThreadCount.Here;
        ThreadCount.Here = Options.Threads ?? before;
        return new(this, before);
    }

    /// <summary>Chooses the number of threads for a call on so many samples, until disposed.</summary>
    /// <param name="input">An input, with the batch first.</param>
    public ThreadScope UseThreads(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var before = ThreadCount.Here;
        UseThreads(input.size(0));
        return new(before);
    }

    /// <summary>Applies the optimizer to the gradients.</summary>
    public void Step() => Updates.Apply(this);

    /// <summary>Sets every gradient to zero.</summary>
    public void ZeroGradients()
    {
        ThrowIfDisposed();
        using var quiet = no_grad();
        // Unlike fill_, zero_ makes a new tensor every time.
        _gradients.fill_(0);
        AttachGradients();
    }

    /// <summary>Protects the gradients of parameters during a backward pass that shall add to them or leave them alone.</summary>
    public GradientScope BeginBackward(bool accumulate, bool parameters)
    {
        ThrowIfDisposed();
        AttachGradients();
        return new(this, accumulate, parameters);
    }

    /// <summary>Checks an input, whose shape is given without the batch.</summary>
    /// <exception cref="ArgumentException">It has another shape, type or device.</exception>
    public void Check(Tensor input, ReadOnlySpan<long> shape, string parameter, bool isInteger = false)
    {
        ArgumentNullException.ThrowIfNull(input, parameter);
        if (input.IsInvalid)
            throw new ObjectDisposedException(parameter, $"The tensor '{parameter}' was disposed before the call.");
        if (input.device_type != Values.device_type)
            throw new ArgumentException($"'{parameter}' is on {input.device}, but the model is on {Values.device}.", parameter);
        if (input.dtype != (isInteger ? ScalarType.Int64 : Type))
            throw new ArgumentException($"'{parameter}' holds {input.dtype}, but {(isInteger ? "indices are Int64" : $"the model computes in {Type}")}.", parameter);
        if (!LibTorch.HasShape(input, shape, behind: 1))
            throw new ArgumentException($"'{parameter}' has shape [{string.Join(", ", input.shape)}], expected [batch{string.Concat(shape.ToArray().Select(size => $", {size}"))}].", parameter);
    }

    /// <exception cref="ObjectDisposedException">The model was disposed.</exception>
    public void ThrowIfDisposed()
    {
        if (IsDisposed)
            throw new ObjectDisposedException(Name);
    }

    /// <summary>Copies every parameter and buffer of another state.</summary>
    public void CopyFrom(ModelState other) => Merge(other, (mine, theirs) => mine.copy_(theirs));

    /// <summary>Copies parameters and buffers of another model to those that bear the same names behind a prefix.</summary>
    /// <param name="other">The state of the other model.</param>
    /// <param name="prefixes">What the names begin with here; each stands for one copy of the other model.</param>
    /// <exception cref="ArgumentException">The other model lacks one of them, or has it in another shape; nothing was copied.</exception>
    public void CopyFrom(ModelState other, ReadOnlySpan<string> prefixes)
    {
        ArgumentNullException.ThrowIfNull(other);
        ThrowIfDisposed();
        other.ThrowIfDisposed();
        var theirs = other.Named.ToDictionary(pair => pair.Name, pair => pair.Tensor);
        var copies = new List<(Tensor Mine, Tensor Theirs)>();
        var faults = new List<string>();
        foreach (var prefix in prefixes)
        {
            foreach (var (name, mine) in Named.Where(pair => pair.Name.StartsWith(prefix, StringComparison.Ordinal)))
            {
                var there = name[prefix.Length..];
                if (!theirs.TryGetValue(there, out var source))
                    faults.Add($"it has no '{there}' for '{name}'");
                else if (!source.shape.AsSpan().SequenceEqual(mine.shape))
                    faults.Add($"its '{there}' is [{string.Join(", ", source.shape)}], but '{name}' is [{string.Join(", ", mine.shape)}]");
                else
                    copies.Add((mine, source));
            }
        }
        if (faults.Count > 0)
            throw new ArgumentException($"The parameters of '{other.Name}' do not fit into '{Name}': {string.Join("; ", faults.Take(5))}{(faults.Count > 5 ? $"; and {faults.Count - 5} more" : "")}.", nameof(other));
        using var quiet = no_grad();
        foreach (var (mine, source) in copies)
            mine.copy_(source);
    }

    /// <summary>Moves every parameter and floating-point buffer towards another state; counters are copied.</summary>
    public void LerpFrom(ModelState other, double weight) => Merge(other, (mine, theirs) =>
    {
        if (!mine.is_floating_point())
            mine.copy_(theirs);
        else if (mine.dtype == theirs.dtype && mine.device_type == theirs.device_type)
            mine.lerp_(theirs, weight);
        else
            mine.lerp_(theirs.to(mine.dtype, mine.device), weight);
    });

    /// <inheritdoc/>
    public void Dispose()
    {
        if (IsDisposed)
            return;
        IsDisposed = true;
        foreach (var workspaces in _workspaces)
            workspaces.Dispose();
        Autograd.Dispose();
        _updates?.Dispose();
        _values?.Dispose();
        _gradients?.Dispose();
    }

    /// <summary>Refuses what only the kernels can do.</summary>
    /// <exception cref="InvalidOperationException">There are none for the model's device or data type.</exception>
    internal void RequireKernels(string method)
    {
        if (!HasKernels)
            throw new InvalidOperationException($"{method} reads the values of the generated kernels, which run on the CPU in Float32 or Float64, but the model is on {Values.device} in {Type}.");
    }

    /// <summary>The options' number of threads; where they have none, one for small layers and this thread's own for others.</summary>
    internal void UseThreads(long batch)
    {
        if ((Options.Threads ?? (batch * _layerFlops < SmallLayer ? 1 : null)) is { } threads)
            ThreadCount.Here = threads;
    }

    /// <summary>Keeps running statistics and random numbers for the time of a pass.</summary>
    internal IDisposable KeepBuffers() => new KeptBuffers(_buffers, Draws);

    internal void Own(IWorkspaces workspaces)
    {
        lock (_workspaces)
        {
            if (!_workspaces.Contains(workspaces))
                _workspaces.Add(workspaces);
        }
    }

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
        foreach (var workspaces in _workspaces)
            workspaces.Clear();
        Autograd.Dispose();
        // As TorchSharp does, the old tensors are disposed.
        using var values = _values;
        using var gradients = _gradients;
        foreach (var slot in _parameters)
        {
            slot.RequiresGrad = slot.Tensor.requires_grad;
            slot.Tensor.Dispose();
        }
        _values = values.to(dtype, target, copy: true).DetachFromDisposeScope();
        foreach (var buffer in _buffers)
        {
            using var old = buffer.Tensor;
            buffer.Tensor = old.to(old.is_floating_point() ? dtype : old.dtype, target, copy: true).DetachFromDisposeScope();
        }
        _updates?.Convert(dtype, target);
        Attach();
        _host.Moved(target);
        Options = Options with { DType = dtype, Device = target };
    }

    private static long Padded(long count) => (count + Padding - 1) / Padding * Padding;

    private BufferSlot Add(BufferSlot buffer)
    {
        _buffers.Add(buffer);
        return buffer;
    }

    /// <summary>Points parameters, gradients, buffers and slots at the flat memory.</summary>
    private void Attach()
    {
        _gradients = zeros(Math.Max(GradientCount, Padding), Type, _values.device).DetachFromDisposeScope();
        foreach (var slot in _parameters)
        {
            using var flat = _values.narrow(0, slot.Offset, slot.Count);
            slot.Tensor = new Parameter(flat.view(slot.Shape), slot.RequiresGrad);
            slot.Tensor.DetachFromDisposeScope();
            _host.Register(slot.Name, slot.Tensor);
        }
        foreach (var buffer in _buffers)
            _host.Register(buffer.Name, buffer.Tensor);
        AttachGradients();
        if (!HasKernels)
            return;
        foreach (var slot in _parameters)
        {
            slot.Value = At(slot, _values);
            if (!slot.IsFrozen)
                slot.Grad = At(slot, _gradients);
        }
        foreach (var buffer in _buffers)
        {
            buffer.Value = new(buffer.Name, buffer.Tensor.shape, Layout.Contiguous, buffer.Tensor.dtype);
            buffer.Value.Place(LibTorch.DataPointer(buffer.Tensor.Handle));
        }
    }

    private Slot At(ParameterSlot parameter, Tensor flat)
    {
        var slot = new Slot(parameter.Name, parameter.Shape, Layout.Contiguous, flat.dtype);
        slot.Place((byte*)LibTorch.DataPointer(flat.Handle) + parameter.Offset * flat.ElementSize);
        return slot;
    }

    /// <summary>Points the parameters' gradients at the flat buffer again, where someone else has replaced them.</summary>
    public void AttachGradients()
    {
        foreach (var slot in _parameters)
        {
            if (slot.IsFrozen)
                continue;
            using var current = slot.Tensor.grad;
            if (current is not null && IsView(current, slot))
                continue;
            using var quiet = no_grad();
            using var flat = _gradients.narrow(0, slot.Offset, slot.Count);
            using var view = flat.view(slot.Shape);
            // What someone else put there is kept; none is a gradient of zero.
            if (current is not null)
                view.copy_(current);
            else
                view.fill_(0);
            slot.Tensor.grad = view;
        }
    }

    private bool IsView(Tensor gradient, ParameterSlot slot) =>
        LibTorch.DataPointer(gradient.Handle) == (byte*)LibTorch.DataPointer(_gradients.Handle) + slot.Offset * _gradients.ElementSize;

    private void Merge(ModelState other, Action<Tensor, Tensor> merge)
    {
        ArgumentNullException.ThrowIfNull(other);
        ThrowIfDisposed();
        other.ThrowIfDisposed();
        using var quiet = no_grad();
        using var scope = NewDisposeScope();
        merge(_values, other._values);
        foreach (var (mine, theirs) in _buffers.Zip(other._buffers))
            merge(mine.Tensor, theirs.Tensor);
    }

    /// <summary>A call that excludes others until it is disposed.</summary>
    public readonly ref struct Turn(ModelState state, int threadsBefore)
    {
        /// <summary>Lets the next caller in.</summary>
        public void Dispose()
        {
            ThreadCount.Here = threadsBefore;
            state.Turns++;
            Interlocked.Exchange(ref state._isBusy, 0);
        }
    }

    /// <summary>A call with a number of threads of its own.</summary>
    public readonly ref struct ThreadScope(int before)
    {
        /// <summary>Leaves the number of threads as it was.</summary>
        public void Dispose() => ThreadCount.Here = before;
    }

    /// <summary>A backward pass; on disposal the gradients of parameters are added to, or put back to, what they were.</summary>
    public readonly ref struct GradientScope
    {
        private readonly ModelState _state;
        private readonly Tensor? _before;
        private readonly bool _adds;

        internal GradientScope(ModelState state, bool accumulate, bool parameters)
        {
            _state = state;
            _adds = accumulate && parameters;
            if (!accumulate && parameters)
                return;
            using var quiet = no_grad();
            _before = state._gradients.clone().DetachFromDisposeScope();
            // A pass that fails before it writes must add nothing.
            if (_adds)
                state._gradients.fill_(0);
        }

        /// <summary>Ends the pass.</summary>
        public void Dispose()
        {
            if (_before is null)
                return;
            using var quiet = no_grad();
            if (_adds)
                _state._gradients.add_(_before);
            else
                _state._gradients.copy_(_before);
            _before.Dispose();
        }
    }
}
