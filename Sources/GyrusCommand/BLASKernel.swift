import ArgumentParser
import Foundation
import Gyrus

/// A command whose results may depend on the kernel of OpenBLAS.
protocol ComputingCommand: ParsableCommand {}

/// Fixes the kernel of OpenBLAS, as sums of matrix products are rounded differently by each.
enum BLASKernel {
  /// Starts the program again with ``OpenBLAS/standardKernel`` if OpenBLAS has chosen another kernel for this
  /// processor, as it chooses when it is loaded. Does nothing on processors without AVX2 and FMA, which that kernel
  /// needs, and if the user has chosen a kernel.
  static func pin() {
    #if arch(x86_64)
      guard OpenBLAS.kernelChoice == .automatic, OpenBLAS.kernel != OpenBLAS.standardKernel,
        Machine.features(among: ["avx2", "fma"]).count == 2
      else { return }
      setenv(OpenBLAS.kernelVariable, OpenBLAS.standardKernel, 1)
      setenv(OpenBLAS.pinVariable, OpenBLAS.standardKernel, 1)
      execv("/proc/self/exe", CommandLine.unsafeArgv)
      // It could not be started: go on with the kernel at hand.
      unsetenv(OpenBLAS.kernelVariable)
      unsetenv(OpenBLAS.pinVariable)
    #endif
  }
}
