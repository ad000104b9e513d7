using DeepDsl.Benchmarks.Variants;
using DeepDsl.Benchmarks.Workloads;

namespace DeepDsl.Benchmarks;

/// <summary>What is measured, and how long.</summary>
/// <param name="Workloads">The workloads.</param>
/// <param name="Threads">The numbers of threads, one after the other.</param>
/// <param name="Phases">Training, inference, or both.</param>
/// <param name="Rounds">How often each variant has its turn.</param>
/// <param name="SampleMilliseconds">How long a turn lasts at least.</param>
internal sealed record BenchmarkOptions(IReadOnlyList<Workload> Workloads, IReadOnlyList<int> Threads, IReadOnlyList<Phase> Phases, int Rounds, double SampleMilliseconds);
