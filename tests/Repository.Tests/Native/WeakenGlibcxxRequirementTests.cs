using System.Collections;
using System.Security.Cryptography;
using DeepDsl.Build;
using Microsoft.Build.Framework;

namespace Repository.Tests.Native;

public sealed class WeakenGlibcxxRequirementTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("deepdsl-");
    private readonly Engine _engine = new();
    private readonly string _library;
    private readonly string _copy;

    public WeakenGlibcxxRequirementTests()
    {
        _library = Path.Combine(_folder.FullName, "libLibTorchSharp.so");
        _copy = Path.Combine(_folder.FullName, "obj", "libLibTorchSharp.so");
        File.WriteAllBytes(_library, ElfLibrary.Demanding(("libstdc++.so.6", ["GLIBCXX_3.4.32"])).Image);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Changes_the_copy_and_not_the_library()
    {
        var before = Hash(_library);
        Assert.True(Run());
        Assert.Equal(before, Hash(_library));
        Assert.NotEqual(before, Hash(_copy));
        Assert.Contains(_engine.Messages, message => message.Contains("GLIBCXX_3.4.32"));
    }

    [Fact]
    public void Leaves_nothing_else_behind()
    {
        Run();
        Run();
        Assert.Equal([_copy], Directory.GetFiles(Path.GetDirectoryName(_copy)!));
    }

    [Fact]
    public void Replaces_a_link_instead_of_writing_through_it()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Making a link takes a privilege there.");
        Directory.CreateDirectory(Path.GetDirectoryName(_copy)!);
        File.CreateSymbolicLink(_copy, _library);
        var before = Hash(_library);
        Assert.True(Run());
        Assert.Equal(before, Hash(_library));
        Assert.Null(new FileInfo(_copy).LinkTarget);
    }

    [Fact]
    public void Copies_a_foreign_file_as_it_is_and_says_so()
    {
        File.WriteAllText(_library, "no library at all");
        Assert.True(Run());
        Assert.Equal(Hash(_library), Hash(_copy));
        Assert.Contains(_engine.Messages, message => message.Contains(_library));
    }

    [Fact]
    public void A_file_that_is_not_there_is_an_error_that_names_it()
    {
        File.Delete(_library);
        Assert.False(Run());
        Assert.Contains(_engine.Errors, error => error.Contains(_library));
    }

    [Fact]
    public void Reads_the_paths_of_libstdcxx_in_the_loaders_order()
    {
        const string Listing = """
            4 libs found in cache `/etc/ld.so.cache'
            	libstdc++.so.6 (libc6) => /lib/i386-linux-gnu/libstdc++.so.6
            	libstdc++.so.6 (libc6,x86-64) => /opt/gcc/lib64/libstdc++.so.6
            	libstdc++.so.6 (libc6,x86-64) => /lib/x86_64-linux-gnu/libstdc++.so.6
            	libstdc++.so.60 (libc6,x86-64) => /lib/x86_64-linux-gnu/libstdc++.so.60
            """;
        Assert.Equal(["/opt/gcc/lib64/libstdc++.so.6", "/lib/x86_64-linux-gnu/libstdc++.so.6"], Libstdcxx.PathsIn(Listing));
    }

    [Theory]
    [InlineData("GLIBCXX_3.4.3", true)]
    [InlineData("GLIBCXX_3.4.32", false)]
    [InlineData("GLIBCXX_3.4", false)]
    public void Knows_a_version_by_its_whole_name(string version, bool provided) =>
        Assert.Equal(provided, Libstdcxx.Provides("\0GLIBCXX_3.4.3\0GLIBCXX_3.4.30\0"u8.ToArray(), version));

    private bool Run() => new WeakenGlibcxxRequirement { BuildEngine = _engine, Library = _library, Copy = _copy, Always = true }.Execute();

    private static string Hash(string file) => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)));

    private sealed class Engine : IBuildEngine
    {
        public List<string> Messages { get; } = [];
        public List<string> Errors { get; } = [];
        public bool ContinueOnError => false;
        public int LineNumberOfTaskNode => 0;
        public int ColumnNumberOfTaskNode => 0;
        public string ProjectFileOfTaskNode => "";
        public void LogMessageEvent(BuildMessageEventArgs message) => Messages.Add(message.Message ?? "");
        public void LogErrorEvent(BuildErrorEventArgs error) => Errors.Add(error.Message ?? "");
        public void LogWarningEvent(BuildWarningEventArgs warning) => Assert.Fail($"A warning would break builds: {warning.Message}");
        public void LogCustomEvent(CustomBuildEventArgs custom) { }
        public bool BuildProjectFile(string project, string[] targets, IDictionary properties, IDictionary outputs) => throw new NotSupportedException();
    }
}
