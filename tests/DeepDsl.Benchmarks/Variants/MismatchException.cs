namespace DeepDsl.Benchmarks.Variants;

/// <summary>A variant computes something else than the others: its time would mean nothing.</summary>
internal sealed class MismatchException(string workload, string variant, string difference) : Exception($"{workload}, {variant}: {difference}.");
