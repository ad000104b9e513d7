using DeepDsl;
using Digits;
using TorchSharp;
using static TorchSharp.torch;

namespace Challenges;

/// <summary>A model as the training takes it: what is predicted of it, and what comes of it.</summary>
/// <param name="PredictedGradients">The norm of every weight's gradient at the start, in order.</param>
/// <param name="Train">Trains a new instance on batches.</param>
internal sealed record Candidate(IReadOnlyList<double> PredictedGradients, Func<Course, int, Outcome> Train)
{
    // The predictor writes this much for none.
    private const double None = 1e-100;

    // MeasureSignal is each model's own.
    public static Candidate Of<TModel>(Func<ModelOptions, TModel> make, ModelSummary summary, Func<TModel, Tensor, Tensor, SignalMeasurement> measure)
        where TModel : nn.Module, ISupervisedModel => new([.. summary.Signal!.GradientNorms.OfType<double>().Select(gradient => gradient < None ? 0 : gradient)], (course, seed) =>
        {
            using var model = make(new() { Seed = seed, Threads = 1 });
            return course.Train(model, (images, labels) => measure(model, images, labels), seed);
        });
}
