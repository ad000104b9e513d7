namespace Corpus.Tests;

/// <summary>What keeps a program from being written is said in one sentence.</summary>
public sealed class ObstacleTests
{
    [Theory]
    [InlineData("""{"type": "ConvLSTM2D", "filters": 4, "input_shape": [5, 4, 4, 1]}""", "The language has no layer 'ConvLSTM2D'.")]
    [InlineData("""{"type": "LSTM", "units": 4, "activation": "relu", "input_shape": [5, 4]}""", "The language has no LSTM of other functions than PyTorch's.")]
    [InlineData("""{"type": "GRU", "units": 4, "recurrent_dropout": 0.2, "input_shape": [5, 4]}""", "The language has no argument 'recurrent_dropout' of GRU.")]
    [InlineData("""{"type": "GaussianNoise", "input_shape": [5]}""", "'stddev' of GaussianNoise is missing.")]
    [InlineData("""{"type": "Dense", "units": "expr:hidden", "input_dim": 4}""", "'units' of Dense is the expression 'hidden', which the file does not resolve.")]
    [InlineData("""{"type": "Dense", "units": 4, "input_dim": "expr:len(columns)"}""", "'input_dim' of Dense is the expression 'len(columns)', which the file does not resolve.")]
    [InlineData("""{"type": "Dense", "units": 4}""", "The file does not say which shape the input has.")]
    [InlineData("""{"type": "Dense", "units": 4, "input_shape": [null, 3]}""", "A size of the input is free, and shapes are fixed here.")]
    [InlineData("""{"type": "Dense", "units": "four", "input_dim": 4}""", "'units' of Dense is \"four\", which is not a whole number.")]
    [InlineData("""{"type": "Dense", "units": 4, "input_dim": 4, "kernel_constraint": {"fn": "maxnorm"}}""", "The language has no argument 'kernel_constraint' of Dense.")]
    [InlineData("""{"type": "Dense", "units": 4, "input_dim": 4, "kernel_regularizer": {"fn": "l1", "args": [0.1]}}""", "The language has no penalty 'l1'.")]
    [InlineData("""{"type": "Dense", "units": 4, "input_dim": 4, "activation": "mish"}""", "The language has no activation 'mish'.")]
    [InlineData("""{"type": "Dense", "units": 4, "input_dim": 4, "kernel_initializer": "identity"}""", "The language has no initializer 'identity'.")]
    [InlineData("""{"type": "Conv1D", "filters": 4, "kernel_size": 4, "padding": "same", "input_shape": [10, 2]}""", "Keras pads Conv1D with an even window by 2 behind and 1 in front, and the language pads both sides alike.")]
    [InlineData("""{"type": "Conv2D", "filters": 4, "kernel_size": 3, "strides": 0, "input_shape": [10, 10, 2]}""", "'strides' of Conv2D is 0, which is not 2 sizes of at least 1.")]
    [InlineData("""{"type": "Conv2D", "filters": 4, "kernel_size": 3, "input_shape": [10, 2]}""", "Conv2D gets a value of the shape (10, 2), which Keras refuses.")]
    public void Of_a_layer(string layer, string expected) => Assert.Equal(expected, Keras.Obstacle($$"""{"layers": [{{layer}}]}""").Message);

    [Theory]
    [InlineData("\"expr:args.loss\"", "'loss' of the model is the expression 'args.loss', which the file does not resolve.")]
    [InlineData("\"hinge\"", "The language has no loss 'hinge'.")]
    [InlineData("\"categorical_crossentropy\"", "Cross-entropy of classes judges the results of [Tanh], which may be negative and have no logarithm.")]
    public void Of_a_loss(string loss, string expected) =>
        Assert.Equal(expected, Keras.Obstacle($$"""{"layers": [{"type": "Dense", "units": 4, "input_dim": 4, "activation": "tanh"}], "loss": {{loss}}}""").Message);

    [Theory]
    [InlineData("""{"name": "ftrl"}""", "The language has no optimizer 'ftrl'.")]
    [InlineData("""{"name": "Adam", "amsgrad": true}""", "The language has no argument 'amsgrad' of the optimizer 'adam'.")]
    public void Of_an_optimizer(string optimizer, string expected) =>
        Assert.Equal(expected, Keras.Obstacle($$"""{"layers": [{"type": "Dense", "units": 4, "input_dim": 4}], "optimizer": {{optimizer}}}""").Message);

    [Fact]
    public void Weights_that_are_penalized_differently() => Assert.Equal("The language has no weight decay of some layers only.", Keras.Obstacle("""
        {"layers": [{"type": "Dense", "units": 4, "input_dim": 4, "kernel_regularizer": {"fn": "l2", "l2": 0.1}}, {"type": "Dense", "units": 4}]}
        """).Message);

    [Fact]
    public void Layers_that_the_file_does_not_have()
    {
        Assert.Equal("The file has no layers.", Keras.Obstacle("""{"layers": []}""").Message);
        Assert.Equal("The file does not have all layers: loop not unrolled.", Keras.Obstacle("""{"layers": [{"type": "Dense", "units": 4, "input_dim": 4}], "extract_notes": ["loop not unrolled"]}""").Message);
        Assert.Equal("The file says of itself: no backbone.", Keras.Obstacle("""{"layers": [{"type": "Dense", "units": 4, "input_dim": 4}]}""", new(Portable: "no backbone")).Message);
    }
}
