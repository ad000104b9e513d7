using DeepDsl.Corpus.Programs.Keras;

namespace DeepDsl.Corpus.Programs.Translation;

/// <summary>Activations by Keras's names.</summary>
internal static class Activations
{
    /// <summary>The activation that is an argument of a layer; null for none.</summary>
    /// <param name="facts">The layer's arguments.</param>
    /// <param name="isChannelsFirst">Whether softmax has its classes in the first dimension behind the batch.</param>
    public static string? Of(Facts facts, bool isChannelsFirst) => facts.Function("activation") is { } function ? Named(function.Name, isChannelsFirst) : null;

    private static string? Named(string name, bool isChannelsFirst) => name switch
    {
        "linear" => null,
        "relu" => "ReLU",
        "relu6" => "ReLU6",
        "leakyrelu" => "LeakyReLU(0.2)",
        "elu" => "ELU",
        "gelu" => "GELU",
        "sigmoid" => "Sigmoid",
        "softmax" => Softmax(isChannelsFirst),
        "softplus" => "Softplus",
        "swish" or "silu" => "SiLU",
        "tanh" => "Tanh",
        "exponential" => "Exp",
        "hardswish" => "Hardswish",
        "selu" => "SELU",
        "logsoftmax" => isChannelsFirst ? "LogSoftmax(1)" : "LogSoftmax",
        _ => throw Inexpressible.Lacking($"activation '{name}'"),
    };

    public static string Softmax(bool isChannelsFirst) => isChannelsFirst ? "Softmax(1)" : "Softmax";
}
