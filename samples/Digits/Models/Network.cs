using DeepDsl;
using DeepDsl.Models;
using static TorchSharp.torch;

namespace Digits;

/// <summary>One of the two models, with the size of the images that it reads.</summary>
internal sealed class Network : IDisposable
{
    private readonly nn.Module _module;

    private Network(ISupervisedModel model, nn.Module module, ModelSummary summary, int side) =>
        (Model, _module, Summary, Side) = (model, module, summary, side);

    public ISupervisedModel Model { get; }

    public ModelSummary Summary { get; }

    /// <summary>Height and width of the images.</summary>
    public int Side { get; }

    /// <summary>The model for the data that is asked for: the digits of the sample are 8x8, those of MNIST 28x28.</summary>
    public static Network For(TrainingOptions options, long totalSteps)
    {
        var modelOptions = new ModelOptions { Seed = options.Seed, TotalSteps = totalSteps };
        return options.DataFolder is null
            ? Of(new DigitsNet(modelOptions), DigitsNet.Summary, side: 8, options.LearningRate)
            : Of(new MnistNet(modelOptions), MnistNet.Summary, side: 28, options.LearningRate);
    }

    public void Save(string path) => _module.save(path);

    public void Dispose() => _module.Dispose();

    private static Network Of<TModel>(TModel model, ModelSummary summary, int side, float? learningRate)
        where TModel : Model<Tensor, Tensor>, ISupervisedModel
    {
        model.LearningRate = learningRate ?? model.LearningRate;
        return new(model, model, summary, side);
    }
}
