using Runtime.Tests.Harness;
using Runtime.Tests.Models;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Runtime.Tests.Determinism;

/// <summary>Many callers at once.</summary>
[Collection(nameof(Alone))]
public sealed class ConcurrencyTests
{
    private const int Threads = 8;

    [Fact]
    public void Eight_threads_predict_what_one_does()
    {
        using var scope = NewDisposeScope();
        using var model = new SmallNet();
        model.TrainStep(Ordeal.Images(), Ordeal.Targets);
        var images = Enumerable.Range(0, Threads).Select(thread => Tensors.Normal(thread, [1 + thread, 2, 6, 6])).ToArray();
        var expected = images.Select(model.Predict).ToArray();
        OnThreads(thread =>
        {
            for (var i = 0; i < 200; i++)
            {
                var which = (thread + i) % Threads;
                using var prediction = model.Predict(images[which]);
                Tensors.Same(expected[which], prediction);
            }
        });
    }

    [Fact]
    public void Threads_that_predict_while_another_copies_parameters_are_safe()
    {
        using var scope = NewDisposeScope();
        using var model = new SmallNet();
        using var other = new SmallNet(new() { Seed = 1 });
        var images = Ordeal.Images();
        OnThreads(thread =>
        {
            for (var i = 0; i < 100; i++)
            {
                if (thread == 0)
                    model.CopyParametersFrom(other);
                using var prediction = model.Predict(images);
                Assert.Equal([5, 3], prediction.shape);
            }
        });
        Tensors.Same(other.Predict(images), model.Predict(images));
    }

    [Fact]
    public void Threads_that_predict_while_another_trains_are_safe()
    {
        using var scope = NewDisposeScope();
        using var model = new SmallNet();
        using var spared = new SmallNet();
        var (images, targets) = (Ordeal.Images(), Ordeal.Targets);
        OnThreads(thread =>
        {
            for (var i = 0; i < 100; i++)
            {
                if (thread == 0)
                    model.TrainStep(images, targets);
                using var prediction = model.Predict(images);
                Assert.True(prediction.isfinite().all().item<bool>());
            }
        });
        for (var i = 0; i < 100; i++)
            spared.TrainStep(images, targets);
        Tensors.Same(spared.Predict(images), model.Predict(images));
    }

    [Fact]
    public void Of_threads_that_train_at_once_all_but_one_are_refused()
    {
        using var scope = NewDisposeScope();
        using var model = new SmallNet();
        using var spared = new SmallNet();
        var (images, targets) = (Ordeal.Images(), Ordeal.Targets);
        var steps = 0;
        OnThreads(_ =>
        {
            for (var i = 0; i < 300; i++)
            {
                try
                {
                    model.TrainStep(images, targets);
                    Interlocked.Increment(ref steps);
                }
                catch (InvalidOperationException refusal)
                {
                    Assert.StartsWith("'SmallNet' is in a training call already", refusal.Message, StringComparison.Ordinal);
                }
            }
        });
        Assert.Equal(model.State.Updates.Steps, steps);
        for (var i = 0; i < steps; i++)
            spared.TrainStep(images, targets);
        Tensors.Same(spared.State.Values, model.State.Values);
    }

    [Fact]
    public void Models_of_their_own_train_on_threads_of_their_own()
    {
        using var scope = NewDisposeScope();
        using var expected = Trained();
        OnThreads(_ =>
        {
            using var model = Trained();
            Tensors.Same(expected.State.Values, model.State.Values);
        });
    }

    [Fact]
    public void The_number_of_threads_in_the_options_holds_on_every_thread()
    {
        using var scope = NewDisposeScope();
        using var expected = Train(new DropoutNet(new() { Threads = 1 }));
        using var model = new DropoutNet(new() { Threads = 1 });
        var other = new Thread(() =>
        {
            set_num_threads(2);
            Train(model);
        });
        other.Start();
        other.Join();
        set_num_threads(1);
        Tensors.Same(expected.State.Values, model.State.Values);
    }

    private static DropoutNet Trained() => Train(new DropoutNet());

    private static DropoutNet Train(DropoutNet model)
    {
        using var scope = NewDisposeScope();
        for (var step = 0; step < 100; step++)
            model.TrainStep(Ordeal.Images(), Ordeal.Targets);
        return model;
    }

    /// <summary>Runs on threads that begin together; what one throws fails the test.</summary>
    private static void OnThreads(Action<int> run)
    {
        using var gate = new Barrier(Threads);
        var failures = new Exception?[Threads];
        var threads = Enumerable.Range(0, Threads).Select(thread => new Thread(() =>
        {
            gate.SignalAndWait();
            failures[thread] = Record.Exception(() => run(thread));
        })).ToArray();
        foreach (var thread in threads)
            thread.Start();
        foreach (var thread in threads)
            thread.Join();
        Assert.All(failures, Assert.Null);
    }
}
