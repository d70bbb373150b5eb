// swift-tools-version: 6.2
import PackageDescription

/// Warnings in the project's own modules stop the build: an unnoticed one is a defect on its way.
let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]

let package = Package(
    name: "generate-site",
    products: [
        .executable(name: "generate-site", targets: ["generate-site"]),
        // For what is built beside the generator: its benchmarks and its fuzz targets.
        .library(
            name: "TechnicalFramework",
            targets: [
                "ContentReading", "Diagnostics", "FrameworkModel", "LinkResolution", "PageRendering", "SearchIndexing",
                "SitePublishing",
            ]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        .systemLibrary(name: "CCMark", pkgConfig: "libcmark", providers: [.apt(["libcmark-dev"])]),
        .target(name: "CMarkArena", dependencies: ["CCMark"]),
        .target(name: "CFileExchange"),
        .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        // What explains the rules is a guide for editors, and stands with the others.
        .target(name: "Diagnostics", resources: [.embedInCode("checks.md")], swiftSettings: strict),
        .target(
            name: "ContentReading",
            dependencies: ["CFileExchange", "CLibXML2", "Diagnostics", "Yams"],
            resources: [.embedInCode("Schema/framework.rng")],
            swiftSettings: strict),
        .target(
            name: "FrameworkModel", dependencies: ["ContentReading", "Diagnostics"],
            swiftSettings: strict),
        .target(
            name: "LinkResolution", dependencies: ["ContentReading", "Diagnostics", "FrameworkModel"],
            swiftSettings: strict),
        .target(
            name: "ModelComparison", dependencies: ["ContentReading", "FrameworkModel"], swiftSettings: strict),
        .target(
            name: "PageRendering",
            dependencies: [
                "CCMark", "CLibXML2", "CMarkArena", "ContentReading", "Diagnostics", "FrameworkModel", "LinkResolution",
                "ModelComparison",
                .product(name: "Mustache", package: "swift-mustache"),
            ],
            swiftSettings: strict),
        .target(
            name: "SearchIndexing",
            dependencies: ["ContentReading", "FrameworkModel", "LinkResolution", "PageRendering"],
            swiftSettings: strict),
        .target(
            name: "SitePublishing",
            dependencies: [
                "ContentReading", "Diagnostics", "FrameworkModel", "LinkResolution", "ModelComparison", "PageRendering",
                "SearchIndexing",
            ],
            swiftSettings: strict),
        .target(
            name: "WebPreview",
            dependencies: [
                "ContentReading", "Diagnostics", "LinkResolution", "PageRendering", "SitePublishing",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ],
            resources: [.embedInCode("Client")],
            swiftSettings: strict),
        .executableTarget(
            name: "generate-site",
            dependencies: [
                "ContentReading", "Diagnostics", "SitePublishing", "WebPreview",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict),
        .testTarget(name: "DiagnosticsTests", dependencies: ["Diagnostics"]),
        .testTarget(name: "ContentReadingTests", dependencies: ["ContentReading", "Diagnostics"]),
        .testTarget(name: "FrameworkModelTests", dependencies: ["FrameworkModel", "ContentReading", "Diagnostics"]),
        .testTarget(
            name: "LinkResolutionTests",
            dependencies: ["LinkResolution", "FrameworkModel", "ContentReading", "Diagnostics"]),
        .testTarget(
            name: "ModelComparisonTests", dependencies: ["ModelComparison", "FrameworkModel", "ContentReading"]),
        .testTarget(
            name: "PageRenderingTests",
            dependencies: ["PageRendering", "LinkResolution", "FrameworkModel", "ContentReading", "Diagnostics"],
            exclude: ["Fixtures"]),
        .testTarget(
            name: "SearchIndexingTests",
            dependencies: ["SearchIndexing", "PageRendering", "LinkResolution", "FrameworkModel", "ContentReading"],
            exclude: ["Fixtures"]),
        .testTarget(
            name: "SitePublishingTests",
            dependencies: ["SitePublishing", "ContentReading", "Diagnostics"],
            exclude: ["Golden"]),
        .testTarget(
            name: "WebPreviewTests",
            dependencies: [
                "WebPreview", "ContentReading", "Diagnostics", "SitePublishing",
                .product(name: "NIOHTTP1", package: "swift-nio"),
            ]),
    ]
)
