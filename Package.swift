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
    .target(name: "Kernel"),
    .target(name: "Statistics", dependencies: ["CGSL"]),
    .target(name: "Spiking", dependencies: ["Kernel", "Statistics", "CPlatform"], exclude: ["README.md"]),
    .target(name: "Waves", dependencies: ["Statistics"]),
    .target(name: "Rate", dependencies: ["Statistics", "CGSL", "CPlatform"]),
    .target(name: "Datasets", dependencies: ["Kernel", "Statistics", "CZlib"]),
    .target(name: "Adapters", dependencies: ["Datasets", "Kernel", "Rate", "Spiking", "Statistics"]),
    .target(name: "Results", dependencies: ["Spiking", "Kernel", "Statistics", "Waves", "CHDF5"]),
    .target(name: "NetworkFiles", dependencies: ["Adapters", "Spiking", "Kernel", "Statistics", "Yams"]),
    .target(
      name: "Gyrus",
      dependencies: [
        "Kernel", "Statistics", "Spiking", "Waves", "Rate", "Datasets", "Adapters", "Results", "NetworkFiles",
      ]),
    .target(
      name: "Reproductions",
      dependencies: [
        "Kernel", "Statistics", "Spiking", "Waves", "Rate", "Datasets", "Adapters", "Results", "NetworkFiles",
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
    .testTarget(name: "SpikingTests", dependencies: ["Spiking"]),
    .testTarget(name: "WavesTests", dependencies: ["Waves", "Statistics"]),
    .testTarget(name: "RateTests", dependencies: ["Rate", "Datasets", "Adapters", "Statistics"]),
    .testTarget(name: "DatasetsTests", dependencies: ["Datasets"]),
    .testTarget(name: "ResultsTests", dependencies: ["Results", "Waves"]),
    .testTarget(name: "NetworkFilesTests", dependencies: ["NetworkFiles", "Adapters"]),
    .testTarget(
      name: "ReproductionsTests",
      dependencies: ["Reproductions", "Kernel", "Spiking", "NetworkFiles", "Rate", "Adapters", "Statistics"]),
    .testTarget(name: "GyrusTests", dependencies: ["Gyrus", "GyrusCommand"]),
  ]
)
