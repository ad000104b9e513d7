namespace DeepDsl.Compiler.Emission.Blocks;

/// <summary>The ways through a model that run in kernels.</summary>
internal enum Pass
{
    /// <summary>From inputs to results, in training.</summary>
    Forward,

    /// <summary>From the gradients of results to those of parameters and inputs.</summary>
    Backward,

    /// <summary>From inputs to results, with nothing to be learned.</summary>
    Inference,
}
