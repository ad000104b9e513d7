namespace DeepDsl.Kernels;

/// <summary>What inference has made of a layer's parameters, for all its callers, until the parameters change.</summary>
public sealed class PreparedLayer
{
    private readonly PreparedLayers _layers;
    private readonly Lock _lock = new();
    private LayerWeights? _weights;
    private WeightOrder _orders;
    private long _generation;

    internal PreparedLayer(PreparedLayers layers) => _layers = layers;

    /// <summary>The bytes of what is there.</summary>
    internal long Bytes
    {
        get
        {
            lock (_lock)
                return _weights?.Bytes ?? 0;
        }
    }

    /// <summary>The orders of weights that anybody has asked for.</summary>
    internal WeightOrder Orders
    {
        get
        {
            lock (_lock)
                return _orders;
        }
    }

    /// <summary>What was made of the parameters as they are, to be handed back by disposing it; null where it has to be made first, in all <see cref="Orders"/>.</summary>
    internal LayerWeights? Borrow(WeightOrder order)
    {
        lock (_lock)
        {
            _orders |= order;
            return _weights is not null && _generation == _layers.Generation && _weights.Has(order) ? _weights.Lend() : null;
        }
    }

    /// <summary>Keeps what was just made, and lends it to whoever made it.</summary>
    /// <param name="generation">The generation of the parameters before it was begun.</param>
    /// <param name="weights">What was made.</param>
    internal LayerWeights Keep(long generation, LayerWeights weights)
    {
        lock (_lock)
        {
            _weights?.Dispose();
            (_weights, _generation) = (weights, generation);
            return weights.Lend();
        }
    }

    /// <summary>The generation of the parameters, which changes when they do.</summary>
    internal long Generation => _layers.Generation;

    internal void Clear()
    {
        lock (_lock)
        {
            _weights?.Dispose();
            (_weights, _orders) = (null, default);
        }
    }
}
