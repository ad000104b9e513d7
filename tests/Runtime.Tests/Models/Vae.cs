using DeepDsl;

namespace Runtime.Tests.Models;

/// <summary>A variational autoencoder (Kingma and Welling, 2013, arXiv:1312.6114).</summary>
[Model, BCELoss(nameof(Vae.Reconstruction), Target = nameof(Vae.Image)), KLNormalLoss(nameof(Vae.Mu), nameof(Vae.LogVar), Weight = 0.1), Adam(5e-3)]
public partial class Vae
{
    [Input(12)] public partial Node Image { get; }

    [Linear(8, Name = "fc1"), ReLU] public partial Node Hidden { get; }

    [Linear(3, Name = "fc21")] public partial Node Mu { get; }

    [From(nameof(Hidden)), Linear(3, Name = "fc22")] public partial Node LogVar { get; }

    [Scale(0.5), Exp] public partial Node Std { get; }

    [Noise(Like = nameof(Mu)), Multiply(nameof(Std)), Add(nameof(Mu))] public partial Node Z { get; }

    [Linear(8, Name = "fc3"), ReLU, Linear(12, Name = "fc4"), Sigmoid] public partial Node Reconstruction { get; }
}
