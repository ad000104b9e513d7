using DeepDsl.Compiler.Declarations;
using DeepDsl.Compiler.Graph;

namespace DeepDsl.Compiler.Signal.Judging;

/// <summary>Remembers predictions and what follows from them, so that all rules and fixes share the work; the oldest are forgotten.</summary>
public static class SignalDiagnoses
{
    private const int Capacity = 128;

    private static readonly Memory<(ModelDeclaration, int), SignalStudy?> Studies = new();
    private static readonly Memory<(ModelDeclaration, SignalLimits), SignalDiagnosis?> Diagnoses = new();

    /// <summary>The study of a declaration; null where nothing can be predicted. Any number of threads may ask.</summary>
    public static SignalStudy? Study(ModelDeclaration model, int batch) => Studies.Get((model, batch), () => SignalStudy.Of(model, batch));

    /// <summary>The diagnosis of a model; null where nothing can be predicted.</summary>
    /// <param name="graph">The model's graph.</param>
    /// <param name="limits">From where on something is wrong.</param>
    public static SignalDiagnosis? Of(ShapedGraph graph, SignalLimits limits) => !SignalPropagation.CanPredict(graph) ? null : Diagnoses.Get((graph.Declaration, limits), () =>
        Studies.Get((graph.Declaration, limits.Batch), () => SignalStudy.Of(graph, limits.Batch)) is { } study
            ? SignalDiagnosis.Of(study, limits, edited => Study(edited, limits.Batch))
            : null);

    private sealed class Memory<TKey, TValue>
        where TKey : notnull
    {
        private readonly Dictionary<TKey, Lazy<TValue?>> _known = [];
        private readonly Queue<TKey> _ages = [];

        public TValue? Get(TKey key, Func<TValue?> make)
        {
            Lazy<TValue?>? value;
            lock (_known)
            {
                if (!_known.TryGetValue(key, out value))
                {
                    if (_ages.Count == Capacity)
                        _known.Remove(_ages.Dequeue());
                    _known[key] = value = new(() => Try(make));
                    _ages.Enqueue(key);
                }
            }
            return value.Value;
        }

        // A prediction is advice: whatever goes wrong with one, the editor and the build go on without it.
        private static TValue? Try(Func<TValue?> make)
        {
            try
            {
                return make();
            }
            catch (Exception) when (!System.Diagnostics.Debugger.IsAttached)
            {
                return default;
            }
        }
    }
}
