using Xunit;

namespace Runtime.Tests.Harness;

/// <summary>Tests that count what the whole process holds, or load every core, run while no other does.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
