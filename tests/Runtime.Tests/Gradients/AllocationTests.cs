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
        using var scope = torch.NewDisposeScope();
        using var model = RuntimeModel.Create(assembly, "Net");
        var x = Tensors.Normal(1, [3, .. input.Split(',').Select(size => long.Parse(size))]);
        AssertAllocatesNothing(model, x, Tensors.Normal(2, model.Predict(x).shape));
    }

    [Theory]
    [InlineData("CrossEntropyLoss(LabelSmoothing = 0.1)")]
    [InlineData("CrossEntropyLoss(ClassWeights = new[] { 1, 0.5, 3 }, LabelSmoothing = 0.1)")]
    [InlineData("NLLLoss(ClassWeights = new[] { 1, 0.5, 3 })")]
    [InlineData("BCEWithLogitsLoss(PosWeight = new[] { 1, 0.5, 3 })")]
    public void Losses_allocate_nothing(string loss)
    {
        using var scope = torch.NewDisposeScope();
        using var model = RuntimeModel.Create(RuntimeModel.Compile(RuntimeModel.Source("Net", $"{loss}, SGD(1e-3)", "4", "[Linear(3)] public partial Node Y { get; }")), "Net");
        AssertAllocatesNothing(model, Tensors.Normal(1, [6, 4]), loss[0] == 'B' ? Tensors.Uniform(2, [6, 3]) : Tensors.Classes(2, 3, 6));
    }

    private static void AssertAllocatesNothing(Model<torch.Tensor, torch.Tensor> model, torch.Tensor x, torch.Tensor target)
    {
        var step = model.GetType().GetMethod("TrainStep")!.CreateDelegate<Func<torch.Tensor, torch.Tensor, float>>(model);
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
