using DeepDsl.Benchmarks.Variants;
using DeepDsl.Benchmarks.Workloads;

namespace DeepDsl.Benchmarks.Measuring;

/// <summary>All variants of a workload: checked, timed in turns, counted.</summary>
internal static class WorkloadRun
{
    /// <exception cref="MismatchException">A variant computes something else.</exception>
    public static IEnumerable<Measurement> Measure(Workload workload, Phase phase, int threads, BenchmarkOptions options)
    {
        TorchSharp.torch.set_num_threads(threads);
        var makers = Makers(workload, phase, threads);
        var variants = new List<IVariant>();
        try
        {
            foreach (var make in makers)
                variants.Add(make(variants));
            Check(workload, phase, variants);
            var times = new Interleaved(options.Rounds, options.SampleMilliseconds, useCpuTime: threads == 1).Run(variants);
            var counts = variants.Select(Interleaved.Count).ToArray();
            var peaks = makers.Select(make => ResidentMemory.PeakDuring(() => RunTwice(make(variants)))).ToArray();
            return variants.Select((variant, i) => new Measurement(workload.Name, phase, variant.Name, threads, times[i].Counted.Min(), Median(times[i].Counted), counts[i].ManagedBytes, counts[i].LiveTensors, peaks[i])
            {
                WallMs = Median(times[i].Wall),
            }).ToArray();
        }
        finally
        {
            variants.ForEach(variant => variant.Dispose());
        }
    }

    // Each is made with those before it at hand; the first is the model.
    private static List<Func<IReadOnlyList<IVariant>, IVariant>> Makers(Workload workload, Phase phase, int threads)
    {
        var makers = new List<Func<IReadOnlyList<IVariant>, IVariant>>
        {
            _ => new DeepDslVariant(workload, phase),
            made => new TorchSharpVariant(workload, phase, ModelOf(made)),
        };
        if (workload.IsConvolutional)
            makers.Add(made => new TorchSharpVariant(workload, phase, ModelOf(made), channelsLast: true));
        makers.Add(_ => new LimitVariant(workload, phase));
        if (workload.HasOnnx && phase == Phase.Inference)
            makers.Add(made => new OnnxVariant(workload, made.OfType<TorchSharpVariant>().First().Network, threads));
        return makers;

        static TorchSharp.torch.nn.Module ModelOf(IReadOnlyList<IVariant> made) => ((DeepDslVariant)made[0]).Model;
    }

    private static void Check(Workload workload, Phase phase, IReadOnlyList<IVariant> variants)
    {
        var model = (DeepDslVariant)variants[0];
        foreach (var variant in variants)
        {
            using var scope = TorchSharp.torch.NewDisposeScope();
            if (variant is TorchSharpVariant twin && phase == Phase.Train)
            {
                VariantCheck.Step(workload, twin.IsChannelsLast);
            }
            else if (variant is TorchSharpVariant inferring)
            {
                VariantCheck.Output(workload, model, variant.Name, inferring.Output());
            }
            else if (variant is OnnxVariant onnx)
            {
                onnx.Run();
                VariantCheck.Output(workload, model, variant.Name, onnx.Output());
            }
        }
    }

    private static void RunTwice(IVariant variant)
    {
        using (variant)
        {
            variant.Run();
            variant.Run();
        }
    }

    private static double Median(double[] values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
