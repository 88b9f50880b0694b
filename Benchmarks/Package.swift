// swift-tools-version: 6.2
import PackageDescription

let cSettings: [CSetting] = [.enableWarning("all"), .enableWarning("extra"), .treatAllWarnings(as: .error)]
let swiftSettings: [SwiftSetting] = [
  .strictMemorySafety(), .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

// A package of its own, so that nothing here is built by those who only use matchd.
let package = Package(
  name: "matchd-benchmarks",
  dependencies: [
    .package(name: "matchd", path: ".."),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
  ],
  targets: [
    .target(
      name: "CBenchCodecs", cSettings: cSettings,
      linkerSettings: [
        .linkedLibrary("jpeg"), .linkedLibrary("png"), .linkedLibrary("webp"), .linkedLibrary("gif"),
      ]),
    // The pictures that the tests are made of.
    .target(
      name: "CTestPictures", cSettings: cSettings,
      linkerSettings: [.linkedLibrary("jpeg"), .linkedLibrary("m")]),
    .target(name: "CBenchLoad", cSettings: cSettings),
    .target(name: "CBenchData", cSettings: cSettings, linkerSettings: [.linkedLibrary("m")]),
    .executableTarget(
      name: "matchd-bench",
      dependencies: [
        "CBenchCodecs", "CBenchData", "CBenchLoad", "CTestPictures",
        .product(name: "Kernels", package: "matchd"),
        .product(name: "HashCore", package: "matchd"),
        .product(name: "Cells", package: "matchd"),
        .product(name: "Matcher", package: "matchd"),
        .product(name: "ListFormats", package: "matchd"),
        .product(name: "ListStore", package: "matchd"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Sources/bench", swiftSettings: swiftSettings),
  ],
  swiftLanguageModes: [.v6]
)
