namespace DeepDsl;

/// <summary>How the learning rate changes over the steps of a training.</summary>
[AttributeUsage(AttributeTargets.Class)]
public abstract class ScheduleAttribute : Attribute
{
    /// <summary>The number of steps of the whole training; 0 when the training loop gives it (<c>ModelOptions.TotalSteps</c> or <c>model.TotalSteps</c>).</summary>
    [Range(AtLeast = 0)]
    public int TotalSteps { get; set; }
}
