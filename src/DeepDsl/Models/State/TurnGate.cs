using DeepDsl.Native;

namespace DeepDsl.Models;

/// <summary>Lets in one caller at a time.</summary>
internal sealed class TurnGate
{
    private int _isBusy;

    /// <summary>Counts the beginnings and ends of turns, which tells what the running one has made from what another has left unfinished.</summary>
    public long Count { get; private set; }

    /// <summary>Begins a turn; false where another caller has one.</summary>
    public bool TryEnter()
    {
        if (Interlocked.Exchange(ref _isBusy, 1) != 0)
            return false;
        Count++;
        return true;
    }

    /// <summary>Lets the next caller in.</summary>
    public void Leave()
    {
        Count++;
        Interlocked.Exchange(ref _isBusy, 0);
    }
}

/// <summary>A call that excludes others until it is disposed, with a number of threads of its own.</summary>
public readonly ref struct Turn
{
    private readonly TurnGate _gate;
    private readonly int _threadsBefore;

    internal Turn(TurnGate gate, int? threads)
    {
        (_gate, _threadsBefore) = (gate, ThreadCount.Here);
        ThreadCount.Here = threads ?? _threadsBefore;
    }

    /// <summary>Lets the next caller in.</summary>
    public void Dispose()
    {
        ThreadCount.Here = _threadsBefore;
        _gate.Leave();
    }
}
