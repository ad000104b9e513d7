using Google.Protobuf;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepDsl.Benchmarks.Onnx;

/// <summary>Writes a network in a row as an ONNX model with its weights.</summary>
internal sealed class OnnxWriter
{
    public const string Input = "x";

    private const int Float = 1;

    private readonly GraphProto _graph = new() { Name = "network" };
    private string _last = Input;

    /// <summary>The model as a file's bytes, for batches of one size.</summary>
    public static byte[] Write(IEnumerable<nn.Module> layers, long[] input, out string output)
    {
        var writer = new OnnxWriter();
        foreach (var layer in layers)
            writer.Add(layer);
        writer._graph.Input.Add(Value(Input, input));
        writer._graph.Output.Add(new ValueInfoProto { Name = output = writer._last, Type = new() { TensorType = new() { ElemType = Float } } });
        var model = new ModelProto { IrVersion = 8, ProducerName = "DeepDsl.Benchmarks", Graph = writer._graph };
        model.OpsetImport.Add(new OperatorSetIdProto { Domain = "", Version = 17 });
        return model.ToByteArray();
    }

    private void Add(nn.Module layer)
    {
        switch (layer)
        {
            case Linear linear:
                Node("Gemm", [Weight(linear.weight!), Weight(linear.bias!)], Whole("transB", 1));
                break;
            case Conv2d conv:
                // All convolutions of the workloads that are written have a kernel of 3 and a padding of 1.
                Node("Conv", [Weight(conv.weight!), .. conv.bias is { } bias ? [Weight(bias)] : (string[])[]], Wholes("pads", 1, 1, 1, 1));
                break;
            case BatchNorm2d norm:
                Node("BatchNormalization", [Weight(norm.weight!), Weight(norm.bias!), Weight(norm.running_mean!), Weight(norm.running_var!)], new AttributeProto { Name = "epsilon", F = 1e-5f, Type = Float });
                break;
            case MaxPool2d:
                Node("MaxPool", [], Wholes("kernel_shape", 2, 2), Wholes("strides", 2, 2));
                break;
            case AdaptiveAvgPool2d:
                Node("GlobalAveragePool", []);
                break;
            case Flatten:
                Node("Flatten", [], Whole("axis", 1));
                break;
            case ReLU:
                Node("Relu", []);
                break;
            case Tanh:
                Node("Tanh", []);
                break;
            case Twins.SharedDropout:
                break;
            default:
                throw new NotSupportedException($"{layer.GetType().Name} is not written to ONNX");
        }
    }

    private void Node(string type, string[] weights, params AttributeProto[] attributes)
    {
        var node = new NodeProto { OpType = type, Name = $"{type}{_graph.Node.Count}" };
        node.Input.Add(_last);
        node.Input.Add(weights);
        node.Output.Add(_last = $"v{_graph.Node.Count}");
        node.Attribute.Add(attributes);
        _graph.Node.Add(node);
    }

    private string Weight(Tensor weight)
    {
        var tensor = new TensorProto { Name = $"w{_graph.Initializer.Count}", DataType = Float, RawData = ByteString.CopyFrom(weight.detach().contiguous().bytes) };
        tensor.Dims.Add(weight.shape);
        _graph.Initializer.Add(tensor);
        return tensor.Name;
    }

    private static AttributeProto Whole(string name, long value) => new() { Name = name, I = value, Type = 2 };

    private static AttributeProto Wholes(string name, params long[] values)
    {
        var attribute = new AttributeProto { Name = name, Type = 7 };
        attribute.Ints.Add(values);
        return attribute;
    }

    private static ValueInfoProto Value(string name, long[] shape)
    {
        var value = new ValueInfoProto { Name = name, Type = new() { TensorType = new() { ElemType = Float, Shape = new() } } };
        value.Type.TensorType.Shape.Dim.Add(shape.Select(size => new TensorShapeProto.Types.Dimension { DimValue = size }));
        return value;
    }
}
