namespace DeepDsl.Compiler.Planning;

/// <summary>Checks what every later stage relies on; it runs in tests and debug builds.</summary>
public static class PlanVerifier
{
    /// <summary>What is wrong with a plan; empty where nothing is.</summary>
    public static IEnumerable<string> Verify(MemoryPlan plan)
    {
        var program = plan.Program;
        // The value whose bytes an owner holds at the moment.
        var holds = program.Inputs.ToDictionary(plan.OwnerOf, input => input.Root);
        var isSeeded = false;
        foreach (var (step, moment) in plan.Steps)
        {
            if (moment > plan.LossMoment && !isSeeded)
            {
                isSeeded = true;
                foreach (var seed in program.Seeds)
                    holds[plan.OwnerOf(seed.Gradient)] = seed.Gradient.Root;
            }
            foreach (var read in step.Reads.Where(value => value.IsPlanned))
            {
                if (!holds.TryGetValue(plan.OwnerOf(read), out var held))
                    yield return $"{step.Text} reads {read.Name} before anything wrote it.";
                else if (held != read.Root)
                    yield return $"{step.Text} reads {read.Name}, but its memory holds {held.Name} by then.";
            }
            foreach (var written in step.Writes.Where(value => value.IsPlanned))
                holds[plan.OwnerOf(written)] = written.Root;
        }
        foreach (var output in program.Outputs.Where(output => holds.TryGetValue(plan.OwnerOf(output), out var held) && held != output.Root))
            yield return $"The result {output.Name} is overwritten.";
        foreach (var gradient in program.InputGradients.OfType<Value>().Where(gradient => holds.TryGetValue(plan.OwnerOf(gradient), out var held) && held != gradient.Root))
            yield return $"The gradient {gradient.Name} of an input is overwritten.";

        if (program.IsInference)
            yield break;

        // A step that reads a gradient adds to it; every other one must be the first to write it.
        var trained = program.Backward
            .SelectMany(step => step.Writes.Where(value => value.Residence == Residence.Model && step.Reads.All(read => read.Reference != value.Reference)))
            .Select(value => value.Name).ToArray();
        foreach (var name in program.Forward.Where(step => step.Node is not null).Select(step => step.Node!).Distinct()
            .SelectMany(node => node.Operator!.Parameters.Where(parameter => node.OwnerOf(parameter.Name) is { IsFrozen: false }).Select(parameter => node.OwnerOf(parameter.Name).StateNameOf(parameter.Name))).Except(trained))
            yield return $"The parameter {name} gets no gradient.";
        foreach (var name in trained.GroupBy(name => name).Where(group => group.Count() > 1).Select(group => group.Key))
            yield return $"The gradient of {name} is written more than once.";
    }
}
