// swift-tools-version: 6.1
import PackageDescription

// A separate package, so that users of Gyrus do not get its dependencies.
let package = Package(
  name: "gyrus-benchmarks",
  dependencies: [
    .package(name: "gyrus", path: ".."),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
  ],
  targets: [
    .executableTarget(
      name: "GyrusBenchmarks",
      dependencies: [
        .product(name: "Gyrus", package: "gyrus"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ])
  ]
)
