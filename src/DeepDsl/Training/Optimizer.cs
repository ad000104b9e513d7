using DeepDsl.Models;
using static TorchSharp.torch;

namespace DeepDsl.Training;

/// <summary>Moves parameters along their gradients, over the model's flat buffers.</summary>
/// <param name="options">What was declared.</param>
public abstract class Optimizer(OptimizerAttribute options) : IDisposable
{
    private readonly List<Tensor> _state = [];

    /// <summary>The number of steps made.</summary>
    protected internal long Steps { get; internal set; }

    internal double InitialLearningRate => options.LearningRate;

    /// <summary>What it is called where it is declared.</summary>
    internal string Name => GetType().Name;

    /// <summary>The same with what it keeps.</summary>
    internal string Description => BufferNames.Count == 0 ? Name : $"{Name} ({string.Join(", ", BufferNames)})";

    /// <summary>The buffers as large as the gradients that it keeps, by PyTorch's names.</summary>
    internal abstract IReadOnlyList<string> BufferNames { get; }

    /// <summary>PyTorch's name of the number that it carries from step to step beside the buffers; null where there is none.</summary>
    internal virtual string? CarriedName => null;

    /// <summary>That number.</summary>
    internal virtual double Carried
    {
        get => 0;
        set { }
    }

    /// <summary>The momentum a schedule may cycle; null where there is none.</summary>
    internal abstract double? Momentum { get; set; }

    internal void Step(ModelState state, double learningRate, double gradientScale)
    {
        var buffers = Buffers(state);
        Steps++;
        // Norms and biases lie behind the weights, so decay is a matter of where one stops.
        var decayed = options.ExcludeNormsAndBiases ? state.WeightCount : state.GradientCount;
        Update(state, buffers, decayed, learningRate, options.WeightDecay, gradientScale);
    }

    /// <summary>Its buffers, in the order of their names; the first who asks has them made.</summary>
    internal IReadOnlyList<Tensor> Buffers(ModelState state)
    {
        if (_state.Count < BufferNames.Count)
        {
            using var normal = inference_mode(false);
            while (_state.Count < BufferNames.Count)
                _state.Add(full_like(state.Gradients, InitialState).DetachFromDisposeScope());
        }
        return _state;
    }

    /// <summary>Moves the optimizer's own buffers to another type or device.</summary>
    internal void Convert(ScalarType type, Device device)
    {
        for (var i = 0; i < _state.Count; i++)
        {
            using var old = _state[i];
            _state[i] = old.to(type, device, copy: true).DetachFromDisposeScope();
        }
    }

    /// <summary>The ranges of parameters that learn, one by one, for an update over tensors.</summary>
    private protected static IEnumerable<(Tensor Values, Tensor Gradient, Tensor[] Own, Tensor Decaying, Tensor DecayingGradient)> Parts(ModelState state, IReadOnlyList<Tensor> own, long decayed, double gradientScale)
    {
        foreach (var (start, end) in state.Learned)
        {
            var (length, decaying) = (end - start, Math.Clamp(decayed - start, 0, end - start));
            var values = state.Values.narrow(0, start, length);
            var gradient = state.Gradients.narrow(0, start, length) * gradientScale;
            yield return (values, gradient, [.. own.Select(tensor => tensor.narrow(0, start, length))], values.narrow(0, 0, decaying), gradient.narrow(0, 0, decaying));
        }
    }

    /// <summary>What those buffers begin with.</summary>
    protected virtual double InitialState => 0;

    /// <summary>One step.</summary>
    /// <param name="state">Parameters and gradients.</param>
    /// <param name="own">The optimizer's buffers.</param>
    /// <param name="decayed">The number of leading elements that decay.</param>
    /// <param name="learningRate">The learning rate of this step.</param>
    /// <param name="weightDecay">The decay.</param>
    /// <param name="gradientScale">What gradients are multiplied with first.</param>
    private protected abstract void Update(ModelState state, IReadOnlyList<Tensor> own, long decayed, double learningRate, double weightDecay, double gradientScale);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var tensor in _state)
            tensor.Dispose();
        _state.Clear();
        GC.SuppressFinalize(this);
    }
}
