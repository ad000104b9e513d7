using DeepDsl.Corpus.Programs.Translation;

namespace Corpus.Tests;

/// <summary>Keras programs become classes of the language.</summary>
public sealed class TranslationTests
{
    [Fact]
    public void A_sequence_of_layers_becomes_a_member_each() => Assert.Equal("""
        using DeepDsl;

        [Model, MSELoss, SGD(0.1, Momentum = 0.9, Nesterov = true)]
        public partial class SO_1
        {
            [Input(8)]
            public partial Node Input1 { get; }

            [Linear(4, WeightInit = Initializer.XavierUniform)]
            public partial Node Dense1 { get; }

            [Tanh]
            public partial Node Activation1 { get; }

            [Dropout(0.25)]
            public partial Node Dropout1 { get; }

            [Linear(3, BiasInit = Initializer.Constant, BiasValue = 1, WeightInit = Initializer.Normal, WeightStd = 0.05), Softmax]
            public partial Node Dense2 { get; }
        }

        """, Keras.Translate("""
        {"layers": [
          {"type": "Dense", "units": 4, "input_dim": 8},
          {"type": "Activation", "activation": "tanh"},
          {"type": "Dropout", "rate": 0.25},
          {"type": "Activation", "activation": "linear"},
          {"type": "Dense", "units": 3, "activation": "softmax", "kernel_initializer": "normal", "bias_initializer": "ones"}
        ], "optimizer": {"name": "SGD", "lr": 0.1, "decay": 1e-6, "momentum": 0.9, "nesterov": true}, "loss": "mse"}
        """));

    [Fact]
    public void Maps_have_their_channels_first_and_softmax_goes_into_the_loss() => Assert.Equal("""
        using DeepDsl;

        [Model, CrossEntropyLoss, Adam(0.001, Beta1 = 0.5, Eps = 1E-16, WeightDecay = 0.002, ExcludeNormsAndBiases = true), ClipGradNorm(1)]
        public partial class SO_1
        {
            [Input(3, 28, 30)]
            public partial Node Input1 { get; }

            [Conv2d(16, new[] { 5, 3 }, Padding = new[] { 2, 1 }, Bias = false, WeightInit = Initializer.KaimingNormal)]
            public partial Node Conv2D1 { get; }

            [BatchNorm2d(Eps = 0.001, Momentum = 0.01)]
            public partial Node BatchNormalization1 { get; }

            [LeakyReLU(0.3)]
            public partial Node LeakyReLU1 { get; }

            [MaxPool2d(3, Stride = 2)]
            public partial Node MaxPooling2D1 { get; }

            [Conv2d(32, 3, Stride = 2, Padding = 1, WeightInit = Initializer.KaimingUniform, WeightGain = 0.5), Softmax(1)]
            public partial Node Conv2D2 { get; }

            [AvgPool2d(2, CeilMode = true)]
            public partial Node AveragePooling2D1 { get; }

            [Flatten]
            public partial Node Flatten1 { get; }

            [Linear(10, WeightInit = Initializer.XavierUniform)]
            public partial Node Dense1 { get; }
        }

        """, Keras.Translate("""
        {"layers": [
          {"type": "Conv2D", "filters": 16, "kernel_size": [5, 3], "padding": "same", "use_bias": false, "kernel_initializer": {"fn": "VarianceScaling", "scale": 2.0, "mode": "fan_in", "distribution": "normal"}, "kernel_regularizer": {"fn": "l2", "args": [0.001]}, "input_shape": [28, 30, 3]},
          {"type": "BatchNormalization"},
          {"type": "LeakyReLU"},
          {"type": "MaxPooling2D", "pool_size": 3, "strides": [2, 2]},
          {"type": "Conv2D", "filters": 32, "kernel_size": [3, 3], "strides": 2, "padding": "same", "activation": "softmax", "kernel_initializer": {"fn": "VarianceScaling", "scale": 0.25, "mode": "fan_in", "distribution": "uniform"}, "kernel_regularizer": {"fn": "l1_l2", "args": [0.0, 0.001]}},
          {"type": "AveragePooling2D", "padding": "same"},
          {"type": "Flatten"},
          {"type": "Dense", "units": 10, "kernel_regularizer": {"fn": "l1_l2", "l1": 0.0, "l2": 0.001}},
          {"type": "Activation", "activation": "softmax"}
        ], "optimizer": {"class_name": "Adam", "config": {"learning_rate": "expr:rate", "beta_1": 0.5, "beta_2": 0.999, "epsilon": 1e-16, "clipnorm": 1, "amsgrad": false}}, "loss": "sparse_categorical_crossentropy"}
        """));

