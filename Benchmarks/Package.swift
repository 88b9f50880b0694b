// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that nothing here is built by those who only use matchd.
let package = Package(
  name: "matchd-benchmarks",
  dependencies: [
    .package(name: "matchd", path: ".."),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
  ],
  targets: [
    .target(name: "CBenchCodecs", linkerSettings: [.linkedLibrary("jpeg"), .linkedLibrary("png")]),
    .target(name: "CBenchData", linkerSettings: [.linkedLibrary("m")]),
    .executableTarget(
      name: "matchd-bench",
      dependencies: [
        "CBenchCodecs", "CBenchData",
        .product(name: "Kernels", package: "matchd"),
        .product(name: "HashCore", package: "matchd"),
        .product(name: "Matcher", package: "matchd"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Sources/bench"),
  ],
  swiftLanguageModes: [.v6]
)
