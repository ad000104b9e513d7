using DeepDsl.Compiler;
using DeepDsl.Compiler.Emission;
namespace Compiler.Tests.Harness;
public class Smoke { [Fact] public void X() { int[] a = [1,2]; Assert.Equal(2, a[^1]); Assert.Equal("stem_conv", Text.SnakeCase("StemConv")); } 
 record R(int A) { public required int B {get; init;} } }
