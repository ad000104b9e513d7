using DeepDsl.Compiler.Graph;

namespace DeepDsl.Compiler.Planning;

/// <summary>An operator that draws random numbers, in the place of an argument: its number keeps its draws apart from those of others.</summary>
public readonly record struct DrawingLayer(GraphNode Node, int Number);
