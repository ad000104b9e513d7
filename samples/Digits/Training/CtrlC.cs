namespace Digits;

/// <summary>While it lives, the first Ctrl+C asks to stop and the second one ends the program.</summary>
internal sealed class CtrlC : IDisposable
{
    private readonly CancellationTokenSource _pressed = new();

    public CtrlC() => Console.CancelKeyPress += OnPressed;

    public CancellationToken Pressed => _pressed.Token;

    public void Dispose() => Console.CancelKeyPress -= OnPressed;

    private void OnPressed(object? sender, ConsoleCancelEventArgs press)
    {
        press.Cancel = !_pressed.IsCancellationRequested;
        _pressed.Cancel();

        // The progress display hides the cursor, and a program that is ended cannot bring it back.
        if (!press.Cancel && !Console.IsOutputRedirected)
            Console.CursorVisible = true;
    }
}
