// swift-tools-version: 6.2
import PackageDescription

// MATCHD_STATIC=1 links libjpeg, libpng, zlib, libwebp and giflib from their archives, for a binary that
// needs no codec packages.
let codecLibraries: [LinkerSetting] =
  Context.environment["MATCHD_STATIC"] == "1"
  ? [
    .linkedLibrary(":libjpeg.a"), .linkedLibrary(":libpng16.a"), .linkedLibrary(":libz.a"),
    .linkedLibrary(":libwebp.a"), .linkedLibrary(":libgif.a"), .linkedLibrary("m"),
  ]
  : [
    .linkedLibrary("jpeg"), .linkedLibrary("png"), .linkedLibrary("z"), .linkedLibrary("webp"),
    .linkedLibrary("gif"),
  ]

let cSettings: [CSetting] = [
  .define("_GNU_SOURCE"),
  .enableWarning("all"), .enableWarning("extra"), .treatAllWarnings(as: .error),
]
let swiftSettings: [SwiftSetting] = [
  .strictMemorySafety(), .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableExperimentalFeature("Lifetimes"),
]
let testSettings: [SwiftSetting] = [.treatAllWarnings(as: .error), .enableUpcomingFeature("ExistentialAny")]

let deque = Target.Dependency.product(name: "DequeModule", package: "swift-collections")
let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")

