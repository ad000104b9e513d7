using System.Runtime.InteropServices;
using TorchSharp;

namespace DeepDsl.Native;

/// <summary>The number of threads that native calls made on this thread are spread over.</summary>
internal static unsafe class ThreadCount
{
    private static readonly delegate* unmanaged<int, void> SetOpenMP = (delegate* unmanaged<int, void>)LibTorch.Export("omp_set_num_threads");

    private static readonly delegate* unmanaged<int, int> SetMkl = (delegate* unmanaged<int, int>)LibTorch.Export("MKL_Set_Num_Threads_Local");

    /// <summary>Asking is what makes libtorch tell a new thread its number in the first place.</summary>
    public static int Here
    {
        get => torch.get_num_threads();
        set
        {
            if (value == torch.get_num_threads())
                return;
            // Where only libtorch can be told, threads that begin meanwhile begin with the same number.
            if (SetOpenMP == null || SetMkl == null)
            {
                torch.set_num_threads(value);
                return;
            }
            SetOpenMP(value);
            SetMkl(value);
        }
    }
}
