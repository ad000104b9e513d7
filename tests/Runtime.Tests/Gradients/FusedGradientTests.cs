using DeepDsl;
using DeepDsl.Kernels;
using Runtime.Tests.Harness;
using Xunit;
using static TorchSharp.torch;

namespace Runtime.Tests.Gradients;

/// <summary>Every function in every kernel that can apply it on its way out, against autograd.</summary>
public sealed class FusedGradientTests
{
    // Numbers of channels below, at and beyond a vector, and maps that windows do not cover.
    private static readonly (string Input, string Before, string After)[] Hosts =
    [
        ("7", "Linear(5), ", ""),
        ("3, 7", "Linear(40), ", ", Linear(3)"),
        ("3, 5, 7", "Conv2d(9, 3), ", ""),
        ("20, 6, 7", "Conv2d(17, 1, Stride = new[] { 2, 3 }, Bias = false), ", ", Conv2d(16, 1), Tanh, Conv2d(3, 1)"),
        ("8, 5, 7", "BatchNorm2d, ", ""),
        ("19, 3, 5", "Conv2d(19, 1), BatchNorm2d(Affine = false), ", ", Conv2d(2, 1)"),
        ("6, 5", "BatchNorm1d, ", ""),
        ("5, 5, 7", "BatchNorm2d, ", ", MaxPool2d(2)"),
        ("40, 6, 6", "BatchNorm2d(Affine = false), ", ", MaxPool2d([3, 2])"),
        ("5, 3, 4", "Conv2d(5, 1), BatchNorm2d, Residual(nameof(X)), ", ""),
        ("9, 3, 4", "Conv2d(9, 1), BatchNorm2d, Add(nameof(X)), ", ", BatchNorm2d, Add(nameof(X))"),
        ("9", "Tanh, Add(nameof(X)), ", ""),
    ];

    public static TheoryData<string> Functions { get; } =
        [.. typeof(IPointwise).Assembly.GetExportedTypes().Where(type => type.IsValueType && type.IsAssignableTo(typeof(IPointwise))).Select(type => type.Name[..^"Function".Length])];

    [Theory]
    [MemberData(nameof(Functions))]
    public void Backward_equals_autograd(string function)
    {
        var use = function switch
        {
            "Scale" => "Scale(-1.5)",
            "Clamp" => "Clamp(-0.5, 0.7)",
            // Defined for positive numbers alone.
            "Log" => "Softplus, Log",
            "TanhGELU" => "GELU(Approximate = GELUApproximation.Tanh)",
            _ => function,
        };
        var sources = Hosts.Select((host, i) => RuntimeModel.Source($"Net{i}", "", host.Input, $"[{host.Before}{use}{host.After}] public partial Node Y {{ get; }}"));
        var assembly = RuntimeModel.Compile(string.Join("\n", sources));
        for (var i = 0; i < Hosts.Length; i++)
        {
            var shape = Hosts[i].Input.Split(',').Select(size => long.Parse(size)).ToArray();
            foreach (var (type, tolerance) in new[] { (ScalarType.Float64, 1e-8), (ScalarType.Float32, 1e-4) })
            {
                using var model = RuntimeModel.Create(assembly, $"Net{i}", new() { DType = type });
                var error = GradientCheck.Run(model, shape, batch: 3);
                Assert.True(error <= tolerance, $"[{Hosts[i].Before}{use}{Hosts[i].After}] on ({Hosts[i].Input}) in {type} differs by {error:e2}.");
            }
        }
    }
}
