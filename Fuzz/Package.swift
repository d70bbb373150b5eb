// swift-tools-version: 6.2
import PackageDescription

/// A package of its own, so that neither the generator nor its tests ever wait for it to be built.
let package = Package(
    name: "Fuzz",
    dependencies: [.package(name: "generate-site", path: "..")],
    targets: [
        .executableTarget(
            name: "fuzz", dependencies: [.product(name: "TechnicalFramework", package: "generate-site")],
            swiftSettings: [.treatAllWarnings(as: .error)])
    ]
)
