// swift-tools-version: 6.1
import PackageDescription

let package = Package(
  name: "gyrus",
  products: [
    .library(name: "Gyrus", targets: ["Gyrus"]),
    .executable(name: "gyrus", targets: ["GyrusCommand"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.0.0"),
  ],
  targets: [
    .systemLibrary(name: "CGSL", providers: [.apt(["libgsl-dev", "libopenblas-dev"])]),
    .systemLibrary(name: "CHDF5", pkgConfig: "hdf5", providers: [.apt(["libhdf5-dev"])]),
    .systemLibrary(name: "CPlatform"),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    // From the ground floor up: a room imports only rooms that stand above it here.
    .target(name: "Kernel"),
    .target(name: "Files", dependencies: ["Kernel", "CPlatform"]),
    .target(name: "HDF5", dependencies: ["Files", "Kernel", "CHDF5", "CZlib"]),
    .target(name: "Statistics", dependencies: ["CGSL"]),
    .target(name: "Datasets", dependencies: ["Files", "Kernel", "Statistics", "CZlib"]),
    .target(name: "Spiking", dependencies: ["Kernel", "Statistics", "CPlatform"], exclude: ["README.md"]),
    .target(name: "Waves", dependencies: ["Kernel", "Spiking", "Statistics"]),
    .target(name: "Simulation", dependencies: ["Datasets", "Kernel", "Spiking", "Statistics", "Waves"]),
    .target(name: "Rate", dependencies: ["Kernel", "Statistics", "CGSL", "CPlatform"]),
    .target(name: "Learning", dependencies: ["Datasets", "Kernel", "Rate", "Statistics", "CGSL"]),
    .target(
      name: "RateModels",
      dependencies: ["Datasets", "Kernel", "Learning", "Rate", "Simulation", "Spiking", "Statistics"]),
    .target(name: "NetworkFiles", dependencies: ["Kernel", "Simulation", "Spiking", "Statistics", "Yams"]),
    .target(
      name: "Results",
      dependencies: ["Files", "HDF5", "Kernel", "NetworkFiles", "Simulation", "Spiking", "Statistics", "Waves"]),
    .target(name: "Studies", dependencies: ["Files", "Results", "Statistics"]),
    .target(
      name: "Gyrus",
      dependencies: [
        "Datasets", "Files", "HDF5", "Kernel", "Learning", "NetworkFiles", "Rate", "RateModels", "Results",
        "Simulation", "Spiking", "Statistics", "Studies", "Waves",
      ]),
    .target(
      name: "Reproductions",
      dependencies: [
        "Datasets", "Files", "Kernel", "Learning", "NetworkFiles", "Rate", "RateModels", "Results", "Simulation",
        "Spiking", "Statistics", "Studies", "Waves",
      ]),
    .executableTarget(
      name: "GyrusCommand",
      dependencies: [
        "Gyrus", "Reproductions",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
      ]),
    .testTarget(name: "KernelTests", dependencies: ["Kernel"]),
    .testTarget(name: "StatisticsTests", dependencies: ["Statistics"]),
    .testTarget(name: "SpikingTests", dependencies: ["Simulation", "Spiking", "Waves"]),
    .testTarget(
      name: "SimulationTests",
      dependencies: ["Datasets", "Kernel", "NetworkFiles", "RateModels", "Simulation", "Spiking", "Statistics"]),
    .testTarget(name: "WavesTests", dependencies: ["Waves", "Statistics"]),
    .testTarget(name: "LearningTests", dependencies: ["Datasets", "Kernel", "Learning", "Rate", "Statistics"]),
    .testTarget(
      name: "RateTests",
      dependencies: ["Datasets", "Kernel", "Learning", "Rate", "RateModels", "Simulation", "Statistics"]),
    .testTarget(name: "DatasetsTests", dependencies: ["Datasets"]),
    .testTarget(
      name: "ResultsTests",
      dependencies: ["Files", "HDF5", "NetworkFiles", "Results", "Simulation", "Statistics", "Waves"]),
    .testTarget(name: "NetworkFilesTests", dependencies: ["NetworkFiles", "RateModels", "Simulation"]),
    .testTarget(
      name: "ReproductionsTests",
      dependencies: [
        "Kernel", "Learning", "NetworkFiles", "Rate", "RateModels", "Reproductions", "Simulation", "Spiking",
        "Statistics", "Studies",
      ]),
    .testTarget(name: "GyrusTests", dependencies: ["Gyrus", "GyrusCommand"]),
  ]
)
