namespace DeepDsl;

/// <summary>The smooth rectifier, log(1 + e^(β·x))/β, elementwise; the identity where β·x &gt; 20, as PyTorch's <c>Softplus</c>.</summary>
public sealed class SoftplusAttribute : OperatorAttribute
{
    /// <summary>The sharpness β, greater than 0.</summary>
    public double Beta { get; set; } = 1;
}
