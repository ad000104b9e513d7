using Runtime.Tests.Harness;
using TorchSharp;
using Xunit;

[assembly: AssemblyFixture(typeof(OneThread))]

namespace Runtime.Tests.Harness;

/// <summary>One thread for each of the tests that run side by side: OpenMP waits long for cores that others have.</summary>
public sealed class OneThread
{
    public OneThread() => torch.set_num_threads(1);
}