let package = Package(
  name: "matchd",
  products: [
    .library(name: "Kernels", targets: ["Kernels"]),
    .library(name: "HashCore", targets: ["HashCore"]),
    .library(name: "Matcher", targets: ["Matcher"]),
    .library(name: "MatchProtocol", targets: ["MatchProtocol"]),
    .library(name: "ListFormats", targets: ["ListFormats"]),
    .library(name: "ListStore", targets: ["ListStore"]),
    .library(name: "Cells", targets: ["Cells"]),
    .executable(name: "matchd", targets: ["matchd"]),
    .executable(name: "matchd-heif", targets: ["matchd-heif"]),
    .executable(name: "matchd-tiff", targets: ["matchd-tiff"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-collections", exact: "1.6.0"),
    .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
    .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
  ],
  targets: [
    .target(name: "CKernels", cSettings: cSettings),
    .target(name: "CSystem", cSettings: cSettings),
    .target(name: "CImageCodecs", cSettings: cSettings, linkerSettings: codecLibraries),
    .target(name: "Platform", dependencies: ["CSystem", deque], swiftSettings: swiftSettings),
    .target(name: "Kernels", dependencies: ["CKernels"], swiftSettings: swiftSettings),
    .target(name: "HashCore", dependencies: ["Kernels", "CImageCodecs"], swiftSettings: swiftSettings),
    .target(name: "ContentDigests", dependencies: [crypto], swiftSettings: swiftSettings),
    .target(
      name: "Matcher", dependencies: ["Kernels", "HashCore", "ContentDigests", "Platform"],
      swiftSettings: swiftSettings),
    .target(
      name: "ListFormats", dependencies: ["HashCore", "ContentDigests", "Matcher"],
      swiftSettings: swiftSettings),
    .target(
      name: "Cells", dependencies: ["Kernels", "HashCore", "ContentDigests", "Platform", deque],
      swiftSettings: swiftSettings),
    .target(
      name: "ListStore",
      dependencies: ["Kernels", "HashCore", "ContentDigests", "Matcher", "ListFormats", "Platform", grdb],
      swiftSettings: swiftSettings),
    .target(
      name: "MatchProtocol", dependencies: ["HashCore", "ContentDigests"], swiftSettings: swiftSettings),
    .target(
      name: "MatchService",
      dependencies: [
        "Kernels", "HashCore", "ContentDigests", "Matcher", "ListStore", "MatchProtocol", "Cells", "Platform",
        deque, logging,
      ],
      swiftSettings: swiftSettings),
    .executableTarget(
      name: "matchd",
      dependencies: [
        "Kernels", "HashCore", "ContentDigests", "Matcher", "ListFormats", "ListStore", "MatchProtocol",
        "MatchService", "Cells", "Platform",
        argumentParser, logging,
      ],
      swiftSettings: swiftSettings),

    // Worker programs: a library that only they link.
    .target(
      name: "CHeif", dependencies: ["CImageCodecs"],
      cSettings: cSettings + [.headerSearchPath("../CImageCodecs")],
      linkerSettings: [.linkedLibrary("heif"), .linkedLibrary("dl")]),
    .executableTarget(
      name: "matchd-heif", dependencies: ["Cells", "HashCore", "CHeif"], swiftSettings: swiftSettings),
    .target(
      name: "CTIFF", dependencies: ["CImageCodecs"],
      cSettings: cSettings + [.headerSearchPath("../CImageCodecs")],
      linkerSettings: [.linkedLibrary("tiff")]),
    .executableTarget(
      name: "matchd-tiff", dependencies: ["Cells", "HashCore", "CTIFF"], swiftSettings: swiftSettings),

    .testTarget(name: "TidyTests", swiftSettings: testSettings),
    .target(name: "CTestSupport", path: "Tests/CTestSupport", cSettings: cSettings),
    .target(
      name: "CTestPictures", path: "Tests/CTestPictures", cSettings: cSettings,
      linkerSettings: [.linkedLibrary("jpeg"), .linkedLibrary("m")]),
    .target(
      name: "TestSupport", dependencies: ["HashCore", "Kernels", "Matcher", "Platform", "CTestPictures"],
      path: "Tests/TestSupport",
      swiftSettings: testSettings),
    .testTarget(
      name: "PlatformTests", dependencies: ["Platform", "CSystem", "CTestSupport", "TestSupport"],
      swiftSettings: testSettings),
    .testTarget(
      name: "KernelsTests", dependencies: ["Kernels", "CKernels", "TestSupport"], swiftSettings: testSettings),
    .testTarget(
      name: "HashCoreTests", dependencies: ["HashCore", "Kernels", "CTestSupport", "TestSupport"],
      swiftSettings: testSettings),
    .testTarget(name: "ContentDigestsTests", dependencies: ["ContentDigests"], swiftSettings: testSettings),
    .testTarget(
      name: "MatcherTests", dependencies: ["Matcher", "Kernels", "Platform", "TestSupport"],
      swiftSettings: testSettings),
    .testTarget(
      name: "ListFormatsTests",
      dependencies: ["ListFormats", "Matcher", "HashCore", "ContentDigests", "TestSupport"],
      swiftSettings: testSettings),
    .executableTarget(
      name: "CellFaults", dependencies: ["Cells", "HashCore", "Platform", "CTestFaults"],
      path: "Tests/CellFaults", swiftSettings: testSettings),
    .target(name: "CTestFaults", path: "Tests/CTestFaults", cSettings: cSettings),
    .testTarget(
      name: "CellsTests",
      dependencies: [
        "Cells", "HashCore", "Platform", "CSystem", "CellFaults", "matchd", "matchd-heif", "matchd-tiff",
        "TestSupport",
      ],
      swiftSettings: testSettings),
    .executableTarget(
      name: "StoreFaults", dependencies: ["ListStore", "ListFormats", "Matcher", "CTestFileFaults"],
      path: "Tests/StoreFaults", swiftSettings: testSettings),
    .target(name: "CTestFileFaults", path: "Tests/CTestFileFaults", cSettings: cSettings),
    .testTarget(
      name: "ListStoreTests",
      dependencies: [
        "ListStore", "ListFormats", "Matcher", "HashCore", "ContentDigests", "Platform", "StoreFaults",
        "TestSupport", grdb,
      ],
      swiftSettings: testSettings),
    .testTarget(
      name: "MatchProtocolTests", dependencies: ["MatchProtocol", "HashCore", "TestSupport"],
      swiftSettings: testSettings),
    .testTarget(
      name: "MatchServiceTests",
      dependencies: [
        "MatchService", "MatchProtocol", "Matcher", "ListStore", "HashCore", "ContentDigests", "Platform",
        "CSystem", "TestSupport", logging,
      ],
      swiftSettings: testSettings),
    .testTarget(
      name: "matchdTests", dependencies: ["matchd", "HashCore", "Platform", "TestSupport"],
      swiftSettings: testSettings),
  ],
  swiftLanguageModes: [.v6]
)
