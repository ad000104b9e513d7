using DeepDsl.Compiler.Planning;

namespace DeepDsl.Compiler.Emission;

/// <summary>Writes the class that holds the values of a step: each with its lifetime in steps, from which the arena is laid out.</summary>
internal static class WorkspaceEmitter
{
    public static void Emit(MemoryPlan plan, CodeWriter code)
    {
        code.Summary($"The values of a training step for one batch size. A range is a lifetime: forward 1 to {plan.Program.Forward.Count}, loss {plan.LossMoment}, backward to {plan.End}.");
        using (code.Open("private sealed class Workspace(StepMemory memory) : StepWorkspace(memory)"))
        {
            foreach (var value in Ordered(plan))
                code.Line($"public readonly Slot {value.Name} = {Allocation(plan, value)};");
        }
    }

    private static IEnumerable<Value> Ordered(MemoryPlan plan) => plan.Values.Where(value => plan.IsUsed(value));

    private static string Allocation(MemoryPlan plan, Value value)
    {
        var owner = plan.OwnerOf(value);
        var shape = string.Join(", ", value.Shape.Dims);
        var layout = value.Shape.IsImage ? value.IsChannelsLast ? ", Layout.ChannelsLast" : ", Layout.Contiguous" : "";
        if (owner != value)
            return $"memory.View(nameof({owner.Name}), [{shape}]{layout})";
        var (from, to) = plan.LifetimeOf(value);
        if (value.IsAdopted)
            return $"memory.Adopted(nameof({value.Name}), [{shape}]{layout})";
        return (value.Residence, value.Element) switch
        {
            (Residence.Fixed, _) => $"memory.Fixed({from}..{to}, {value.Shape.Elements})",
            (_, Element.Integer) => $"memory.Integers(nameof({value.Name}), {from}..{to}, [{shape}])",
            (_, Element.Index) => $"memory.Indices({from}..{to}, [{shape}]{layout})",
            _ => $"memory.PerSample(nameof({value.Name}), {from}..{to}, [{shape}]{layout})",
        };
    }
}
