using DeepDsl.Models;
using Runtime.Tests.Harness;
using Runtime.Tests.Models;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Runtime.Tests.Twins;

/// <summary>Fifty steps of training loops that are more than TrainStep, against the same loops over modules by hand. In float64: adversaries drift apart by rounding.</summary>
public sealed class LoopTests
{
    private const int Steps = 50;
    private const ScalarType Real = ScalarType.Float64;

    [Fact]
    public void A_generator_and_a_discriminator_train_against_each_other()
    {
        using var scope = NewDisposeScope();
        using var generator = new DcGenerator(new() { DType = Real });
        using var discriminator = new DcDiscriminator(new() { DType = Real });
        using var makes = new SequentialTwin("main",
            ConvTranspose2d(6, 8, 4, bias: false), BatchNorm2d(8), ReLU(),
            ConvTranspose2d(8, 4, 4, stride: 2, padding: 1, bias: false), BatchNorm2d(4), ReLU(),
            ConvTranspose2d(4, 1, 4, stride: 2, padding: 1, bias: false), Tanh());
        using var judges = new SequentialTwin("main",
            Conv2d(1, 4, 4, stride: 2, padding: 1, bias: false), LeakyReLU(0.2),
            Conv2d(4, 8, 4, stride: 2, padding: 1, bias: false), BatchNorm2d(8), LeakyReLU(0.2),
            Conv2d(8, 1, 4, bias: false), Flatten());
        Take(makes, generator);
        Take(judges, discriminator);
        using var makesBetter = optim.Adam(makes.parameters(), 2e-3, 0.5);
        using var judgesBetter = optim.Adam(judges.parameters(), 2e-3, 0.5);
        var (image, truth, lie) = (empty([4, 1, 16, 16], Real), ones([4, 1], Real), zeros([4, 1], Real));

        for (var step = 0; step < Steps; step++)
        {
            var (real, z) = (Tensors.Normal(seed: 2 * step, [4, 1, 16, 16], Real).tanh(), Tensors.Normal(seed: 2 * step + 1, [4, 6, 1, 1], Real));

            var fake = generator.TrainForward(z);
            var onReal = discriminator.ComputeGradients(real, truth);
            var onFake = discriminator.ComputeGradients(fake, lie, accumulate: true);
            discriminator.Step();
            var onFooled = discriminator.ComputeGradients(fake, truth, parameters: false, gradImage: image);
            generator.TrainBackward(image);
            generator.Step();

            var made = makes.call(z);
            judgesBetter.zero_grad();
            var judged = Loss(judges.call(real), truth) + Loss(judges.call(made.detach()), lie);
            judged.backward();
            judgesBetter.step();
            makesBetter.zero_grad();
            var fooled = Loss(judges.call(made), truth);
            fooled.backward();
            makesBetter.step();

            Near(judged, onReal + onFake, step);
            Near(fooled, onFooled, step);
        }
        AssertSameState(makes, generator);
        AssertSameState(judges, discriminator);

        static Tensor Loss(Tensor logits, Tensor target) => functional.binary_cross_entropy_with_logits(logits, target);
    }

    [Fact]
    public void A_variational_autoencoder_trains_under_the_same_noise()
    {
        using var scope = NewDisposeScope();
        using var model = new Vae(new() { DType = Real });
        using var twin = new VaeTwin(model.State.Draws);
        Take(twin, model);
        using var optimizer = optim.Adam(twin.parameters(), 5e-3);
        var (first, last) = (0f, 0f);
        for (var step = 0; step < Steps; step++)
        {
            var image = Tensors.Normal(seed: step, [8, 12], Real).sigmoid();
            last = model.TrainStep(image);
            first = step == 0 ? last : first;

            optimizer.zero_grad();
            var (reconstruction, mu, logVar) = twin.Run(image);
            var loss = functional.binary_cross_entropy(reconstruction, image) - 0.1 * 0.5 * (1 + logVar - mu.pow(2) - logVar.exp()).sum(1).mean();
            loss.backward();
            optimizer.step();
            Near(loss, last, step);
        }
        Assert.True(last < first);
        AssertSameState(twin, model);
    }

