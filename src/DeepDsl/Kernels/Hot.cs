using System.Runtime.CompilerServices;

namespace DeepDsl.Kernels;

/// <summary>How the methods are compiled that the time is spent in.</summary>
internal static class Hot
{
    /// <summary>At once, since a short training would be over before the JIT has gone through its tiers, and for itself:
    /// inlined into its caller, a loop shares the caller's registers, and what it calls may exceed the JIT's budget for inlining.</summary>
    public const MethodImplOptions Loop = MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining;
}
