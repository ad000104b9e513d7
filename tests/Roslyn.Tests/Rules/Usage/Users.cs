namespace Roslyn.Tests.Rules.Usage;

/// <summary>Code that uses a model.</summary>
internal static class Users
{
    /// <summary>A file with a classifier that has dropout, and a method of another class.</summary>
    /// <param name="body">What stands in the method.</param>
    /// <param name="more">What else stands in the class.</param>
    /// <param name="layers">The classifier's layers.</param>
    public static string Of(string body, string more = "", string layers = "Linear(16), ReLU, Dropout(0.5), Linear(10)") => $$"""
        using System.Collections.Generic;
        using System.Linq;
        using DeepDsl;
        using TorchSharp;
        using static TorchSharp.torch;

        [Model, CrossEntropyLoss, SGD(0.1)]
        public partial class Net
        {
            [Input(8)] public partial Node X { get; }
            [{{layers}}] public partial Node Logits { get; }
        }

        internal static class User
        {
            static long Run(Net model, List<(Tensor X, Tensor Y)> batches)
            {
                var right = 0L;
        {{string.Join('\n', body.Split('\n').Select(line => line.Length == 0 ? "" : "        " + line))}}
                return right;
            }
            {{more}}
        }

        """;
}
