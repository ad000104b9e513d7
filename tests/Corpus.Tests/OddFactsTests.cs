using System.Text.Json;
using System.Text.Json.Nodes;
using DeepDsl.Corpus.Programs;
using DeepDsl.Corpus.Programs.Keras;
using DeepDsl.Corpus.Programs.Translation;

namespace Corpus.Tests;

/// <summary>Whatever stands in a program, it is translated or refused in words.</summary>
public sealed class OddFactsTests
{
    private const string Program = """
        {"layers": [
          {"type": "Conv2D", "filters": 16, "kernel_size": [5, 3], "strides": 2, "padding": "same", "dilation_rate": 1, "activation": "relu", "kernel_initializer": {"fn": "VarianceScaling", "scale": 2.0, "mode": "fan_in", "distribution": "normal"}, "kernel_regularizer": {"fn": "l2", "args": [0.001]}, "input_shape": [28, 30, 3], "out": "a"},
          {"type": "BatchNormalization", "axis": -1, "epsilon": 0.01, "in": "a", "out": "b"},
          {"type": "MaxPooling2D", "pool_size": 3, "strides": [2, 2], "padding": "same", "in": "b", "out": "c"},
          {"type": "AveragePooling2D", "pool_size": [3, 2], "padding": "same", "in": "b", "out": "d"},
          {"type": "Concatenate", "axis": 3, "in": ["c", "d"], "out": "e"},
          {"type": "Flatten", "in": "e"},
          {"type": "Reshape", "target_shape": [64, 2]},
          {"type": "Conv1D", "filters": 4, "kernel_size": 3, "padding": "causal", "kernel_regularizer": {"fn": "l2", "l2": 0.001}},
          {"type": "Flatten"},
          {"type": "Dropout", "rate": 0.5},
          {"type": "LeakyReLU", "alpha": 0.2},
          {"type": "Dense", "units": 10, "kernel_regularizer": {"fn": "l1_l2", "args": [0, 0.001]}, "bias_initializer": {"fn": "RandomNormal", "stddev": 1}, "out": "logits"},
          {"type": "Activation", "activation": "softmax", "in": "logits", "out": "probabilities"}
        ], "optimizer": {"name": "Adam", "lr": 0.1, "beta_1": 0.5, "clipnorm": 1}, "loss": "categorical_crossentropy", "loss_inputs": ["labels", "probabilities"], "post_ops": [{"type": "Softmax", "in": "x", "out": "y"}], "extract_notes": null}
        """;

    [Fact]
    public void A_sound_program_is_translated() => Assert.Contains("public partial class Odd", Translate(JsonNode.Parse(Program)!));

    [Fact]
    public void Every_value_may_be_another_one()
    {
        var refused = 0;
        foreach (var program in Mutations.Of(Program))
        {
            try
            {
                Translate(program);
            }
            catch (Exception error) when (error is Inexpressible or FormatException)
            {
                refused++;
                Assert.EndsWith(error is Inexpressible ? "." : "", error.Message);
            }
        }
        Assert.InRange(refused, 500, int.MaxValue);
    }

    private static string Translate(JsonNode program) => Translator.Of(new KerasModel(JsonDocument.Parse(program.ToJsonString()).RootElement), "Odd", new Givens()).Source;
}
