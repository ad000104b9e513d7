namespace DeepDsl;

/// <summary>x·min(max(x + 3, 0), 6)/6, elementwise: SiLU in pieces of polynomials (Howard et al., 2019, arXiv:1905.02244).</summary>
public sealed class HardswishAttribute : OperatorAttribute;
