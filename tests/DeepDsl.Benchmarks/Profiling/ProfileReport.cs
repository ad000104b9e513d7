using System.Globalization;
using System.Text.RegularExpressions;
using DeepDsl.Benchmarks.Variants;
using DeepDsl.Benchmarks.Workloads;
using DeepDsl.Compiler.Operators;
using Spectre.Console;

namespace DeepDsl.Benchmarks.Profiling;

/// <summary>Where the time of a training step goes: kernel by kernel, call by call, beside the native calls alone.</summary>
internal static partial class ProfileReport
{
    public static void Print(Workload workload, int steps, int calls)
    {
        TorchSharp.torch.set_num_threads(1);
        var profiled = ProfiledModel.Create(workload);
        using var model = profiled.Model;
        var (x, target) = workload.CreateData(TorchSharp.torch.ScalarType.Float32);
        var supervised = (ISupervisedModel)model;
        double[] Run(int count) => StepProfile.Run(profiled.Sites.Count, count, () => supervised.TrainStep(x, target));
        // The first steps are the JIT's.
        Run(Math.Max(40, steps / 4));
        Thread.Sleep(200);
        var times = Run(steps);
        x.Dispose();
        target.Dispose();

        var used = profiled.Sites.Zip(times, (call, time) => (Call: call, Time: time)).Where(site => site.Time > 0).ToArray();
        var total = used.Sum(site => site.Time);
        Print($"{workload.Name}: kernels of a training step, one thread, {total:f3} ms in all (least of {steps} steps, call by call)", "kernel",
            used.GroupBy(site => KernelOf(site.Call)).Select(group => (group.Key, group.Sum(site => site.Time), group.Count())), total);
        Print($"{workload.Name}: the {calls} longest calls", "call", used.OrderByDescending(site => site.Time).Take(calls).Select(site => (site.Call, site.Time, 1)), total);
        Print($"{workload.Name}: the native calls alone", "native call", NativeCalls(workload, steps), total);
    }

    private static void Print(string title, string what, IEnumerable<(string Name, double Time, int Count)> lines, double total)
    {
        var table = new Table { Title = new(Markup.Escape(title)), Border = TableBorder.Simple };
        table.AddColumns(what, "calls").AddColumn(new TableColumn("ms").RightAligned()).AddColumn(new TableColumn("share").RightAligned());
        foreach (var (name, time, count) in lines.OrderByDescending(line => line.Time))
            table.AddRow(Markup.Escape(name), $"{count}", time.ToString("f4", CultureInfo.InvariantCulture), (time / total).ToString("p1", CultureInfo.InvariantCulture));
        AnsiConsole.Write(table);
    }

    private static IEnumerable<(string, double, int)> NativeCalls(Workload workload, int steps)
    {
        var calls = NeededCalls.Of(CompiledModel.GraphOf(workload.Model), workload.Batch, Phase.Train);
        var runs = calls.Select(LimitVariant.Prepare).ToArray();
        var times = StepProfile.Run(runs.Length, steps, () =>
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
        return calls.Zip(times).GroupBy(pair => Describe(pair.First)).Select(group => (group.Key, group.Sum(pair => pair.Second), group.Count()));
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
        return name.EndsWith(".Load", StringComparison.Ordinal) ? "Slot.Load" : name.EndsWith(".Release", StringComparison.Ordinal) ? "Slot.Release" : function.Success ? $"{name}, {function.Groups[1].Value}" : name;
    }

    [GeneratedRegex(@"new (\w+)\(")]
    private static partial Regex Function();
}
