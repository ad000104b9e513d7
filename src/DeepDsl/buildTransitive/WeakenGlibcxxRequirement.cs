#nullable enable
using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Build.Framework;

// MSBuild compiles this file by itself against netstandard2.0, which is why the helpers of the task stand in it too.
namespace DeepDsl.Build;

/// <summary>
/// Copies a native library; where the machine's libstdc++ lacks a version that the library demands and does not use,
/// the copy can do without it.
/// </summary>
public sealed class WeakenGlibcxxRequirement : Microsoft.Build.Utilities.Task
{
    private const string Version = "GLIBCXX_3.4.32";

    /// <summary>The library, which is only read.</summary>
    [Required]
    public string Library { get; set; } = "";

    /// <summary>Where the copy goes. A file or link that is there is replaced, not written through.</summary>
    [Required]
    public string Copy { get; set; } = "";

    /// <summary>Whether to weaken the demand also if this machine can meet it.</summary>
    public bool Always { get; set; }

    public override bool Execute()
    {
        try
        {
            var library = File.ReadAllBytes(Library);
            if (Always || Libstdcxx.Lacks(Version))
                Weaken(library);
            Replace(Copy, library);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Log.LogErrorFromException(e);
        }
        return !Log.HasLoggedErrors;
    }

    private void Weaken(byte[] library)
    {
        switch (ElfVersions.Weaken(library, Version))
        {
            case Weakening.Done:
                Log.LogMessage(MessageImportance.High, $"DeepDsl: {Copy} is {Path.GetFileName(Library)} without its unused demand for {Version} of libstdc++.");
                break;
            case Weakening.NotDemanded:
                Log.LogMessage(MessageImportance.Low, $"DeepDsl: {Library} does not demand {Version} and is used as it is.");
                break;
            case Weakening.NotReadable:
                Log.LogMessage(MessageImportance.Low, $"DeepDsl: {Library} is not a well-formed ELF64 little-endian library and is used as it is.");
                break;
        }
    }

    private static void Replace(string path, byte[] content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var beside = $"{path}.{Guid.NewGuid():N}.tmp";
        File.WriteAllBytes(beside, content);
        File.Delete(path);
        File.Move(beside, path);
    }
}

internal enum Weakening { Done, NotDemanded, NotReadable }

/// <summary>The versions that an ELF64 little-endian library demands of others, its section .gnu.version_r.</summary>
internal static class ElfVersions
{
    private const long SectionOfDemands = 0x6ffffffe; // SHT_GNU_verneed
    private const byte Weak = 2;                      // VER_FLG_WEAK: the loader carries on without the version

    /// <summary>Marks the demand for a version as weak. Everything but its flags stays as it is.</summary>
    public static Weakening Weaken(byte[] image, string version)
    {
        try
        {
            if (!IsElf64LittleEndian(image))
                return Weakening.NotReadable;
            if (FlagsOf(image, version) is not { } flags)
                return Weakening.NotDemanded;
            image[flags] |= Weak;
            return Weakening.Done;
        }
        catch (InvalidDataException)
        {
            return Weakening.NotReadable;
        }
    }

    private static bool IsElf64LittleEndian(byte[] image) => image.Take(6).SequenceEqual(new byte[] { 0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1 });

    private static long? FlagsOf(byte[] image, string version)
    {
        var sections = Number(image, 0x28, 8);
        var size = Number(image, 0x3a, 2);
        for (var i = 0; i < Number(image, 0x3c, 2); i++)
        {
            var section = sections + i * size;
            if (Number(image, section + 4, 4) != SectionOfDemands)
                continue;
            var strings = Number(image, sections + Number(image, section + 0x28, 4) * size + 0x18, 8);
            foreach (var demand in Demands(image, Number(image, section + 0x18, 8)))
            {
                if (HasText(image, strings + Number(image, demand + 8, 4), version))
                    return demand + 4;
            }
        }
        return null;
    }

    // A chain of files, each with a chain of versions. Links only lead forward, so a broken chain ends outside the image.
    private static IEnumerable<long> Demands(byte[] image, long firstFile) =>
        Chain(image, firstFile).SelectMany(file => Chain(image, file + Number(image, file + 8, 4)));

    private static IEnumerable<long> Chain(byte[] image, long entry)
    {
        for (var next = -1L; next != 0; entry += next)
        {
            yield return entry;
            next = Number(image, entry + 12, 4);
        }
    }

    private static bool HasText(byte[] image, long at, string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (Number(image, at + i, 1) != text[i])
                return false;
        }
        return Number(image, at + text.Length, 1) == 0;
    }

    private static long Number(byte[] image, long at, int size)
    {
        if (at < 0 || at > image.Length - size)
            throw new InvalidDataException("The image ends before its tables do.");
        var number = 0L;
        for (var i = size - 1; i >= 0; i--)
            number = number << 8 | image[at + i];
        return number;
    }
}

/// <summary>The libstdc++ for x86-64 that this machine's loader finds.</summary>
internal static class Libstdcxx
{
    private const string Name = "libstdc++.so.6";
    private static readonly string[] UsualFolders = { "/lib/x86_64-linux-gnu", "/usr/lib/x86_64-linux-gnu", "/lib64", "/usr/lib64", "/lib", "/usr/lib" };

    /// <summary>Whether it lacks a version. Where no libstdc++ is found nothing is known, and nothing is claimed.</summary>
    public static bool Lacks(string version)
    {
        var library = PathsIn(LoaderCache()).Concat(UsualFolders.Select(folder => $"{folder}/{Name}")).FirstOrDefault(File.Exists);
        return library != null && !Provides(File.ReadAllBytes(library), version);
    }

    /// <summary>Whether the version stands among a library's strings.</summary>
    public static bool Provides(byte[] library, string version) =>
        Encoding.GetEncoding("iso-8859-1").GetString(library).IndexOf($"\0{version}\0", StringComparison.Ordinal) >= 0;

    /// <summary>The paths in the output of <c>ldconfig -p</c>, in the loader's order.</summary>
    public static IEnumerable<string> PathsIn(string listing) =>
        from Match line in Regex.Matches(listing, $@"^\s*{Regex.Escape(Name)} \([^)]*x86-64[^)]*\) => (.+?)\s*$", RegexOptions.Multiline)
        select line.Groups[1].Value;

    private static string LoaderCache()
    {
        // A user's PATH often lacks the folder of ldconfig.
        var ldconfig = new[] { "/sbin/ldconfig", "/usr/sbin/ldconfig" }.FirstOrDefault(File.Exists);
        if (ldconfig == null)
            return "";
        try
        {
            using var process = Process.Start(new ProcessStartInfo(ldconfig, "-p") { UseShellExecute = false, RedirectStandardOutput = true });
            return process?.StandardOutput.ReadToEnd() ?? "";
        }
        catch (Win32Exception)
        {
            return "";
        }
    }
}
