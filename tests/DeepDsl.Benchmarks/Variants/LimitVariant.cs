using DeepDsl.Benchmarks.Workloads;
using DeepDsl.Compiler.Operators;
using DeepDsl.Native;

namespace DeepDsl.Benchmarks.Variants;

/// <summary>Nothing but the native calls that the generated code cannot do without.</summary>
internal sealed class LimitVariant : IVariant
{
    private readonly INativeRun[] _calls;

    public LimitVariant(Workload workload, Phase phase) =>
        _calls = [.. NeededCalls.Of(CompiledModel.GraphOf(workload.Model), workload.Batch, phase).Select(Prepare)];

    public string Name => "limit";

    public void Run(Action? beforeEnd = null)
    {
        using var quiet = LibTorch.WithoutGrad();
        foreach (var call in _calls)
            call.Run();
        beforeEnd?.Invoke();
    }

    public void Reset()
    {
    }

    public void Dispose()
    {
        foreach (var call in _calls)
            call.Dispose();
    }

    public static INativeRun Prepare(NativeCall call) => call switch
    {
        MatrixProduct product => new ProductRun(product),
        ConvolutionCall convolution => new ConvolutionRun(convolution),
        _ => throw new NotSupportedException($"{call} has no run"),
    };
}

/// <summary>A native call with memory of its own.</summary>
internal interface INativeRun : IDisposable
{
    void Run();
}
