import Foundation
import Pixverse
import XCTest

/// Compiles and runs the snippets of the README.
final class ReadmeTests: XCTestCase {
    func testSnippetsRun() async throws {
        let server = StubServer(StubServer.videoResponse)
        let folder = try temporaryFolder()
        let before = FileManager.default.currentDirectoryPath
        XCTAssertTrue(FileManager.default.changeCurrentDirectoryPath(folder.path))
        setenv("SEGMIND_API_KEY", key, 1)
        setenv("PIXVERSE_BASE_URL", server.url, 1)
        defer { _ = FileManager.default.changeCurrentDirectoryPath(before) }

        let environment = ProcessInfo.processInfo.environment
        let pixverse = try PixverseClient(
            apiKey: environment["SEGMIND_API_KEY"] ?? "",
            baseURL: environment["PIXVERSE_BASE_URL"] ?? PixverseClient.server
        )
        let request = TextToVideoRequest(prompt: "A paper boat on a rainy street")
        try await pixverse.textToVideo(request, saveTo: URL(fileURLWithPath: "boat.mp4"))

        let long = TextToVideoRequest(
            prompt: "A paper boat on a rainy street", duration: 8, quality: .p1080, additionalProperties: ["watermark": false])
        for violation in long.violations {
            print(violation)
        }
        XCTAssertEqual(
            long.violations.map(\.message),
            ["duration 8 and quality \"1080p\" must not be combined: 1080p is available at 5 seconds only"])

        do {
            try await pixverse.textToVideo(request, saveTo: URL(fileURLWithPath: "boat.mp4"))
        } catch let error as PixverseError {
            switch error.kind {
            case .invalidRequest(let violations): print("Not sent:", violations)
            case .rateLimited(let retryAfter): print("Send it again in", retryAfter ?? 60, "seconds")
            case .saveFailed(let savedTo?): print("The video is in", savedTo.path)
            default: print(error)
            }
            if error.billing == .unknown {
                print("It may be billed, and its job may still run")
            }
        }

        let video = try await pixverse.textToVideo(request)
        print(video.metadata.requestId ?? "", video.metadata.cost ?? 0, video.metadata.seed ?? 0)
        var count = 0
        for try await bytes in video {
            count += bytes.count
        }

        let bytes = try await pixverse.textToVideo(request).data()
        try await pixverse.textToVideo(request).save(to: URL(fileURLWithPath: "videos/boat.mp4"))
        XCTAssertEqual(count, bytes.count)

        let careful = try PixverseClient(
            baseURL: environment["PIXVERSE_BASE_URL"] ?? PixverseClient.server,
            timeout: 300
        ) {
            ProcessInfo.processInfo.environment["SEGMIND_API_KEY"] ?? ""
        }
        let other = try await careful.textToVideo(request, timeout: 400)
        other.close()

        let call = Task { try await pixverse.textToVideo(request, saveTo: URL(fileURLWithPath: "cancelled.mp4")) }
        call.cancel()
        let result = await call.result
        XCTAssertThrowsError(try result.get()) { XCTAssertTrue($0 is CancellationError) }

        let stubbed = PixverseError(
            .rateLimited(retryAfter: 7), "stubbed", operation: "textToVideo", billing: .notBilled, status: 429)
        print(stubbed)

        for file in ["boat.mp4", "videos/boat.mp4"] {
            XCTAssertEqual(try Data(contentsOf: folder.appendingPathComponent(file)), StubServer.video)
        }
    }

    func testSnippetsAreThoseAbove() throws {
        let source = URL(fileURLWithPath: #filePath)
        let root = source.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let readme = try String(contentsOf: root.appendingPathComponent("README.md"), encoding: .utf8)
        let test = Set(try String(contentsOf: source, encoding: .utf8).components(separatedBy: "\n").map(Self.trimmed))
        let snippets = readme.components(separatedBy: "```swift\n").dropFirst().compactMap {
            $0.components(separatedBy: "```").first
        }
        XCTAssertEqual(snippets.count, 7)
        for line in snippets.joined().components(separatedBy: "\n").map(Self.trimmed) where !line.hasPrefix("//") {
            XCTAssertTrue(test.contains(line), line)
        }
    }

    private static func trimmed(_ line: String) -> String {
        line.trimmingCharacters(in: .whitespaces)
    }
}
