namespace Gpt;

/// <summary>The characters the model knows: printable ASCII and the end of a line.</summary>
internal static class Alphabet
{
    public const int Size = LastPrintable - FirstPrintable + 2;

    private const char FirstPrintable = ' ';
    private const char LastPrintable = '~';

    /// <summary>The number of a character; what is not in the alphabet counts as a question mark.</summary>
    public static long Encode(char character) => character switch
    {
        '\n' => Size - 1,
        >= FirstPrintable and <= LastPrintable => character - FirstPrintable,
        _ => '?' - FirstPrintable,
    };

    public static char Decode(long number) => number == Size - 1 ? '\n' : (char)(FirstPrintable + number);
}
