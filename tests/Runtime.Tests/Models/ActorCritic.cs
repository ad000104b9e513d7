using DeepDsl;

namespace Runtime.Tests.Models;

/// <summary>What to do, and what that is worth, over a common trunk; the loss is the user's own.</summary>
[Model, Adam(5e-3)]
public partial class ActorCritic
{
    [Input(5)] public partial Node Observation { get; }

    [Linear(10, Name = "trunk"), Tanh] public partial Node Trunk { get; }

    [Linear(3, Name = "actor"), Output] public partial Node Policy { get; }

    [From(nameof(Trunk)), Linear(1, Name = "critic"), Output] public partial Node Value { get; }
}
