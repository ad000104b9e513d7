using DeepDsl.Models;

namespace DeepDsl.Kernels;

/// <summary>What inference has made of the parameters of a model's layers.</summary>
internal sealed class PreparedLayers
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, PreparedLayer> _layers = [];
    private ParameterVersion? _version;
    private long _generation;

    /// <summary>Changes when the parameters have changed.</summary>
    public long Generation => Volatile.Read(ref _generation);

    public long Bytes
    {
        get
        {
            lock (_lock)
                return _layers.Values.Sum(layer => layer.Bytes);
        }
    }

    /// <summary>The layer of this name, for whatever batch size and caller.</summary>
    public PreparedLayer Layer(string name)
    {
        lock (_lock)
            return _layers.TryGetValue(name, out var layer) ? layer : _layers[name] = new(this);
    }

    /// <summary>Looks whether the parameters are what they were.</summary>
    public void Refresh(ModelState state)
    {
        var version = ParameterVersion.Of(state);
        lock (_lock)
        {
            // Where the version cannot be known, they may have changed.
            if (version is not null && version == _version)
                return;
            _version = version;
            _generation++;
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            foreach (var layer in _layers.Values)
                layer.Clear();
            _version = null;
            _generation++;
        }
    }
}
