using DeepDsl.Compiler.Graph;
using DeepDsl.Compiler.Operators;
using DeepDsl.Benchmarks.Variants;

namespace DeepDsl.Benchmarks.Workloads;

/// <summary>The matrix products and convolutions that a model's step needs, whatever else is fused.</summary>
internal static class NeededCalls
{
    public static IReadOnlyList<NativeCall> Of(ShapedGraph graph, int batch, Phase phase)
    {
        var calls = new List<NativeCall>();
        var learning = new HashSet<GraphNode>();
        foreach (var node in graph.LiveNodes)
        {
            var wantsInput = node.ValueInputs.Any(learning.Contains);
            var learns = node.Operator!.Parameters.Any(parameter => node.Learns(parameter.Name));
            if (wantsInput || learns)
                learning.Add(node);
            if (node.Operator is INativeWork work)
                calls.AddRange(work.Work(batch).Where(call => IsNeeded(call.Purpose, learns, wantsInput)));
        }
        return calls;

        bool IsNeeded(NativePurpose purpose, bool learns, bool wantsInput) => purpose == NativePurpose.Result || (phase == Phase.Train && purpose switch
        {
            NativePurpose.Parameters => learns,
            NativePurpose.Input => wantsInput,
            _ => learns || wantsInput,
        });
    }
}
