// swift-tools-version:6.0
import PackageDescription

let client = Target.Dependency.product(name: "Pixverse", package: "swift")

let package = Package(
    name: "conformance",
    platforms: [.macOS(.v12)],
    dependencies: [.package(path: "../swift")],
    targets: [
        .executableTarget(name: "conformance", dependencies: [client], path: "conformance"),
        .executableTarget(name: "example", dependencies: [client], path: "example"),
    ]
)
