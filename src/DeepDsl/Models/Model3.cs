using DeepDsl.Native;
using DeepDsl.Training;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepDsl.Models;

/// <summary>The base of models with three inputs: a TorchSharp module whose parameters lie in one flat buffer.</summary>
public abstract class Model<T1, T2, T3, TResult> : nn.Module<T1, T2, T3, TResult>, IModelHost
{
    /// <summary>Called by generated constructors.</summary>
    protected Model(string name, ModelOptions? options, Optimizer? optimizer = null, Schedule? schedule = null, ClipGradNorm? clipping = null)
        : base(NativeLibraries.Ensured(name)) => State = new(this, name, options, optimizer, schedule, clipping);

    /// <summary>Parameters, gradients and optimizer.</summary>
    public ModelState State { get; }

    /// <inheritdoc cref="Updates.LearningRate"/>
    public float LearningRate
    {
        get => (float)State.Updates.LearningRate;
        set => State.Updates.LearningRate = value;
    }

    /// <inheritdoc cref="Updates.TotalSteps"/>
    public long? TotalSteps
    {
        get => State.Updates.TotalSteps;
        set => State.Updates.TotalSteps = value;
    }

    /// <inheritdoc cref="Updates.Steps"/>
    public long StepsMade => State.Updates.Steps;

    /// <inheritdoc cref="Updates.NextLearningRate"/>
    public float NextLearningRate => (float)State.Updates.NextLearningRate;

    /// <inheritdoc cref="Updates.NextMomentum"/>
    public float? NextMomentum => (float?)State.Updates.NextMomentum;

    /// <summary>The result for new data, in inference mode. Any number of threads may call it at once.</summary>
    public abstract TResult Predict(T1 input1, T2 input2, T3 input3);

    /// <summary>Applies the declared optimizer to the gradients.</summary>
    public void Step()
    {
        using var turn = State.Enter();
        State.AttachGradients();
        State.Step();
    }

    /// <summary>Sets every gradient to zero.</summary>
    public void ZeroGradients() => State.ZeroGradients();

    /// <summary>Sets every gradient to zero. Gradients stay views into the flat buffer, whatever <paramref name="set_to_none"/> says.</summary>
    public override void zero_grad(bool set_to_none = true) => State.ZeroGradients();

    /// <inheritdoc/>
    public override IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse = true)
    {
        State.HandOut();
        return base.named_parameters(recurse);
    }

    /// <summary>Copies parameters and buffers by their names, into the model's type and onto its device; a tied weight may come under any of its names.</summary>
    /// <exception cref="InvalidOperationException">Names or shapes do not agree, or a tied weight comes with two values; nothing was copied.</exception>
    public override (IList<string> missing_keys, IList<string> unexpected_keyes) load_state_dict(Dictionary<string, Tensor> source, bool strict = true, IList<string>? skip = null) =>
        StateLoading.Load(State, source, strict, skip);

    /// <summary>Takes what <c>save</c> has written; a tied weight may come under any of its names.</summary>
    /// <exception cref="InvalidOperationException">Names or shapes do not agree, or a tied weight comes with two values; nothing was copied.</exception>
    /// <exception cref="InvalidDataException">This is no such file, or only the beginning of one; nothing was copied.</exception>
    public override nn.Module load(BinaryReader reader, bool strict = true, IList<string>? skip = null, Dictionary<string, bool>? loadedParameters = null)
    {
        StateLoading.Load(State, reader, strict, skip, loadedParameters);
        return this;
    }

    /// <inheritdoc cref="ModelState.SaveCheckpoint(string)"/>
    public void SaveCheckpoint(string path) => State.SaveCheckpoint(path);

    /// <inheritdoc cref="ModelState.SaveCheckpoint(Stream)"/>
    public void SaveCheckpoint(Stream stream) => State.SaveCheckpoint(stream);

    /// <inheritdoc cref="ModelState.LoadCheckpoint(string)"/>
    public void LoadCheckpoint(string path) => State.LoadCheckpoint(path);

    /// <inheritdoc cref="ModelState.LoadCheckpoint(Stream)"/>
    public void LoadCheckpoint(Stream stream) => State.LoadCheckpoint(stream);

    void IModelHost.Register(string name, Parameter parameter) => ConditionallyRegisterParameter(name, parameter);

    void IModelHost.Register(string name, Tensor buffer) => ConditionallyRegisterBuffer(name, buffer, true);

    void IModelHost.Moved(Device device) => (_deviceType, _deviceIndex) = (device.type, device.index);

    // TorchSharp would find parameters by reflection; ours are registered by name.
    /// <inheritdoc/>
    protected override void RegisterComponents()
    {
    }

    /// <inheritdoc/>
    protected override void _toEpilog(ScalarType? dtype, Device? device, bool non_blocking) => State.Convert(dtype, device);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            State.Dispose();
        base.Dispose(disposing);
    }
}
