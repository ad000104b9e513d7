using DeepDsl.Compiler.Losses;

namespace DeepDsl.Compiler.Graph;

/// <summary>A loss with what it judges.</summary>
/// <param name="Declared">The loss as it was written.</param>
/// <param name="Loss">The loss.</param>
/// <param name="Values">The nodes that it judges.</param>
/// <param name="Target">The node that is its target, if one is.</param>
/// <param name="Parameter">The parameter by which a training loop gives the target; null where it gives none.</param>
internal sealed record JudgedLoss(DeclaredLoss Declared, Loss Loss, GraphNode[] Values, GraphNode? Target, string? Parameter);
