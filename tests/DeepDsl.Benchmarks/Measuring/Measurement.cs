using System.Text.Json.Serialization;
using DeepDsl.Benchmarks.Variants;

namespace DeepDsl.Benchmarks.Measuring;

/// <summary>What was measured of one variant.</summary>
/// <param name="Workload">The workload.</param>
/// <param name="Phase">Training or inference.</param>
/// <param name="Variant">The variant.</param>
/// <param name="Threads">The number of threads.</param>
/// <param name="MinMs">The least time of a step: processor time of the thread with one thread, time on the wall with more.</param>
/// <param name="MedianMs">The median of the same.</param>
/// <param name="ManagedBytes">What a step allocates in the managed heap.</param>
/// <param name="LiveTensors">How many tensors a step has alive at its end, before its scope is left.</param>
/// <param name="PeakBytes">How far making the variant and two steps raise the memory of the process; null where the system does not tell.</param>
internal sealed record Measurement(string Workload, Phase Phase, string Variant, int Threads, double MinMs, double MedianMs, long ManagedBytes, long LiveTensors, long? PeakBytes)
{
    /// <summary>The median time on the wall.</summary>
    [JsonIgnore]
    public double WallMs { get; init; }
}