    [Fact]
    public void Named_values_make_branches_and_what_follows_the_judged_one_is_left_out() => Assert.Equal("""
        using DeepDsl;

        [Model, CrossEntropyLoss]
        public partial class SO_1
        {
            [Input(6)]
            public partial Node Input1 { get; }

            [Linear(4, WeightInit = Initializer.KaimingUniform), ReLU]
            public partial Node Dense1 { get; }

            [From(nameof(Input1)), Linear(5, WeightInit = Initializer.LeCunNormal), Sigmoid]
            public partial Node Dense2 { get; }

            [From(nameof(Dense1)), Concat(nameof(Dense2))]
            public partial Node Concatenate1 { get; }

            [Linear(3, WeightInit = Initializer.Constant, WeightValue = 0.1)]
            public partial Node Dense3 { get; }
        }

        """, Keras.Translate("""
        {"layers": [
          {"type": "Input", "shape": [6], "out": "x"},
          {"type": "Dense", "units": 4, "activation": "relu", "kernel_initializer": {"fn": "he_uniform"}, "in": "x", "out": "a"},
          {"type": "Dense", "units": 5, "activation": "sigmoid", "kernel_initializer": "lecun_normal", "in": "x", "out": "b"},
          {"type": "concatenate", "in": ["a", "b"], "out": "joined"},
          {"type": "Dense", "units": 3, "kernel_initializer": {"fn": "constant", "args": [0.1]}, "in": "joined", "out": "logits"},
          {"type": "Activation", "activation": "softmax", "in": "logits", "out": "probabilities"}
        ], "loss": "softmax_cross_entropy", "loss_inputs": ["labels", "logits"]}
        """));

    [Fact]
    public void What_is_done_afterwards_counts_where_it_is_judged() => Assert.Equal("""
        using DeepDsl;

        [Model, CrossEntropyLoss, SGD(0.1)]
        public partial class SO_1
        {
            [Input(1, 28, 28)]
            public partial Node Input1 { get; }

            [Flatten]
            public partial Node Flatten1 { get; }

            [Linear(10, WeightInit = Initializer.XavierUniform)]
            public partial Node Dense1 { get; }

            [Softmax]
            public partial Node Activation1 { get; }
        }

        """, Keras.Translate("""
        {"layers": [
          {"type": "Reshape", "target_shape": [-1, 28, 28, 1], "in": "self.features", "out": "self.images"},
          {"type": "Flatten", "in": "features", "out": "flat"},
          {"type": "Dense", "units": 10, "activation": null, "in": "flat", "out": "outputs"}
        ], "optimizer": {"name": "GradientDescent", "lr": 0.1}, "loss": "softmax_cross_entropy", "loss_inputs": ["self.labels", "self.probabilities"], "post_ops": [
          {"type": "Activation", "activation": "softmax", "in": "self.logits", "out": "self.probabilities"},
          {"type": "Activation", "activation": "softmax", "in": "self.test_logits", "out": "self.test_probabilities"}]}
        """));

