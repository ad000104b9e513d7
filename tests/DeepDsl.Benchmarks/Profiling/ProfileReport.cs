using System.Diagnostics;
using System.Globalization;
using System.Runtime;
using System.Text.RegularExpressions;
using DeepDsl.Benchmarks.Variants;
using DeepDsl.Benchmarks.Workloads;
using DeepDsl.Compiler.Operators;
using Spectre.Console;

namespace DeepDsl.Benchmarks.Profiling;

/// <summary>Where the time of a training step or of inference goes: kernel by kernel, call by call, beside the native calls alone.</summary>
internal static partial class ProfileReport
{
    public static void Print(Workload workload, Phase phase, int threads, int steps, int lines)
    {
        TorchSharp.torch.set_num_threads(threads);
        var profiled = ProfiledModel.Create(workload);
        using var model = profiled.Model;
        var (x, target) = workload.CreateData(TorchSharp.torch.ScalarType.Float32);
        var supervised = (ISupervisedModel)model;
        void Step()
        {
            if (phase == Phase.Train)
                supervised.TrainStep(x, target);
            else
                model.Predict(x).Dispose();
        }
        // The first steps are the JIT's, which works in the background and by stages.
        var compiled = 0L;
        for (var (pass, quiet) = (0, 0); pass < 40 && quiet < 5; pass++, quiet++)
        {
            var clock = Stopwatch.StartNew();
            while (clock.ElapsedMilliseconds < 100)
                StepProfile.Run(1, Step);
            Thread.Sleep(120);
            if (JitInfo.GetCompiledMethodCount() is var count && count != compiled)
                (quiet, compiled) = (-1, count);
        }
        var calls = StepProfile.Run(steps, Step).Select(call => (Call: profiled.Sites[call.Site], Time: call.Milliseconds)).ToArray();
        x.Dispose();
        target.Dispose();

        var total = calls.Sum(call => call.Time);
        Print($"{workload.Name}: kernels of {(phase == Phase.Train ? "a training step" : "inference")}, {BenchmarkCommand.Describe(threads)}, {total:f3} ms in all (each call's least of {steps})", "kernel",
            calls.GroupBy(call => KernelOf(call.Call)).Select(group => (group.Key, group.Sum(call => call.Time), group.Count())), total);
        Print($"{workload.Name}: the longest lines", "line",
            calls.GroupBy(call => call.Call).Select(group => (group.Key, group.Sum(call => call.Time), group.Count())).OrderByDescending(line => line.Item2).Take(lines), total);
        Print($"{workload.Name}: the native calls alone", "native call", NativeCalls(workload, phase, steps), total);
    }

    private static void Print(string title, string what, IEnumerable<(string Name, double Time, int Count)> lines, double total)
    {
        var table = new Table { Title = new(Markup.Escape(title)), Border = TableBorder.Simple };
        table.AddColumns(what, "calls").AddColumn(new TableColumn("ms").RightAligned()).AddColumn(new TableColumn("share").RightAligned());
        foreach (var (name, time, count) in lines.OrderByDescending(line => line.Time))
            table.AddRow(Markup.Escape(name), $"{count}", time.ToString("f4", CultureInfo.InvariantCulture), (time / total).ToString("p1", CultureInfo.InvariantCulture));
        AnsiConsole.Write(table);
    }

    private static IEnumerable<(string, double, int)> NativeCalls(Workload workload, Phase phase, int steps)
    {
        var calls = NeededCalls.Of(CompiledModel.GraphOf(workload.Model), workload.Batch, phase);
        var runs = calls.Select(LimitVariant.Prepare).ToArray();
        var times = StepProfile.Run(steps, () =>
        {
            using var quiet = Native.LibTorch.WithoutGrad();
            for (var i = 0; i < runs.Length; i++)
            {
                StepProfile.Begin();
                runs[i].Run();
                StepProfile.End(i);
            }
        });
        foreach (var run in runs)
            run.Dispose();
        return calls.Zip(times).GroupBy(pair => Describe(pair.First)).Select(group => (group.Key, group.Sum(pair => pair.Second.Milliseconds), group.Count()));
    }

    private static string Describe(NativeCall call) => call switch
    {
        MatrixProduct { Heads: > 1 } product => $"products of heads, {product.Purpose}",
        MatrixProduct product => $"product, {product.Purpose}",
        ConvolutionCall convolution => $"convolution of {(convolution.X[1] <= 4 ? "1 to 4" : "more")} channels, {convolution.Purpose}",
        _ => call.GetType().Name,
    };

    /// <summary>Class, method, and the function that the kernel applies, if it is given one.</summary>
    private static string KernelOf(string call)
    {
        var name = call[..call.IndexOf('(')];
        var function = Function().Match(call);
        return name.EndsWith(".Load", StringComparison.Ordinal) ? "Slot.Load" : name.EndsWith(".Copy", StringComparison.Ordinal) ? "Slot.Copy" : name.EndsWith(".Release", StringComparison.Ordinal) ? "Slot.Release" : function.Success ? $"{name}, {function.Groups[1].Value}" : name;
    }

    [GeneratedRegex(@"new (\w+)\(")]
    private static partial Regex Function();
}
