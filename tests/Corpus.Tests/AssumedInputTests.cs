using DeepDsl.Corpus.Programs.Keras;
using DeepDsl.Corpus.Programs.Translation;

namespace Corpus.Tests;

/// <summary>Inputs whose shape nobody says get one where that is asked for, and it is said which.</summary>
public sealed class AssumedInputTests
{
    private static readonly Givens Assuming = new(AssumesInput: true);

    [Theory]
    [InlineData("""{"type": "Dense", "units": 12}""", "Input(12)", "(12)")]
    [InlineData("""{"type": "Dense", "units": 12, "input_dim": "expr:len(columns)"}""", "Input(12)", "(12)")]
    [InlineData("""{"type": "Conv2D", "filters": 4, "kernel_size": 3}""", "Input(3, 32, 32)", "(32, 32, 3)")]
    [InlineData("""{"type": "Conv2D", "filters": 4, "kernel_size": 3, "input_shape": ["expr:size", "expr:size", 1]}""", "Input(1, 32, 32)", "(32, 32, 1)")]
    [InlineData("""{"type": "Conv2D", "filters": 4, "kernel_size": 3, "input_shape": "expr:x.shape[1:]"}""", "Input(3, 32, 32)", "(32, 32, 3)")]
    [InlineData("""{"type": "Conv1D", "filters": 4, "kernel_size": 3, "input_shape": [null, 5]}""", "Input(5, 32)", "(32, 5)")]
    public void What_is_known_stays_and_the_rest_is_usual(string layer, string input, string shown)
    {
        var translation = Translator.Of(Keras.Model($$"""{"layers": [{{layer}}]}"""), "SO-1", Assuming);
        Assert.Contains(input, translation.Source);
        Assert.Equal($"The file does not have the input's shape, which is assumed to be {shown}.", translation.Assumption);
    }

    [Fact]
    public void An_image_is_large_enough_for_all_windows() => Assert.Contains("Input(3, 128, 128)",
        Keras.Translate("""{"layers": [{"type": "Conv2D", "filters": 4, "kernel_size": 5, "strides": 5}, {"type": "Conv2D", "filters": 4, "kernel_size": 3, "strides": 3}, {"type": "Conv2D", "filters": 4, "kernel_size": 7}]}""", Assuming));

    [Fact]
    public void What_is_written_or_given_is_not_assumed()
    {
        Assert.Null(Translator.Of(Keras.Model("""{"layers": [{"type": "Dense", "units": 12, "input_dim": 5}]}"""), "SO-1", Assuming).Assumption);
        Assert.Null(Translator.Of(Keras.Model("""{"layers": [{"type": "Flatten"}, {"type": "Dense", "units": 12}]}"""), "SO-1", Assuming with { InputShape = [28, 28, 1] }).Assumption);
    }

    [Fact]
    public void What_begins_otherwise_has_no_usual_input() => Assert.Equal("The file does not say which shape the input has.", Keras.Obstacle("""{"layers": [{"type": "Flatten"}, {"type": "Dense", "units": 12}]}""", Assuming).Message);

    [Theory]
    [InlineData("""{"type": "Dense", "units": 4, "activation": "tanh"}, {"type": "Dense", "units": 4, "activation": "sigmoid"}""", 2, false)]
    [InlineData("""{"type": "Dense", "units": 4}, {"type": "Activation", "activation": "relu"}, {"type": "Dense", "units": 4}""", 2, true)]
    [InlineData("""{"type": "Conv2D", "filters": 4}, {"type": "LeakyReLU"}, {"type": "Flatten"}, {"type": "Dense", "units": 4}""", 2, true)]
    public void Trivial_rules_look_at_depth_and_activations(string layers, int depth, bool hasOther) => Assert.Equal(new Looks(depth, hasOther), Looks.Of(Keras.Model($$"""{"layers": [{{layers}}]}""")));

    [Theory]
    [InlineData("""{"deepfd_ground_truth": ["Loss", "Learning rate (too high)"]}""", "DeepFD: Loss; DeepFD: Learning rate")]
    [InlineData("""{"folder_fault": "wrong_init", "author_docstring": "…"}""", "TheDeepChecker: wrong init")]
    [InlineData("""{"deepdiagnosis_symptom_fix": "Batch 0 layer 4: Vanishing Gradient Problem, terminating training --- 2 seconds ---"}""", "DeepDiagnosis: Vanishing Gradient Problem")]
    [InlineData("""{"note": "none"}""", "")]
    public void Labels_keep_their_words(string labels, string expected) =>
        Assert.Equal(expected, string.Join("; ", Labels.Of(System.Text.Json.JsonDocument.Parse($$"""{"labels": {{labels}}}""").RootElement)));
}
