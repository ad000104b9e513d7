using System.Numerics;
using System.Reflection;
using DeepDsl.Kernels;
using Xunit;

namespace Runtime.Tests.Kernels;

/// <summary>How kernels are compiled.</summary>
public sealed class HotTests
{
    private const BindingFlags All = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    // Where it begins in the JIT's first tier, every vector is a call into it.
    [Fact]
    public void What_works_on_vectors_is_inlined_or_compiled_at_once()
    {
        var onVectors = typeof(Gemm).Assembly.GetTypes().SelectMany(type => type.GetMethods(All))
            .Where(method => !method.IsAbstract && method.GetParameters().Select(parameter => parameter.ParameterType).Append(method.ReturnType).Any(IsVector)).ToArray();
        Assert.NotEmpty(onVectors);
        Assert.All(onVectors, method => Assert.True((method.MethodImplementationFlags & (MethodImplAttributes.AggressiveInlining | MethodImplAttributes.AggressiveOptimization)) != 0,
            $"{method.DeclaringType}.{method.Name} is neither."));
    }

    // An optimizer's loop that the JIT inlined into its caller, where its own calls stayed calls, took fifty times as long.
    [Fact]
    public void What_is_compiled_at_once_is_compiled_for_itself()
    {
        var atOnce = typeof(Gemm).Assembly.GetTypes().SelectMany(type => type.GetMethods(All))
            .Where(method => method.MethodImplementationFlags.HasFlag(MethodImplAttributes.AggressiveOptimization)).ToArray();
        Assert.NotEmpty(atOnce);
        Assert.All(atOnce, method => Assert.True(method.MethodImplementationFlags.HasFlag(MethodImplAttributes.NoInlining), $"{method.DeclaringType}.{method.Name} lacks Hot.Loop."));
    }

    private static bool IsVector(Type type) =>
        (type.HasElementType && IsVector(type.GetElementType()!))
        || (type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(Vector<>) || (type.Name.StartsWith("ValueTuple", StringComparison.Ordinal) && type.GetGenericArguments().Any(IsVector))));
}
