using DeepDsl.Models;
using Runtime.Tests.Harness;
using TorchSharp;
using Xunit;

namespace Runtime.Tests.Gradients;

/// <summary>The kernels of every operator, after the first steps, put nothing on the managed heap.</summary>
public sealed class AllocationTests
{
    public static TheoryData<string, string> Cases => OperatorGradientTests.Cases;

    [Theory]
    [MemberData(nameof(Cases))]
    public void Steps_allocate_nothing(string input, string operators)
    {
        var assembly = RuntimeModel.Compile(RuntimeModel.Source("Net", "MSELoss, SGD(1e-3)", input, $"[{operators}] public partial Node Y {{ get; }}\n    [Reshape(-1)] public partial Node Flat {{ get; }}"));
        using var model = RuntimeModel.Create(assembly, "Net");
        using var scope = torch.NewDisposeScope();
        var x = Tensors.Normal(1, [3, .. input.Split(',').Select(size => long.Parse(size))]);
        var step = model.GetType().GetMethod("TrainStep")!.CreateDelegate<Func<torch.Tensor, torch.Tensor, float>>(model);
        var target = Tensors.Normal(2, model.Predict(x).shape);
        var allocated = long.MaxValue;
        for (var i = 0; i < 4; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            step(x, target);
            allocated = Math.Min(allocated, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        Assert.Equal(0, allocated);
    }
}
