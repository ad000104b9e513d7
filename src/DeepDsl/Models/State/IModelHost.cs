using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepDsl.Models;

/// <summary>What a model's state needs of the module it belongs to.</summary>
internal interface IModelHost
{
    /// <summary>Makes a parameter known to TorchSharp under its name, in the place of an earlier one.</summary>
    void Register(string name, Parameter parameter);

    /// <summary>Makes a buffer known to TorchSharp under its name, in the place of an earlier one.</summary>
    void Register(string name, Tensor buffer);

    /// <summary>Notes the device that the parameters are on.</summary>
    void Moved(Device device);
}
