using static TorchSharp.torch;

namespace DeepDsl;

/// <summary>A model with one input, one result and a loss against one target: what a plain training loop needs.</summary>
public interface ISupervisedModel
{
    /// <summary>One step of training: forward, loss, backward and optimizer.</summary>
    /// <returns>The loss before the step.</returns>
    float TrainStep(Tensor input, Tensor target);

    /// <summary>Forward, loss and backward: fills the gradients and leaves the parameters as they are.</summary>
    /// <param name="input">The input.</param>
    /// <param name="target">The target.</param>
    /// <param name="accumulate">Whether the gradients of parameters are added to those that are there, as for a batch that comes in parts.</param>
    /// <param name="parameters">Whether the gradients of parameters are wanted; otherwise they stay as they are.</param>
    /// <param name="gradInput">Where the gradient of the input is written, if it is wanted.</param>
    /// <returns>The loss.</returns>
    /// <exception cref="InvalidOperationException">A gradient of indices is wanted.</exception>
    float ComputeGradients(Tensor input, Tensor target, bool accumulate = false, bool parameters = true, Tensor? gradInput = null);

    /// <summary>The result for new data.</summary>
    Tensor Predict(Tensor input);

    /// <summary>The result of the last training step, valid until the next; it belongs to the model.</summary>
    Tensor LastOutput { get; }
}
