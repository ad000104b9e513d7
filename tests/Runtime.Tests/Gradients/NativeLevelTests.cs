using System.Diagnostics;
using System.Numerics;
using System.Runtime.Intrinsics;
using DeepDsl.Native;
using Runtime.Tests.Harness;
using Xunit;
using static TorchSharp.torch;

namespace Runtime.Tests.Gradients;

/// <summary>Products and convolutions at every level of what libtorch may export, and with narrower vectors, each in a process of its own.</summary>
public sealed class NativeLevelTests
{
    private static readonly (string Input, string Operators)[] Cases =
    [
        ("7", "Linear(40), ReLU, Linear(3)"),
        ("3, 7", "Linear(5, Bias = false), Tanh"),
        ("5, 6", "MultiheadAttention(2, Causal = true), LayerNorm"),
        ("4, 6", "LSTM(9), LSTM(17, Reverse = true, Bias = false)"),
        ("4, 6", "GRU(9), GRU(17, Reverse = true, Bias = false)"),
        ("1, 9, 7", "Conv2d(20, 3, Padding = 1), ReLU, MaxPool2d(2), Conv2d(5, 3, Padding = 1)"),
        ("3, 9, 8", "Conv2d(6, [3, 2], Stride = new[] { 2, 1 }, Padding = new[] { 1, 0 }, Bias = false), BatchNorm2d, GELU"),
        ("4, 9, 9", "Conv2d(6, 3, Groups = 2, Dilation = 2), Sigmoid"),
        ("16, 5, 5", "Conv2d(20, 1), AdaptiveAvgPool2d(1)"),
        ("4, 16", "Conv1d(6, 4, Stride = 3, Groups = 2, Padding = 2), SiLU"),
        ("6, 3, 4", "ConvTranspose2d(4, [3, 2], Stride = new[] { 2, 3 }, Padding = new[] { 1, 0 }, OutputPadding = new[] { 1, 2 })"),
    ];

    [Theory]
    [InlineData("sgemm", "DOTNET_EnableAVX512", 256)]
    [InlineData("shims", "", null)]
    [InlineData("shims", "DOTNET_EnableAVX512", 256)]
    [InlineData("off", "DOTNET_EnableAVX2", 128)]
    public async Task Gradients_equal_autograd(string level, string without, int? bits)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Runtime.Tests.dll"), "-class", typeof(InThisProcess).FullName!])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["DEEPDSL_NATIVE"] = level, ["OMP_NUM_THREADS"] = "1", ["DEEPDSL_TEST_BITS"] = bits?.ToString() },
        };
        if (without.Length > 0)
            start.Environment[without] = "0";
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, await output + await error);
        Assert.Contains("Total: 2, Errors: 0, Failed: 0, Skipped: 0", await output);
    }

    /// <summary>What the processes run; here, with what this machine has.</summary>
    public sealed class InThisProcess
    {
        [Fact]
        public void Gradients_equal_autograd()
        {
            var assembly = RuntimeModel.Compile(string.Join("\n", Cases.Select((row, i) => RuntimeModel.Source($"Net{i}", "", row.Input, $"[{row.Operators}] public partial Node Y {{ get; }}"))));
            for (var i = 0; i < Cases.Length; i++)
            {
                var shape = Cases[i].Input.Split(',').Select(size => long.Parse(size)).ToArray();
                foreach (var (type, tolerance) in new[] { (ScalarType.Float64, 1e-8), (ScalarType.Float32, 1e-4) })
                {
                    using var model = RuntimeModel.Create(assembly, $"Net{i}", new() { DType = type });
                    var error = GradientCheck.Run(model, shape, batch: 3);
                    Assert.True(error <= tolerance, $"[{Cases[i].Operators}] on ({Cases[i].Input}) in {type} differs by {error:e2}.");
                }
            }
        }

        [Fact]
        public unsafe void The_level_is_what_the_environment_says()
        {
            var wanted = Environment.GetEnvironmentVariable("DEEPDSL_NATIVE");
            if (wanted is not null)
                Assert.Equal(wanted, LibTorch.Level.ToString(), ignoreCase: true);
            Assert.Equal(LibTorch.Level == NativeLevel.Sgemm && OperatingSystem.IsLinux(), LibTorch.Sgemm != null);
            if (int.TryParse(Environment.GetEnvironmentVariable("DEEPDSL_TEST_BITS"), out var bits))
            {
                Assert.False(Vector512.IsHardwareAccelerated);
                Assert.True(Vector<byte>.Count * 8 <= bits);
            }
        }
    }
}
