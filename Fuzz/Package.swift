// swift-tools-version: 6.2
import PackageDescription

let swiftSettings: [SwiftSetting] = [
  .strictMemorySafety(), .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// A target of a format that every cell decodes.
func pictureFuzzer(_ name: String) -> Target {
  .executableTarget(name: name, dependencies: ["PictureFuzzing"], swiftSettings: swiftSettings)
}

func fuzzer(_ name: String, _ products: String...) -> Target {
  .executableTarget(
    name: name, dependencies: products.map { .product(name: $0, package: "matchd") },
    swiftSettings: swiftSettings)
}

// Fuzz targets. Their own package, because a libFuzzer target has no main and would break a plain
// `swift build`. `make fuzz` builds and runs them (run.sh).
let package = Package(
  name: "Fuzz",
  dependencies: [.package(name: "matchd", path: "..")],
  targets: [
    fuzzer("FuzzDecode", "HashCore"),
    .target(
      name: "PictureFuzzing", dependencies: [.product(name: "HashCore", package: "matchd")],
      swiftSettings: swiftSettings),
    pictureFuzzer("FuzzWebP"), pictureFuzzer("FuzzGIF"), pictureFuzzer("FuzzBMP"), pictureFuzzer("FuzzICO"),
    fuzzer("FuzzImporters", "ListFormats"),
    fuzzer("FuzzIndex", "HashCore", "Kernels", "Matcher"),
    fuzzer("FuzzLines", "Matcher"),
    fuzzer("FuzzRequest", "MatchProtocol"),
    fuzzer("FuzzReply", "MatchProtocol"),
  ],
  swiftLanguageModes: [.v6]
)
