// swift-tools-version: 6.2
import PackageDescription

// Shows that HashCore and Matcher can be used without the daemon: this package imports them and nothing else.
// `run.sh` builds and runs it.
let package = Package(
  name: "consumer",
  dependencies: [.package(name: "matchd", path: "../..")],
  targets: [
    .executableTarget(
      name: "Consumer",
      dependencies: [
        .product(name: "HashCore", package: "matchd"), .product(name: "Matcher", package: "matchd"),
      ])
  ]
)
