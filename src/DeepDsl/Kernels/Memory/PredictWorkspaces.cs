using DeepDsl.Models;
using static TorchSharp.torch;

namespace DeepDsl.Kernels;

/// <summary>The workspaces of inference: every call has one for itself and hands it back, for the next one on whatever thread.</summary>
/// <param name="create">Makes the workspace for a batch size.</param>
public sealed class PredictWorkspaces<T>(Func<StepMemory, T> create) : IWorkspaces
    where T : StepWorkspace
{
    // More batch sizes than these are hardly one program's habit, but what a queue happened to hold.
    private const int BatchSizes = 16;

    private readonly Lock _lock = new();
    private readonly List<BatchWorkspaces<T>> _idle = [];
    private readonly PreparedLayers _prepared = new();
    private bool _isOwned;
    private long _generation;

    /// <inheritdoc/>
    public long Bytes
    {
        get
        {
            lock (_lock)
                return _idle.Sum(workspaces => workspaces.Bytes);
        }
    }

    /// <inheritdoc/>
    public long AdoptedPeak
    {
        get
        {
            lock (_lock)
                return _idle.Select(workspaces => workspaces.AdoptedPeak).DefaultIfEmpty().Max();
        }
    }

    /// <inheritdoc/>
    public long PreparedBytes => _prepared.Bytes;

    private static int MostIdle => Math.Max(4, Environment.ProcessorCount);

    /// <summary>A workspace for the batch size of <paramref name="input"/>, to be handed back by disposing it.</summary>
    /// <param name="state">The model's state.</param>
    /// <param name="input">The input, with the batch first.</param>
    public Rented Rent(ModelState state, Tensor input)
    {
        _prepared.Refresh(state);
        var batch = input.size(0);
        BatchWorkspaces<T>? workspaces = null;
        long generation;
        lock (_lock)
        {
            if (!_isOwned)
                state.Own(this);
            _isOwned = true;
            generation = _generation;
            // One that has seen the batch size, or else the one used last.
            var index = _idle.FindLastIndex(idle => idle.Has(batch));
            index = index < 0 ? _idle.Count - 1 : index;
            if (index >= 0)
            {
                workspaces = _idle[index];
                _idle.RemoveAt(index);
            }
        }
        workspaces ??= new(create, _prepared);
        if (workspaces.Count >= BatchSizes && !workspaces.Has(batch))
            workspaces.Clear();
        return new(this, workspaces, generation, workspaces.For(batch, state.Type));
    }

    /// <inheritdoc/>
    public void Clear()
    {
        lock (_lock)
        {
            // Those that are lent are freed when they come back.
            _generation++;
            foreach (var workspaces in _idle)
                workspaces.Dispose();
            _idle.Clear();
            _prepared.Clear();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Clear();

    private void Return(BatchWorkspaces<T> workspaces, long generation)
    {
        lock (_lock)
        {
            if (generation == _generation && _idle.Count < MostIdle)
            {
                _idle.Add(workspaces);
                return;
            }
        }
        workspaces.Dispose();
    }

    /// <summary>A workspace for the time of a call.</summary>
    public readonly ref struct Rented
    {
        private readonly PredictWorkspaces<T> _lender;
        private readonly BatchWorkspaces<T> _from;
        private readonly long _generation;

        internal Rented(PredictWorkspaces<T> lender, BatchWorkspaces<T> from, long generation, T workspace) =>
            (_lender, _from, _generation, Workspace) = (lender, from, generation, workspace);

        /// <summary>The workspace.</summary>
        public T Workspace { get; }

        /// <summary>Hands it back.</summary>
        public void Dispose() => _lender.Return(_from, _generation);
    }
}
