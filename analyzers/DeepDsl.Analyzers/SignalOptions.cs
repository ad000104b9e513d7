using System.Globalization;
using DeepDsl.Compiler.Signal.Judging;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DeepDsl.Analyzers;

/// <summary>The options of an .editorconfig by which a project sets from where on predictions are reported.</summary>
public static class SignalOptions
{
    private const string Prefix = "deepdsl.signal.";

    /// <summary>The limits of an optimizer as a project wants them.</summary>
    public static SignalLimits Read(AnalyzerConfigOptions options, OptimizerFamily optimizer)
    {
        var usual = SignalLimits.For(optimizer);
        return usual with
        {
            Batch = Math.Max(1, Whole("batch", usual.Batch)),
            Ratio = Threshold("ratio", usual.Ratio),
            Min = Threshold("min", usual.Min),
            Max = Threshold("max", usual.Max),
            Difference = Threshold("difference", usual.Difference),
            MapDifference = Threshold("map_difference", usual.MapDifference),
            SimilarDepth = (Whole("similar_depth_info", usual.SimilarDepth.Info), Whole("similar_depth_warning", usual.SimilarDepth.Warning)),
            Depth = (Whole("depth_info", usual.Depth.Info), Whole("depth_warning", usual.Depth.Warning)),
            Effect = Number("effect", usual.Effect),
            LargestMoment = Number("moment", usual.LargestMoment),
            Dead = Threshold("dead", usual.Dead),
            Openness = Number("openness", usual.Openness),
        };

        Threshold Threshold(string name, Threshold value) => new(Number($"{name}_info", value.Info), Number($"{name}_warning", value.Warning));

        int Whole(string name, int value) => (int)Math.Max(int.MinValue, Math.Min(int.MaxValue, Number(name, value)));

        // What cannot be read is as good as not written: an analyzer has no place to complain about an option.
        double Number(string name, double value) =>
            options.TryGetValue(Prefix + name, out var text) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && !double.IsNaN(number) ? number : value;
    }
}
