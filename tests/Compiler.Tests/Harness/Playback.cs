using DeepDsl.Compiler.Planning;

namespace Compiler.Tests.Harness;

/// <summary>Goes through a plan as generated code would, in every combination of what a caller may want of the backward pass.</summary>
internal static class Playback
{
    private static readonly StepCondition[] Wishes = [StepCondition.Parameters, StepCondition.Input, StepCondition.Always];

    public static IEnumerable<string> Faults(MemoryPlan plan) => Wishes.SelectMany(wish => Run(plan, wish).Select(fault => $"{wish}: {fault}"));

    /// <summary>The steps that are made where <paramref name="wish"/> is wanted.</summary>
    public static IEnumerable<(Step Step, int Moment)> Made(MemoryPlan plan, StepCondition wish) =>
        plan.Steps.Where(item => item.Moment < plan.LossMoment || (item.Step.When & wish) != 0);

    private static IEnumerable<string> Run(MemoryPlan plan, StepCondition wish)
    {
        var program = plan.Program;
        var bytes = new Dictionary<Value, Value>();
        var released = new HashSet<Value>();
        foreach (var loaded in program.Inputs)
            bytes[plan.OwnerOf(loaded)] = loaded.Root;

        var made = Made(plan, wish).ToDictionary(item => item.Moment, item => item.Step);
        for (var moment = MemoryPlan.Start; moment <= plan.End; moment++)
        {
            if (moment == plan.LossMoment)
            {
                foreach (var seed in program.Seeds.Select(seed => seed.Gradient))
                    bytes[plan.OwnerOf(seed)] = seed.Root;
            }
            if (made.TryGetValue(moment, out var step))
            {
                foreach (var read in step.Reads.Where(IsInArena))
                {
                    if (!bytes.TryGetValue(plan.OwnerOf(read), out var held) || held != read.Root)
                        yield return $"{step.Text} finds {held?.Name ?? "nothing"} in the place of {read.Name}";
                }
                foreach (var value in step.Reads.Concat(step.Writes).Where(IsInArena))
                {
                    var (from, to) = plan.LifetimeOf(plan.OwnerOf(value));
                    if (moment < from || moment > to)
                        yield return $"{step.Text} touches {value.Name} at {moment}, outside its life {from} to {to}";
                    if (released.Contains(plan.OwnerOf(value)))
                        yield return $"{step.Text} touches {value.Name}, which was released";
                }
                foreach (var written in step.Writes.Where(IsInArena))
                    bytes[plan.OwnerOf(written)] = written.Root;
            }
            foreach (var value in plan.ReleasedAt(moment))
            {
                if (!value.IsAdopted || !released.Add(value))
                    yield return $"{value.Name} is released twice, or nobody adopted it";
            }
        }

        foreach (var output in program.Outputs.Where(output => bytes.GetValueOrDefault(plan.OwnerOf(output)) != output.Root))
            yield return $"the result {output.Name} is gone";
        if ((wish & StepCondition.Input) != 0)
        {
            foreach (var gradient in program.InputGradients.OfType<Value>().Where(gradient => bytes.GetValueOrDefault(plan.OwnerOf(gradient)) != gradient.Root))
                yield return $"the gradient {gradient.Name} of an input is missing";
        }

        var lasting = program.Outputs.Concat(program.InputGradients.OfType<Value>()).Select(plan.OwnerOf).ToHashSet();
        foreach (var value in program.Values.Where(value => value.IsAdopted && plan.IsUsed(value)).Except(released).Except(lasting))
            yield return $"{value.Name} is never released";
    }

    private static bool IsInArena(Value value) => value.IsPlanned;
}
