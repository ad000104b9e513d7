using DeepDsl.Kernels;

namespace DeepDsl.Models;

/// <summary>The workspaces of a model: those of training, and those of inference.</summary>
internal sealed class OwnedWorkspaces : IDisposable
{
    private readonly List<IWorkspaces> _all = [];

    /// <summary>The bytes of the arenas.</summary>
    public long ArenaBytes
    {
        get
        {
            lock (_all)
                return _all.Sum(workspaces => workspaces.Bytes);
        }
    }

    /// <summary>The most bytes of values that the native library allocated, at one time.</summary>
    public long AdoptedBytes
    {
        get
        {
            lock (_all)
                return _all.Select(workspaces => workspaces.AdoptedPeak).DefaultIfEmpty().Max();
        }
    }

    /// <summary>The bytes of what inference has made of the parameters.</summary>
    public long PreparedBytes
    {
        get
        {
            lock (_all)
                return _all.Sum(workspaces => workspaces.PreparedBytes);
        }
    }

    /// <summary>Takes workspaces over, once.</summary>
    public void Own(IWorkspaces workspaces)
    {
        lock (_all)
        {
            if (!_all.Contains(workspaces))
                _all.Add(workspaces);
        }
    }

    /// <summary>Forgets every workspace, as after a change of data type.</summary>
    public void Clear()
    {
        foreach (var workspaces in _all)
            workspaces.Clear();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var workspaces in _all)
            workspaces.Dispose();
    }
}
