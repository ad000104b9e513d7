using DeepDsl.Compiler.Shapes;

namespace DeepDsl.Compiler.Operators.Layers;

/// <summary>Zeroes elements.</summary>
internal sealed class Dropout(DropoutAttribute args, Shape x) : Zeroing<DropoutAttribute>(args.P, x, "DropoutKernel.Run");
