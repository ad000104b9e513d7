using System.Reflection;
using DeepDsl.Kernels;
using Xunit;

namespace Runtime.Tests.Kernels;

/// <summary>How kernels are compiled.</summary>
public sealed class HotTests
{
    private const BindingFlags All = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    // An optimizer's loop that the JIT inlined into its caller, where its own calls stayed calls, took fifty times as long.
    [Fact]
    public void What_is_compiled_at_once_is_compiled_for_itself()
    {
        var atOnce = typeof(Gemm).Assembly.GetTypes().SelectMany(type => type.GetMethods(All))
            .Where(method => method.MethodImplementationFlags.HasFlag(MethodImplAttributes.AggressiveOptimization)).ToArray();
        Assert.NotEmpty(atOnce);
        Assert.All(atOnce, method => Assert.True(method.MethodImplementationFlags.HasFlag(MethodImplAttributes.NoInlining), $"{method.DeclaringType}.{method.Name} lacks Hot.Loop."));
    }
}
