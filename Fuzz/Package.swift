// swift-tools-version: 6.2
import PackageDescription

// Fuzz targets. Their own package, because a libFuzzer target has no main and would break a plain
// `swift build`. `make fuzz` builds and runs them (run.sh).
let package = Package(
  name: "Fuzz",
  dependencies: [.package(name: "matchd", path: "..")],
  targets: [
    .executableTarget(name: "FuzzDecode", dependencies: [.product(name: "HashCore", package: "matchd")]),
    .executableTarget(
      name: "FuzzIndex",
      dependencies: [
        .product(name: "HashCore", package: "matchd"), .product(name: "Kernels", package: "matchd"),
        .product(name: "Matcher", package: "matchd"),
      ]),
    .executableTarget(name: "FuzzLines", dependencies: [.product(name: "Matcher", package: "matchd")]),
    .executableTarget(
      name: "FuzzRequest", dependencies: [.product(name: "MatchProtocol", package: "matchd")]),
    .executableTarget(name: "FuzzReply", dependencies: [.product(name: "MatchProtocol", package: "matchd")]),
  ],
  swiftLanguageModes: [.v6]
)
