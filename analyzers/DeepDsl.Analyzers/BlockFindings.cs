using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace DeepDsl.Analyzers;

/// <summary>Who reports what stands in blocks: of several models that use one, the first to look at it.</summary>
internal sealed class BlockFindings
{
    private static readonly ConditionalWeakTable<Compilation, BlockFindings> Known = new();

    private readonly ConcurrentDictionary<(string Rule, Location Location), string> _claims = [];

    public static BlockFindings Of(Compilation compilation) => Known.GetValue(compilation, _ => new());

    /// <summary>Whether a model reports a finding; its answer stays the same when it is analyzed again.</summary>
    public bool Claim(string rule, Location location, string model) => _claims.GetOrAdd((rule, location), model) == model;
}