    [Fact]
    public void Sequences_of_embeddings_are_turned_for_convolutions() => Assert.Equal("""
        using DeepDsl;

        [Model, BCELoss]
        public partial class SO_1
        {
            [Input(40, DType = DType.Int64)]
            public partial Node Input1 { get; }

            [Embedding(1000, 16, WeightInit = Initializer.Uniform, WeightBound = 0.05)]
            public partial Node Embedding1 { get; }

            [Transpose(1, 2), CausalPad(4), Conv1d(8, 3, Dilation = 2, WeightInit = Initializer.XavierUniform), ReLU]
            public partial Node Conv1D1 { get; }

            [Mean(2)]
            public partial Node GlobalAveragePooling1D1 { get; }

            [Linear(1, WeightInit = Initializer.XavierUniform), Sigmoid]
            public partial Node Dense1 { get; }
        }

        """, Keras.Translate("""
        {"layers": [
          {"type": "Embedding", "input_dim": 1000, "output_dim": 16, "input_length": 40},
          {"type": "Conv1D", "filters": 8, "kernel_size": 3, "dilation_rate": 2, "padding": "causal", "activation": "relu"},
          {"type": "GlobalAveragePooling1D"},
          {"type": "Dense", "units": 1, "activation": "sigmoid"}
        ], "loss": "binary_crossentropy"}
        """));

    [Theory]
    [InlineData("MaxPooling2D", 2, 2, 8, "MaxPool2d(2)")]
    [InlineData("MaxPooling2D", 2, 2, 9, "MaxPool2d(2, CeilMode = true)")]
    [InlineData("MaxPooling2D", 3, 2, 8, "MaxPool2d(3, Stride = 2, Padding = 1)")]
    [InlineData("AveragePooling2D", 2, 2, 9, "AvgPool2d(2, CeilMode = true)")]
    [InlineData("AveragePooling2D", 3, 2, 8, "AvgPool2d(3, Stride = 2, Padding = 1, CountIncludePad = false)")]
    [InlineData("AveragePooling2D", 3, 3, 8, "AvgPool2d(3, CeilMode = true)")]
    public void Same_padding_of_poolings_reaches_over_the_edge(string type, int size, int stride, int map, string expected) =>
        Assert.Contains($"[{expected}]", Keras.Translate($$"""{"layers": [{"type": "{{type}}", "pool_size": {{size}}, "strides": {{stride}}, "padding": "same", "input_shape": [{{map}}, {{map}}, 1]}]}"""));

    [Theory]
    [InlineData("sigmoid", "[Model, BCELoss]")]
    [InlineData("softmax", "[Model, CrossEntropyLoss]")]
    [InlineData("relu", "[Model]")]
    public void A_loss_is_inferred_only_if_asked_for(string activation, string expected)
    {
        var model = $$"""{"layers": [{"type": "Dense", "units": 2, "activation": "{{activation}}", "input_dim": 8}], "loss": null}""";
        Assert.Contains(expected, Keras.Translate(model, new(InfersLoss: true)));
        Assert.Contains("[Model]", Keras.Translate(model));
    }

    [Theory]
    [InlineData("MNIST", null, "[Input(1, 28, 28)]")]
    [InlineData(null, new[] { 9, 8, 2 }, "[Input(2, 9, 8)]")]
    [InlineData("MNIST", new[] { 9, 8, 2 }, "[Input(2, 9, 8)]")]
    public void A_shape_that_the_layers_do_not_have_may_be_given(string? dataset, int[]? shape, string expected)
    {
        var givens = new Givens(Dataset: dataset, InputShape: shape);
        Assert.Contains(expected, Keras.Translate("""{"layers": [{"type": "Conv2D", "filters": 2, "kernel_size": 3}]}""", givens));
        Assert.Contains(expected, Keras.Translate("""{"layers": [{"type": "Conv2D", "filters": 2, "kernel_size": 3, "input_shape": ["expr:size", "expr:size", 3]}]}""", givens));
        Assert.Contains("[Input(3, 5, 5)]", Keras.Translate("""{"layers": [{"type": "Conv2D", "filters": 2, "kernel_size": 3, "input_shape": [5, 5, 3]}]}""", givens));
    }

