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
    /// <param name="inputs">The inputs.</param>
    /// <param name="compose">The forward pass.</param>
    /// <param name="loss">The loss of what it gives.</param>
    /// <param name="result">The model's result out of that.</param>
    /// <param name="accumulate">Whether the gradients of parameters are added to those that are there.</param>
    /// <param name="parameters">Whether they are wanted; otherwise they stay as they are.</param>
    /// <param name="inputGradients">Where the gradients of the inputs are written, if they are wanted.</param>
    /// <returns>The loss.</returns>
    public float Gradients<TAll, TResult>(
        Tensor[] inputs, Func<Tensor[], TAll> compose, Func<Tensor[], TAll, Tensor> loss, Func<TAll, TResult> result, bool accumulate, bool parameters, Tensor?[] inputGradients)
    {
        Dispose();
        _state.Draws.Advance();
        using var recording = enable_grad();
        using var scope = NewDisposeScope();
        Tensor[] leaves = [.. inputs.Zip(inputGradients, (input, wanted) => input.detach().requires_grad_(wanted is not null))];
        var all = compose(leaves);
        var value = loss(leaves, all);
        Run([value], [ones_like(value)], leaves, inputGradients, accumulate, parameters);
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
    /// <param name="gradients">The gradients of the results.</param>
    /// <param name="inputGradients">Where the gradients of the inputs are written, if they are wanted.</param>
    /// <param name="accumulate">Whether the gradients of parameters are added to those that are there.</param>
    /// <param name="parameters">Whether they are wanted; otherwise they stay as they are.</param>
    /// <exception cref="InvalidOperationException">There was no forward pass, or it was used up.</exception>
    public void Backward(Tensor[] gradients, Tensor?[] inputGradients, bool accumulate, bool parameters)
    {
        if (_recorded is null || _inputs.Length == 0)
            throw new InvalidOperationException("TrainBackward needs a TrainForward before it: there are no activations, or they were used up.");
        using var scope = NewDisposeScope();
        Run([.. Tensors(_recorded)], gradients, _inputs, inputGradients, accumulate, parameters);
        foreach (var input in _inputs)
            input.Dispose();
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

    private void Run(Tensor[] results, Tensor[] gradients, Tensor[] inputs, Tensor?[] inputGradients, bool accumulate, bool parameters)
    {
        _state.AttachGradients();
        if (parameters && !accumulate)
            _state.ClearLearnedGradients();
        // As with the kernels, there may be nothing that learns.
        var (from, seeds) = (new List<Tensor>(), new List<Tensor>());
        foreach (var (result, gradient) in results.Zip(gradients).Where(pair => pair.First.requires_grad))
        {
            from.Add(result);
            seeds.Add(gradient);
        }
        var wanted = inputs.Zip(inputGradients).Where(pair => pair.Second is not null).ToArray();
        var found = new Tensor?[wanted.Length];
        if (from.Count > 0 && parameters)
        {
            autograd.backward(from, seeds);
            found = [.. wanted.Select(pair => pair.First.grad)];
        }
        else if (from.Count > 0 && wanted.Length > 0)
        {
            found = [.. autograd.grad(from, [.. wanted.Select(pair => pair.First)], seeds, allow_unused: true)];
        }
        using var quiet = no_grad();
        foreach (var ((_, destination), gradient) in wanted.Zip(found))
        {
            if (gradient is null || gradient.IsInvalid)
                destination!.fill_(0);
            else
                destination!.copy_(gradient);
        }
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
