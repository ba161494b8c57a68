// swift-tools-version:6.0
import PackageDescription

let package = Package(
    name: "Pixverse",
    platforms: [.macOS(.v12), .iOS(.v15), .tvOS(.v15), .watchOS(.v8)],
    products: [.library(name: "Pixverse", targets: ["Pixverse"])],
    targets: [
        .target(name: "Pixverse"),
        .testTarget(name: "PixverseTests", dependencies: ["Pixverse"]),
    ]
)
