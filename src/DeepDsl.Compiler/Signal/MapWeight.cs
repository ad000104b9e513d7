using DeepDsl.Compiler.Graph;

namespace DeepDsl.Compiler.Signal;

/// <summary>How the weight of a linear map starts.</summary>
/// <param name="written">How it is spread where nothing is left open.</param>
/// <param name="choice">What settles the rest when a signal arrives.</param>
internal sealed class MapWeight(WeightSpread written, GainChoice? choice = null)
{
    public WeightSpread Spread => choice?.Init.Spread ?? written;

    /// <summary>Meets a signal, which settles what was left open.</summary>
    public void Meet(Arrival arrival) => choice?.Meet(arrival);

    public static implicit operator MapWeight(WeightSpread written) => new(written);
}
