using System.Text;
using DeepDsl.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepDsl.Models;

/// <summary>A training that can go on: a state dictionary in TorchSharp's format, in which what is no parameter or buffer bears a name that no member can have.</summary>
internal static class Checkpoint
{
    private const long Latest = 1;
    private const string Prefix = "checkpoint/";
    private const string Version = Prefix + "version";
    private const string Seed = Prefix + "seed";
    private const string Draw = Prefix + "draw";
    private const string OptimizerName = Prefix + "optimizer";
    private const string Step = Prefix + "step";
    private const string LearningRate = Prefix + "lr";
    private const string TotalSteps = Prefix + "total_steps";

    /// <summary>Writes a checkpoint.</summary>
    public static void Write(ModelState state, Stream stream)
    {
        using var quiet = no_grad();
        using var scope = NewDisposeScope();
        var entries = new Dictionary<string, Tensor> { [Version] = tensor(Latest), [Seed] = tensor(state.Draws.Seed), [Draw] = tensor(state.Draws.Step) };
        if (state.DeclaredUpdates is { } updates)
            Add(entries, updates);
        foreach (var slot in state.Parameters)
            entries[slot.Name] = slot.Tensor;
        foreach (var buffer in state.Buffers)
            entries[buffer.Name] = buffer.Tensor;
        foreach (var (name, slot, values) in Kept(state))
            entries[Entry(name, slot.Name)] = values;
        using var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
        nn.Module.save_state_dict(writer, entries);
    }

    /// <summary>Takes a checkpoint over, or nothing of it.</summary>
    /// <exception cref="InvalidOperationException">It was made with other parameters or another optimizer.</exception>
    /// <exception cref="InvalidDataException">This is no checkpoint, or only the beginning of one, or one of a later version.</exception>
    public static void Read(ModelState state, Stream stream)
    {
        using var quiet = no_grad();
        using var scope = NewDisposeScope();
        using var reader = new BinaryReader(stream, Encoding.UTF8, leaveOpen: true);
        var entries = StateLoading.Read(reader, nameof(ModelState.SaveCheckpoint));
        RequireVersion(entries);
        var values = StateMatch.Of(state, WithoutTraining(entries), strict: true, skip: null);
        var training = new CheckpointReader(entries, values);
        var (seed, draw) = (training.Integer(Seed), training.Integer(Draw));
        var progress = ReadProgress(state, training);
        if (values.Faults.Count > 0)
            throw new InvalidOperationException($"The checkpoint does not fit into '{state.Name}': {StateMatch.Listed(values.Faults)}.");
        // What can fail has not failed, so all of it is taken.
        values.Copy();
        state.GoOnDrawing(seed, draw);
        if (progress is { } made)
            state.Updates.GoOn(made);
    }

    /// <summary>The parameters and buffers of what may be a checkpoint.</summary>
    public static Dictionary<string, Tensor> WithoutTraining(Dictionary<string, Tensor> entries) => entries.ContainsKey(Version)
        ? entries.Where(entry => !entry.Key.StartsWith(Prefix, StringComparison.Ordinal)).ToDictionary(entry => entry.Key, entry => entry.Value)
        : entries;

    private static void Add(Dictionary<string, Tensor> entries, Updates updates)
    {
        var (optimizer, progress) = (updates.Optimizer, updates.Progress);
        entries[OptimizerName] = tensor(Encoding.UTF8.GetBytes(optimizer.Description));
        entries[Step] = tensor(progress.Steps);
        entries[LearningRate] = tensor(progress.LearningRate);
        if (progress.TotalSteps is { } total)
            entries[TotalSteps] = tensor(total);
        if (optimizer.CarriedName is { } carried)
            entries[Prefix + carried] = tensor(progress.Carried);
    }

    // What the optimizer keeps of every parameter that it may move.
    private static IEnumerable<(string Name, ParameterSlot Slot, Tensor Values)> Kept(ModelState state)
    {
        if (state.DeclaredUpdates is not { Optimizer: var optimizer })
            return [];
        return from buffer in optimizer.BufferNames.Zip(optimizer.Buffers(state))
               from slot in state.Parameters
               where !slot.IsFrozen
               select (buffer.First, slot, buffer.Second.narrow(0, slot.Offset, slot.Count).view(slot.Shape));
    }

    private static string Entry(string kept, string parameter) => $"{Prefix}{kept}/{parameter}";

    private static string[] Entries(string kept, ParameterSlot slot) => [.. Names(slot).Select(parameter => Entry(kept, parameter))];

    private static IEnumerable<string> Names(ParameterSlot slot) => slot.AlsoCalled.Prepend(slot.Name);

    private static void RequireVersion(Dictionary<string, Tensor> entries)
    {
        if (!entries.TryGetValue(Version, out var version))
            throw new InvalidDataException($"The file is no checkpoint, which '{nameof(ModelState.SaveCheckpoint)}' writes: it holds {entries.Count} values and nothing of a training. 'load' takes such files.");
        var number = CheckpointReader.IsNumber(version, ScalarType.Int64) ? version.item<long>() : 0;
        if (number is < 1 or > Latest)
            throw new InvalidDataException($"The checkpoint has the format {number}, but this version of DeepDsl knows none after {Latest}.");
    }

    private static Progress? ReadProgress(ModelState state, CheckpointReader training)
    {
        var (theirs, ours) = (training.Text(OptimizerName), state.DeclaredUpdates?.Optimizer);
        if (theirs != ours?.Description)
            training.Faults.Add($"it was made {(theirs is null ? "without an optimizer" : $"with {theirs}")}, but '{state.Name}' declares {ours?.Description ?? "none"}");
        if (ours is null || theirs != ours.Description || !IsFrozenAlike(state, ours, training))
            return null;
        foreach (var (name, slot, mine) in Kept(state))
            training.Take(mine, Entries(name, slot));
        var progress = new Progress(training.Integer(Step, least: 0), training.Real(LearningRate, least: 0), training.Has(TotalSteps) ? training.Integer(TotalSteps, least: 1) : null, ours.CarriedName is { } carried ? training.Real(Prefix + carried) : 0);
        training.RequireAllRead(Prefix, except: Version);
        return progress;
    }

    private static bool IsFrozenAlike(ModelState state, Optimizer optimizer, CheckpointReader training)
    {
        if (optimizer.BufferNames is not [var kept, ..])
            return true;
        var others = state.Parameters.Where(slot => Names(slot).Any(training.Has) && Entries(kept, slot).Any(training.Has) == slot.IsFrozen).ToArray();
        training.Faults.AddRange(others.Select(slot => slot.IsFrozen ? $"'{slot.Name}' is frozen here, but was trained there" : $"'{slot.Name}' is trained here, but was frozen there"));
        return others.Length == 0;
    }
}
