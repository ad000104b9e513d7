using DeepDsl.Native;

namespace Repository.Tests.Native;

public sealed class NativeLoadFailureTests
{
    private const string Header = "Unable to load shared library 'LibTorchSharp' or one of its dependencies. In order to help diagnose loading problems, "
        + "consider using a tool like strace. If you're using glibc, consider setting the LD_DEBUG environment variable: \n";

    private const string Absent = """
        /app/runtimes/linux-x64/native/LibTorchSharp.so: cannot open shared object file: No such file or directory
        /app/libLibTorchSharp.so: cannot open shared object file: No such file or directory

        """;

    private static string Linux(string reason) => NativeLoadFailure.Explain(Header + Absent + reason, "linux-x64");

    [Fact]
    public void An_older_libstdcxx_is_cured_by_a_rebuild()
    {
        var sentence = Linux("/lib/x86_64-linux-gnu/libstdc++.so.6: version `GLIBCXX_3.4.32' not found (required by /app/libLibTorchSharp.so)\n");
        Assert.StartsWith("TorchSharp's native libraries need GLIBCXX_3.4.32, which this machine's libstdc++.so.6 does not have; rebuild", sentence);
        Assert.Contains("DeepDslPatchTorchSharp", sentence);
    }

    [Fact]
    public void A_version_that_is_used_needs_a_newer_system() => Assert.Equal(
        "TorchSharp's native libraries need GLIBC_2.34, which this machine's libc.so.6 does not have; run the program on a newer Linux distribution.",
        Linux("/lib64/libc.so.6: version `GLIBC_2.34' not found (required by /app/libLibTorchSharp.so)\n"));

    [Fact]
    public void A_missing_dependency_is_named() =>
        Assert.Contains("need libgomp.so.1,", Linux("libgomp.so.1: cannot open shared object file: No such file or directory\n"));

    [Theory]
    [InlineData("")]
    [InlineData("libtorch_cpu.so: cannot open shared object file: No such file or directory\n")]
    public void Missing_libraries_are_a_missing_package(string reason) => Assert.Equal(
        "TorchSharp's native libraries are not there; reference the package TorchSharp-cpu in the project that is run.", Linux(reason));

    [Fact]
    public void On_Windows_a_missing_module_may_be_the_runtime_of_Cpp()
    {
        var sentence = NativeLoadFailure.Explain(
            "Unable to load DLL 'LibTorchSharp' or one of its dependencies: Das angegebene Modul wurde nicht gefunden. (0x8007007E)", "win-x64");
        Assert.Contains("TorchSharp-cpu", sentence);
        Assert.Contains("Visual C++ Redistributable", sentence);
    }

    [Theory]
    [InlineData("linux-musl-x64")]
    [InlineData("linux-arm64")]
    [InlineData("osx-x64")]
    [InlineData("win-x86")]
    public void An_unsupported_platform_is_named_with_the_supported_ones(string platform)
    {
        var sentence = NativeLoadFailure.Explain(Header + Absent, platform);
        Assert.Contains($"no native libraries for {platform}", sentence);
        Assert.Contains("linux-x64", sentence);
    }

    [Fact]
    public void Anything_else_is_quoted() =>
        Assert.EndsWith("says: /app/libLibTorchSharp.so: invalid ELF header", Linux("/app/libLibTorchSharp.so: invalid ELF header\n"));

    [Theory]
    [InlineData("", true)]
    [InlineData("libc10.so: cannot open shared object file: No such file or directory\n", true)]
    [InlineData("libgomp.so.1: cannot open shared object file: No such file or directory\n", false)]
    [InlineData("/lib/libstdc++.so.6: version `GLIBCXX_3.4.32' not found (required by /app/libLibTorchSharp.so)\n", false)]
    public void Only_absence_leaves_hope_that_TorchSharp_finds_them_elsewhere(string reason, bool absence) =>
        Assert.Equal(absence, NativeLoadFailure.IsAbsence(Header + Absent + reason));
}
