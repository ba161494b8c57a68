// swift-tools-version:6.0
import PackageDescription

let package = Package(
    name: "Pixverse",
    platforms: [.macOS(.v12)],
    products: [.library(name: "Pixverse", targets: ["Pixverse"])],
    targets: [
        .target(
            name: "CPixverseCurl",
            linkerSettings: [
                // The library itself, because the link of its development package is not everywhere.
                .linkedLibrary(":libcurl.so.4", .when(platforms: [.linux])),
                .linkedLibrary("curl", .when(platforms: [.macOS])),
            ]),
        .target(name: "Pixverse", dependencies: ["CPixverseCurl"]),
        .testTarget(name: "PixverseTests", dependencies: ["Pixverse"]),
    ]
)
