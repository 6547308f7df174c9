// swift-tools-version: 6.1
import PackageDescription

// A package of its own, so that nothing it needs reaches a user of Gyrus.
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
