using System.Globalization;

namespace DeepDsl;

/// <summary>What the signals of a model were in one forward and backward pass: the twin of what the compiler predicts.</summary>
/// <param name="Loss">The loss of the batch.</param>
/// <param name="Layers">The results of the layers, in order. A layer whose kernel goes on with the function or sum behind it has no result of its own: the row is that of what comes out.</param>
/// <param name="Parameters">The parameters that learn, in the order of the model's flat buffers.</param>
public sealed record SignalMeasurement(double Loss, IReadOnlyList<LayerMeasurement> Layers, IReadOnlyList<ParameterMeasurement> Parameters)
{
    /// <summary>The layers and parameters as tables in plain characters.</summary>
    public override string ToString()
    {
        var layers = TextTable.Of(["Layer", "Operator", "E x²"], Layers.Select(layer => (string[])[layer.Name, layer.Operator, Short(layer.SecondMoment)]), numbers: 1);
        var parameters = TextTable.Of(["Parameter", "|gradient|"], Parameters.Select(parameter => (string[])[parameter.Name, Short(parameter.GradientNorm)]), numbers: 1);
        return $"{layers}{Environment.NewLine}{parameters}{Environment.NewLine}loss {Short(Loss)}{Environment.NewLine}";
    }

    private static string Short(double value) => value.ToString("g3", CultureInfo.InvariantCulture);
}

/// <summary>The result of one layer.</summary>
/// <param name="Name">The name in code, as in <see cref="ModelSummary"/>.</param>
/// <param name="Operator">The operator as written.</param>
/// <param name="SecondMoment">The mean of its squares over batch and positions, E x².</param>
public sealed record LayerMeasurement(string Name, string Operator, double SecondMoment);

/// <summary>One parameter.</summary>
/// <param name="Name">The name in the state dictionary.</param>
/// <param name="IsWeight">Whether it is a matrix or kernel, not a bias or scale.</param>
/// <param name="GradientNorm">The Frobenius norm of its gradient.</param>
public sealed record ParameterMeasurement(string Name, bool IsWeight, double GradientNorm);
