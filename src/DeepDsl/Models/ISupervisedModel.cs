using static TorchSharp.torch;

namespace DeepDsl;

/// <summary>A model with one input, one result and a loss against one target: what a plain training loop needs.</summary>
public interface ISupervisedModel
{
    /// <summary>One step of training: forward, loss, backward and optimizer.</summary>
    /// <returns>The loss before the step.</returns>
    float TrainStep(Tensor input, Tensor target);

    /// <summary>Forward, loss and backward: fills the gradients and leaves the parameters as they are.</summary>
    /// <returns>The loss.</returns>
    float ComputeGradients(Tensor input, Tensor target);

    /// <summary>The result for new data.</summary>
    Tensor Predict(Tensor input);

    /// <summary>The result of the last training step, valid until the next; it belongs to the model.</summary>
    Tensor LastOutput { get; }
}