    [Theory]
    [InlineData("""{"name": "rmsprop"}""", "RMSprop(0.001, Alpha = 0.9, Eps = 1E-07)")]
    [InlineData("""{"name": "RMSprop", "lr": 0.01, "rho": 0.8, "epsilon": 1e-06, "momentum": 0.5, "centered": true}""", "RMSprop(0.01, Alpha = 0.8, Eps = 1E-06, Momentum = 0.5, Centered = true)")]
    [InlineData("""{"name": "Adagrad", "lr": 0.1}""", "Adagrad(0.1, InitialAccumulatorValue = 0.1, Eps = 1E-07)")]
    [InlineData("""{"name": "adadelta"}""", "Adadelta(0.001, Rho = 0.95, Eps = 1E-07)")]
    [InlineData("""{"name": "adamax", "beta_1": 0.8}""", "Adamax(0.001, Beta1 = 0.8)")]
    [InlineData("""{"name": "nadam"}""", "NAdam(0.001)")]
    public void Optimizers_have_Kerass_defaults(string optimizer, string expected) =>
        Assert.Contains($"[Model, {expected}]", Keras.Translate($$"""{"layers": [{"type": "Dense", "units": 4, "input_dim": 4}], "optimizer": {{optimizer}}}"""));

    [Theory]
    [InlineData("sigmoid", "mean_absolute_error", "Sigmoid]", "L1Loss")]
    [InlineData("selu", "huber_loss", "SELU]", "HuberLoss")]
    [InlineData("sigmoid", "categorical_crossentropy", "Sigmoid, Clamp(1E-07, double.PositiveInfinity), Log]", "CrossEntropyLoss")]
    [InlineData("relu", "sparse_categorical_crossentropy", "ReLU, Clamp(1E-07, double.PositiveInfinity), Log]", "CrossEntropyLoss")]
    public void Losses_judge_what_they_judge_in_Keras(string activation, string loss, string end, string expected)
    {
        var source = Keras.Translate($$"""{"layers": [{"type": "Dense", "units": 4, "input_dim": 4, "activation": "{{activation}}"}], "loss": "{{loss}}"}""");
        Assert.Contains($"[Model, {expected}]", source);
        Assert.Contains(end, source);
    }

    [Theory]
    [InlineData("""{"type": "GRU", "units": 5, "input_shape": [9, 3]}""", "GRU(5), Select(1, -1)")]
    [InlineData("""{"type": "LSTM", "units": 4, "return_sequences": true, "input_shape": [9, 3]}""", "[Transpose(1, 2), LSTM(4)]")]
    [InlineData("""{"type": "Conv1D", "filters": 6, "kernel_size": 3, "input_shape": [9, 3]}, {"type": "LSTM", "units": 4, "go_backwards": true, "use_bias": false}""", "Transpose(1, 2), LSTM(4, Reverse = true, Bias = false), Select(1, 0)")]
    [InlineData("""{"type": "Conv1D", "filters": 6, "kernel_size": 3, "input_shape": [9, 3]}, {"type": "SpatialDropout1D", "rate": 0.2}""", "Dropout1d(0.2)")]
    public void Sequences(string layers, string expected) => Assert.Contains(expected, Keras.Translate($$"""{"layers": [{{layers}}, {"type": "Flatten"}, {"type": "Dense", "units": 2}]}""").ReplaceLineEndings(" "));

    [Fact]
    public void Noise_and_the_dropout_of_SELU_are_operators() => Assert.Contains("GaussianNoise(0.1)]", Keras.Translate("""{"layers": [{"type": "GaussianNoise", "stddev": 0.1, "input_shape": [4]}, {"type": "Dense", "units": 4, "activation": "selu"}, {"type": "AlphaDropout", "rate": 0.2}]}"""));
}
