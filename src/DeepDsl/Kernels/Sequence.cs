namespace DeepDsl.Kernels;

/// <summary>The order in which a recurrent layer goes over the positions of (batch, length, features).</summary>
/// <param name="state">The layer's results: the state after every position.</param>
/// <param name="reverse">Whether it begins at the end.</param>
internal readonly unsafe struct Sequence(Slot state, bool reverse)
{
    public int Batch => state.Batch;

    public int Length => (int)state.Sizes[1];

    public int Hidden => state.Columns;

    /// <summary>The elements of the state of all samples.</summary>
    public int StateCount => checked(Batch * Hidden);

    /// <summary>Where a step is.</summary>
    public StepPlace Place(int step) => new(Length, Hidden, Position(step), step == 0 ? -1 : Position(step - 1));

    /// <summary>product[batch, gates] = h·Wᵀ with the state after a step.</summary>
    public void Product(int step, Slot weight, int gates, void* product) =>
        Gemm.Multiply(state.IsDouble, Batch, gates, Hidden, At(state, step), new(weight.Pointer, Hidden, isTransposed: true), new(product, gates));

    /// <summary>The gradient of the state before a step, from that of the gates.</summary>
    public void BackwardProduct(int step, Slot gradGates, Slot weight, void* gradient) =>
        Gemm.Multiply(state.IsDouble, Batch, Hidden, gradGates.Columns, At(gradGates, step), new(weight.Pointer, Hidden), new(gradient, Hidden));

    /// <summary>The matrix (batch, features) of a step.</summary>
    private Matrix At(Slot slot, int step) =>
        new((byte*)slot.Pointer + (long)Position(step) * slot.Columns * (slot.IsDouble ? sizeof(double) : sizeof(float)), checked((int)slot.Sizes[1] * slot.Columns));

    private int Position(int step) => reverse ? Length - 1 - step : step;
}

/// <summary>Where the elements of a sequence lie at one step.</summary>
/// <param name="length">The number of positions.</param>
/// <param name="hidden">The size of the state.</param>
/// <param name="position">The position of the step.</param>
/// <param name="before">That of the step before, at which the state is read; negative where there is none.</param>
internal readonly unsafe struct StepPlace(int length, int hidden, int position, int before)
{
    public int Hidden => hidden;

    public bool HasBefore => before >= 0;

    /// <summary>The first of <paramref name="parts"/>·hidden features of a sample.</summary>
    public long Of(long sample, int parts = 1) => (sample * length + position) * parts * hidden;

    /// <summary>The same, at the step before.</summary>
    public long Before(long sample, int parts = 1) => (sample * length + before) * parts * hidden;

    /// <summary>Copies the state before the step, which is zero at the first one, to the step's own position.</summary>
    public void CopyBefore<T>(long sample, T* state, T* before)
        where T : unmanaged
    {
        var destination = new Span<T>(before + Of(sample), hidden);
        if (HasBefore)
            new Span<T>(state + Before(sample), hidden).CopyTo(destination);
        else
            destination.Clear();
    }
}
