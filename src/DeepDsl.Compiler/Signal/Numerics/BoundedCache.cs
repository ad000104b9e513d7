using System.Collections.Concurrent;

namespace DeepDsl.Compiler.Signal.Numerics;

/// <summary>Remembers results for threads in common, and starts over when it is full: an editor stays open for days.</summary>
internal sealed class BoundedCache<TKey, TValue>(int capacity)
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, TValue> _values = new();

    public TValue GetOrAdd(TKey key, Func<TKey, TValue> make)
    {
        if (_values.TryGetValue(key, out var value))
            return value;
        if (_values.Count >= capacity)
            _values.Clear();
        return _values[key] = make(key);
    }
}
