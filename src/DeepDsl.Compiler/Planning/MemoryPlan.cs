using DeepDsl.Compiler.Differentiation;

namespace DeepDsl.Compiler.Planning;

/// <summary>A program with the lifetime of every value: what the arena is laid out from.</summary>
public sealed class MemoryPlan
{
    private readonly Dictionary<Value, Value> _owners = [];
    private readonly Dictionary<Value, Value> _neighbours = [];
    private readonly Dictionary<Value, (int From, int To)> _lifetimes = [];
    private ILookup<int, Value>? _released;

    private MemoryPlan(TrainingProgram program) => Program = program;

    public TrainingProgram Program { get; }

    /// <summary>The moment at which the inputs are loaded.</summary>
    public const int Start = 0;

    /// <summary>The moment of the loss: forward steps are before it, backward steps after.</summary>
    public int LossMoment => Program.Forward.Count + 1;

    /// <summary>The last moment.</summary>
    public int End => LossMoment + Program.Backward.Count;

    public IReadOnlyList<Value> Values => Program.Values;

    public static MemoryPlan Make(TrainingProgram program)
    {
        var plan = new MemoryPlan(program);
        plan.MeasureLifetimes();
        plan.ShareInPlace();
        return plan;
    }

    /// <summary>The value in whose memory this one lies.</summary>
    public Value OwnerOf(Value value)
    {
        var root = value.Root;
        return _owners.TryGetValue(root, out var owner) ? OwnerOf(owner) : root;
    }

    /// <summary>The value whose memory this one takes over or is another view of; null for an owner.</summary>
    public Value? TakenFrom(Value value) => value.ViewOf ?? (_neighbours.TryGetValue(value, out var neighbour) ? neighbour : null);

    /// <summary>The first and the last moment at which the memory of an owner is in use.</summary>
    public (int From, int To) LifetimeOf(Value owner) => _lifetimes[owner];

    /// <summary>The largest set of values that are needed at one moment: no layout holds a step in less.</summary>
    /// <param name="batch">The number of samples for which it is the largest.</param>
    /// <returns>Its bytes for every sample, and those that do not grow with the batch, in single precision.</returns>
    public (long PerSample, long Fixed) LargestSet(int batch)
    {
        var changes = new (long PerSample, long Fixed)[End + 2];
        foreach (var (owner, life) in _lifetimes.Select(pair => (pair.Key, pair.Value)))
        {
            var bytes = owner.Shape.Elements * (owner.Element == Element.Integer ? sizeof(long) : sizeof(float));
            var (perSample, constant) = owner.Residence == Residence.PerSample ? (bytes, 0L) : (0L, bytes);
            changes[life.From] = (changes[life.From].PerSample + perSample, changes[life.From].Fixed + constant);
            changes[life.To + 1] = (changes[life.To + 1].PerSample - perSample, changes[life.To + 1].Fixed - constant);
        }
        var (largest, now) = ((PerSample: 0L, Fixed: 0L), (PerSample: 0L, Fixed: 0L));
        foreach (var change in changes)
        {
            now = (now.PerSample + change.PerSample, now.Fixed + change.Fixed);
            if (batch * now.PerSample + now.Fixed > batch * largest.PerSample + largest.Fixed)
                largest = now;
        }
        return largest;
    }

    /// <summary>Whether any step touches the value's memory.</summary>
    public bool IsUsed(Value value) => !value.IsPlanned || _lifetimes.ContainsKey(OwnerOf(value));

    /// <summary>The adopted values that nothing reads after a moment.</summary>
    public IEnumerable<Value> ReleasedAt(int moment)
    {
        _released ??= _lifetimes.Where(life => life.Key.IsAdopted && !Lasting.Contains(life.Key)).OrderBy(life => life.Key.Name, StringComparer.Ordinal).ToLookup(life => life.Value.To, life => life.Key);
        return _released[moment];
    }

    /// <summary>The steps with their moments.</summary>
    public IEnumerable<(Step Step, int Moment)> Steps =>
        Program.Forward.Select((step, index) => (step, index + 1)).Concat(Program.Backward.Select((step, index) => (step, LossMoment + 1 + index)));

    /// <summary>The memory that callers read after the last step.</summary>
    private IEnumerable<Value> Lasting => Program.Outputs.Concat(Program.InputGradients.OfType<Value>()).Select(OwnerOf);

    // Results take the memory of an input that neither a step nor a caller reads again.
    private void ShareInPlace()
    {
        var lasting = new HashSet<Value>(Lasting);
        foreach (var (step, moment) in Steps.Where(item => item.Step.InPlace))
        {
            if (step.Reads.FirstOrDefault(value => value.Residence == Residence.PerSample) is not { } read || step.Writes.FirstOrDefault() is not { Residence: Residence.PerSample } written)
                continue;
            var owner = OwnerOf(read);
            if (written.IsAdopted || written.ViewOf is not null || !read.Shape.Equals(written.Shape) || read.IsChannelsLast != written.IsChannelsLast)
                continue;
            if (LifetimeOf(owner).To != moment || lasting.Contains(owner))
                continue;
            _owners[written] = owner;
            _neighbours[written] = read;
            // What lives in the memory of the other lives on there.
            var (one, other) = (_lifetimes[owner], _lifetimes[written]);
            _lifetimes.Remove(written);
            _lifetimes[owner] = (Math.Min(one.From, other.From), Math.Max(one.To, other.To));
            if (lasting.Contains(written))
                lasting.Add(owner);
        }
    }

    private void MeasureLifetimes()
    {
        _lifetimes.Clear();
        foreach (var input in Program.Inputs)
            Touch(input, Start);
        foreach (var (step, moment) in Steps)
        {
            foreach (var value in step.Writes.Concat(step.Reads).Where(value => value.IsPlanned))
                Touch(value, moment);
        }
        foreach (var seed in Program.Seeds)
            Touch(seed.Gradient, LossMoment);
        foreach (var value in Program.Losses.SelectMany(loss => loss.Call.Target is Value target ? [.. loss.Call.Values, target] : loss.Call.Values))
            Touch(value, LossMoment);
        // Results can be read until the next step begins, gradients of inputs until the backward pass returns.
        foreach (var value in Program.Outputs.Concat(Program.InputGradients.OfType<Value>()))
            Touch(value, End);
        foreach (var value in Program.Outputs)
            Touch(value, LossMoment);
    }

    private void Touch(Value value, int moment)
    {
        var owner = OwnerOf(value);
        _lifetimes[owner] = _lifetimes.TryGetValue(owner, out var life) ? (Math.Min(life.From, moment), Math.Max(life.To, moment)) : (moment, moment);
    }
}
