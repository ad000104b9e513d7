using DeepDsl.Benchmarks.Onnx;
using DeepDsl.Benchmarks.Workloads;
using Microsoft.ML.OnnxRuntime;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepDsl.Benchmarks.Variants;

/// <summary>Inference by ONNX Runtime on the twin's weights, into memory that is there already.</summary>
internal sealed class OnnxVariant : IVariant
{
    private readonly InferenceSession _session;
    private readonly RunOptions _options = new();
    private readonly OrtValue _input;
    private readonly OrtValue _output;
    private readonly string[] _inputs = [OnnxWriter.Input];
    private readonly string[] _outputs;
    private readonly OrtValue[] _inputValues;
    private readonly OrtValue[] _outputValues;
    private readonly float[] _result;

    public OnnxVariant(Workload workload, nn.Module twin, int threads)
    {
        var (x, target) = workload.CreateData(ScalarType.Float32);
        using var _ = x;
        target.Dispose();
        using var settings = new SessionOptions { IntraOpNumThreads = threads, InterOpNumThreads = 1, ExecutionMode = ExecutionMode.ORT_SEQUENTIAL, GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL };
        _session = new(OnnxWriter.Write(twin.children(), x.shape, out var output), settings);
        _result = new float[workload.Batch * workload.Classes];
        _input = OrtValue.CreateTensorValueFromMemory(x.data<float>().ToArray(), x.shape);
        _output = OrtValue.CreateTensorValueFromMemory(_result, [workload.Batch, workload.Classes]);
        (_outputs, _inputValues, _outputValues) = ([output], [_input], [_output]);
    }

    public string Name => "onnxruntime";

    public void Run(Action? beforeEnd = null)
    {
        _session.Run(_options, _inputs, _inputValues, _outputs, _outputValues);
        beforeEnd?.Invoke();
    }

    /// <summary>The result of the last run.</summary>
    public Tensor Output() => tensor(_result);

    public void Reset()
    {
    }

    public void Dispose()
    {
        _input.Dispose();
        _output.Dispose();
        _options.Dispose();
        _session.Dispose();
    }
}
