using DeepDsl.Compiler.Shapes;
using DeepDsl.Compiler.Signal;
using DeepDsl.Compiler.Signal.Mechanisms;

namespace DeepDsl.Compiler.Operators.Activations;

/// <summary>x − log Σeˣ along one dimension.</summary>
internal sealed class LogSoftmax(LogSoftmaxAttribute args, Shape x) : AlongDimension<LogSoftmaxAttribute>(args.Dim, x), ILogShares
{
    protected override string Functional => "log_softmax";

    public override SignalRule Signal(SignalCall y) => new LogDistributing();
}
