namespace DeepDsl.Compiler.Planning;

/// <summary>When a step of the backward pass is needed.</summary>
[Flags]
public enum StepCondition
{
    Never = 0,

    /// <summary>For the gradients of parameters.</summary>
    Parameters = 1,

    /// <summary>For the gradient of an input, where the caller wants it.</summary>
    Input = 2,

    Always = Parameters | Input,
}