    [Fact]
    public void An_actor_and_a_critic_train_on_a_loss_of_the_users_own()
    {
        using var scope = NewDisposeScope();
        using var model = new ActorCritic(new() { DType = Real });
        using var twin = new ActorCriticTwin();
        Take(twin, model);
        using var optimizer = optim.Adam(twin.parameters(), 5e-3);
        using var generator = new Generator(1);
        for (var step = 0; step < Steps; step++)
        {
            var observation = Tensors.Normal(seed: step, [16, 5], Real);

            var (policy, value) = model.TrainForward(observation);
            var (logits, worth) = (policy.clone().requires_grad_(true), value.clone().requires_grad_(true));
            var action = multinomial(logits.detach().softmax(1), 1, generator: generator);
            var reward = action.eq(observation.slice(1, 0, 3, 1).argmax(1, keepdim: true)).to(Real);
            var loss = Loss(logits, worth, action, reward);
            loss.backward();
            model.TrainBackward(logits.grad!, worth.grad!);
            model.Step();

            optimizer.zero_grad();
            var (theirPolicy, theirValue) = twin.Run(observation);
            var expected = Loss(theirPolicy, theirValue, action, reward);
            expected.backward();
            optimizer.step();
            Near(expected, loss.item<double>(), step);
        }
        AssertSameState(twin, model);

        static Tensor Loss(Tensor logits, Tensor value, Tensor action, Tensor reward)
        {
            var logProbabilities = logits.log_softmax(1);
            var advantage = (reward - value).detach();
            var entropy = -(logProbabilities.exp() * logProbabilities).sum(1).mean();
            return -(logProbabilities.gather(1, action) * advantage).mean() + 0.5 * (reward - value).pow(2).mean() - 0.01 * entropy;
        }
    }

    private static void Take(Module twin, Module model)
    {
        twin.to(Real);
        twin.load_state_dict(model.state_dict());
        twin.train();
    }

    private static void Near(Tensor expected, double actual, int step) =>
        Assert.True(Math.Abs(expected.item<double>() - actual) <= 1e-6 * Math.Abs(expected.item<double>()), $"Step {step}: {actual}, expected {expected.item<double>()}.");

    private static void AssertSameState(Module twin, Module model)
    {
        foreach (var (name, value) in twin.state_dict())
            Tensors.Near(value, model.state_dict()[name], 1e-6, name);
    }

    private sealed class SequentialTwin : NamedModule
    {
        private readonly Module<Tensor, Tensor> _main;

        public SequentialTwin(string part, params Module<Tensor, Tensor>[] layers)
            : base(nameof(SequentialTwin)) => _main = Part(part, Sequential(layers));

        public override Tensor forward(Tensor x) => _main.call(x);
    }

    private sealed class VaeTwin : NamedModule
    {
        private readonly DrawSource _draws;
        private readonly Module<Tensor, Tensor> _fc1, _fc21, _fc22, _fc3, _fc4;

        public VaeTwin(DrawSource draws)
            : base(nameof(VaeTwin)) =>
            (_draws, _fc1, _fc21, _fc22, _fc3, _fc4) = (draws, Part("fc1", Linear(12, 8)), Part("fc21", Linear(8, 3)), Part("fc22", Linear(8, 3)), Part("fc3", Linear(3, 8)), Part("fc4", Linear(8, 12)));

        public (Tensor Reconstruction, Tensor Mu, Tensor LogVar) Run(Tensor x)
        {
            var hidden = _fc1.call(x).relu();
            var (mu, logVar) = (_fc21.call(hidden), _fc22.call(hidden));
            var z = mu + Portable.Noise(mu, _draws.Of(0), training: true) * (0.5 * logVar).exp();
            return (_fc4.call(_fc3.call(z).relu()).sigmoid(), mu, logVar);
        }

        public override Tensor forward(Tensor x) => Run(x).Reconstruction;
    }

    private sealed class ActorCriticTwin : NamedModule
    {
        private readonly Module<Tensor, Tensor> _trunk, _actor, _critic;

        public ActorCriticTwin()
            : base(nameof(ActorCriticTwin)) => (_trunk, _actor, _critic) = (Part("trunk", Linear(5, 10)), Part("actor", Linear(10, 3)), Part("critic", Linear(10, 1)));

        public (Tensor Policy, Tensor Value) Run(Tensor x)
        {
            var trunk = _trunk.call(x).tanh();
            return (_actor.call(trunk), _critic.call(trunk));
        }

        public override Tensor forward(Tensor x) => Run(x).Policy;
    }
}
