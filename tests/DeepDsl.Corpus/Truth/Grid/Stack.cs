namespace DeepDsl.Corpus.Truth.Grid;

/// <summary>One model of the grid: layers that are all alike, and a linear one behind them that reads the digits.</summary>
/// <param name="IsConvolutional">Whether its layers are 3x3 convolutions of 16 channels on 4x4 positions, or linear ones of 64 units.</param>
/// <param name="Depth">The number of its weights, the last one's included.</param>
/// <param name="Activation">The operator behind every layer.</param>
/// <param name="Initializer">How the layers' weights start.</param>
/// <param name="Norm">Between layer and activation; null for none.</param>
/// <param name="IsResidual">Whether a skip connection goes around every layer.</param>
internal sealed record Stack(bool IsConvolutional, int Depth, string Activation, Start Initializer, string? Norm, bool IsResidual, Optimizer Optimizer)
{
    public override string ToString() =>
        $"{(IsConvolutional ? "conv" : "mlp")} {Depth} {Activation} {Initializer.Name} {Norm ?? "plain"}{(IsResidual ? " residual" : "")} {Optimizer.Name}";

    /// <summary>The model in the language.</summary>
    public string Source => $$"""
        using System;
        using DeepDsl;

        namespace Truth;

        [Model, CrossEntropyLoss, {{Optimizer.Attribute}}]
        public partial class Net
        {
            [Input(1, 8, 8)]
            public partial Node Image { get; }

            [{{Entry}}, Use<Layer>(Repeat = {{Depth - (IsConvolutional ? 2 : 1)}})]
            public partial Node Stack { get; }

            [{{(IsConvolutional ? "Flatten, " : "")}}Linear(10)]
            public partial Node Logits { get; }
        }

        [Block]
        public partial class Layer
        {
            [Input]
            public partial Node X { get; }

            [{{Weight("")}}{{Rest}}{{(IsResidual ? ", Residual" : "")}}]
            public partial Node Y { get; }
        }
        """;

    private string Entry => IsConvolutional ? $"{Weight(", Stride = 2")}{Rest}" : "Flatten";

    private string Rest => $"{(Norm is null ? "" : $", {Norm}")}, {Activation}";

    private string Weight(string stride) => IsConvolutional ? $"Conv2d(16, 3, Padding = 1{stride}{Initializer.Arguments})" : $"Linear(64{Initializer.Arguments})";
}

/// <summary>How weights start.</summary>
/// <param name="Name">What it is called in tables.</param>
/// <param name="Arguments">The arguments that say it, behind others.</param>
internal sealed record Start(string Name, string Arguments);

/// <summary>An optimizer.</summary>
/// <param name="Name">What it is called in tables.</param>
/// <param name="Attribute">What declares it.</param>
/// <param name="LearningRates">Those that are tried, the declared one first.</param>
internal sealed record Optimizer(string Name, string Attribute, IReadOnlyList<double> LearningRates);
