namespace DeepDsl.Benchmarks.Variants;

/// <summary>One way to run a workload.</summary>
internal interface IVariant : IDisposable
{
    /// <summary>The name in tables and files.</summary>
    string Name { get; }

    /// <summary>One step, or one prediction.</summary>
    /// <param name="beforeEnd">Called while everything that it makes is alive.</param>
    void Run(Action? beforeEnd = null);

    /// <summary>Goes back to the first parameters, so that no variant gets into regions that others are not in.</summary>
    void Reset();
}

/// <summary>What is measured.</summary>
internal enum Phase
{
    Train,
    Inference,
}
