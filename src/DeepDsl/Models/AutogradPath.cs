using System.Runtime.CompilerServices;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepDsl.Models;

/// <summary>The training step by TorchSharp's autograd over the portable forward: for devices and types that have no kernels.</summary>
public sealed class AutogradPath : IDisposable
{
    private readonly ModelState _state;
    private Tensor[] _inputs = [];
    private object? _recorded;
    private object? _output;

    internal AutogradPath(ModelState state) => _state = state;

    /// <summary>Forward, loss and backward into the flat gradients.</summary>
    /// <returns>The loss.</returns>
    public float Gradients<TAll, TResult>(Func<TAll> compose, Func<TAll, Tensor> loss, Func<TAll, TResult> result)
    {
        Dispose();
        _state.ZeroGradients();
        _state.Draws.Advance();
        using var recording = enable_grad();
        using var scope = NewDisposeScope();
        var all = compose();
        var value = loss(all);
        value.backward();
        _recorded = Map(result(all)!, tensor => tensor.detach().DetachFromDisposeScope());
        return value.to(ScalarType.Float32).item<float>();
    }

    /// <summary>The forward pass, recorded for <see cref="Backward"/>.</summary>
    public TResult Forward<TAll, TResult>(Tensor[] inputs, Func<Tensor[], TAll> compose, Func<TAll, TResult> result)
    {
        Dispose();
        _state.Draws.Advance();
        using var recording = enable_grad();
        _inputs = [.. inputs.Select(input => input.is_floating_point() ? input.detach().requires_grad_(true).DetachFromDisposeScope() : input.alias().DetachFromDisposeScope())];
        using var scope = NewDisposeScope();
        _recorded = Map(result(compose(_inputs))!, tensor => tensor.DetachFromDisposeScope());
        return Output<TResult>();
    }

    /// <summary>The backward pass from given gradients of the results.</summary>
    /// <exception cref="InvalidOperationException">There was no forward pass, or it was used up.</exception>
    public void Backward(Tensor[] gradients, Tensor?[] inputGradients)
    {
        if (_recorded is null || _inputs.Length == 0)
            throw new InvalidOperationException("TrainBackward needs a TrainForward before it: there are no activations, or they were used up.");
        using (no_grad())
            _state.Gradients.fill_(0);
        autograd.backward([.. Tensors(_recorded)], gradients);
        using var quiet = no_grad();
        foreach (var (input, wanted) in _inputs.Zip(inputGradients))
        {
            using var gradient = input.grad;
            if (gradient is null)
                wanted?.fill_(0);
            else
                wanted?.copy_(gradient);
            input.Dispose();
        }
        _inputs = [];
    }

    /// <summary>The result of the last forward pass.</summary>
    /// <exception cref="InvalidOperationException">There was none yet.</exception>
    public TResult Output<TResult>()
    {
        if (_recorded is null)
            throw new InvalidOperationException("There is no result yet: call TrainStep, ComputeGradients or TrainForward first.");
        // Callers see it without its history, and may have disposed what they saw.
        if (_output is null || Tensors(_output).Any(tensor => tensor.IsInvalid))
            _output = Map(_recorded, tensor => tensor.detach().DetachFromDisposeScope());
        return (TResult)_output;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var tensor in (Tensor[])[.. _inputs, .. Tensors(_recorded), .. Tensors(_output)])
            tensor.Dispose();
        _inputs = [];
        (_recorded, _output) = (null, null);
    }

    private static IEnumerable<Tensor> Tensors(object? output) => output switch
    {
        null => [],
        Tensor single => [single],
        ITuple several => Enumerable.Range(0, several.Length).Select(i => (Tensor)several[i]!),
        _ => throw new ArgumentException($"A {output.GetType().Name} is no result of a model.", nameof(output)),
    };

    private static object Map(object output, Func<Tensor, Tensor> map)
    {
        if (output is Tensor single)
            return map(single);
        return Tuple(output.GetType(), [.. Tensors(output).Select(map)]);
    }

    // A tuple's eighth type argument is the tuple of all that follows.
    private static object Tuple(Type type, Tensor[] items) =>
        Activator.CreateInstance(type, items.Length <= 7 ? items : [.. items[..7], Tuple(type.GetGenericArguments()[7], items[7..])])!;
}
