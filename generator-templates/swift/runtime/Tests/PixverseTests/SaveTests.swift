import Foundation
import XCTest

@testable import Pixverse

private func save(_ server: StubServer, _ target: URL) async throws {
    try await client(server.url).textToVideo(boat, saveTo: target, timeout: 5)
}

final class SaveTests: XCTestCase {
    private func names(_ folder: URL) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    }

    func testVideoIsSavedWithItsFolders() async throws {
        let folder = try temporaryFolder()
        let target = folder.appendingPathComponent("new/er/boat.mp4")
        let server = StubServer(StubServer.videoResponse)
        try await save(server, target)
        try await save(server, target)
        XCTAssertEqual(try Data(contentsOf: target), StubServer.video)
        XCTAssertEqual(try names(target.deletingLastPathComponent()), ["boat.mp4"])
    }

    func testLinksAndPermissionsStay() async throws {
        let folder = try temporaryFolder()
        let file = folder.appendingPathComponent("file.mp4")
        let link = folder.appendingPathComponent("link.mp4")
        try Data("old".utf8).write(to: file)
        try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: file.path)
        try FileManager.default.createSymbolicLink(atPath: link.path, withDestinationPath: "file.mp4")
        try await save(StubServer(StubServer.videoResponse), link)
        XCTAssertEqual(try Data(contentsOf: file), StubServer.video)
        XCTAssertEqual(try FileManager.default.destinationOfSymbolicLink(atPath: link.path), "file.mp4")
        XCTAssertEqual(try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int, 0o640)
    }

    func testUnusableTargetsCostNothing() async throws {
        let folder = try temporaryFolder()
        let file = folder.appendingPathComponent("file")
        try Data().write(to: file)
        let loop = folder.appendingPathComponent("loop")
        try FileManager.default.createSymbolicLink(atPath: loop.path, withDestinationPath: "loop")
        let targets = [
            folder, file.appendingPathComponent("boat.mp4"), loop, URL(fileURLWithPath: "/proc/none/x.mp4"),
            URL(fileURLWithPath: "/dev"), URL(fileURLWithPath: "/"),
            folder.appendingPathComponent(String(repeating: "n", count: 300)),
            folder.appendingPathComponent("new/", isDirectory: true),
        ]
        let server = StubServer(StubServer.videoResponse)
        for target in targets + [URL(string: "https://example.com/boat.mp4")].compactMap({ $0 }) {
            let error = await failure { try await save(server, target) }
            XCTAssertEqual(error.kind, .saveFailed(savedTo: nil), "\(target)")
            XCTAssertEqual(error.billing, .notSent)
            XCTAssertTrue(error.message.hasPrefix("textToVideo: the video cannot be saved to "), error.message)
        }
        XCTAssertEqual(server.requests, [])
        XCTAssertEqual(try names(folder), ["file", "loop"])
    }

    func testDevicesAreWrittenTo() async throws {
        try await save(StubServer(StubServer.videoResponse), URL(fileURLWithPath: "/dev/null"))
        let attributes = try FileManager.default.attributesOfItem(atPath: "/dev/null")
        XCTAssertEqual(attributes[.type] as? FileAttributeType, .typeCharacterSpecial)
    }

    func testCutVideoLeavesTheTargetAsItWas() async throws {
        let folder = try temporaryFolder()
        let target = folder.appendingPathComponent("boat.mp4")
        try Data("old".utf8).write(to: target)
        let server = StubServer {
            $0.write("HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n")
            $0.write(StubServer.video)
        }
        let error = await failure { try await save(server, target) }
        XCTAssertEqual(error.billing, .billed)
        XCTAssertEqual(try Data(contentsOf: target), Data("old".utf8))
        XCTAssertEqual(try names(folder), ["boat.mp4"])
    }

    func testBytesAreKeptIfTheTargetFailsMeanwhile() async throws {
        let folder = try temporaryFolder()
        let target = folder.appendingPathComponent("boat.mp4")
        let server = StubServer { connection in
            // The target becomes a folder while the call is on its way.
            try? FileManager.default.createDirectory(at: target.appendingPathComponent("a"), withIntermediateDirectories: true)
            StubServer.videoResponse(connection)
        }
        let error = await failure { try await save(server, target) }
        XCTAssertEqual(error.billing, .billed, error.message)
        guard case .saveFailed(let savedTo?) = error.kind else { return XCTFail("\(error)") }
        XCTAssertEqual(try Data(contentsOf: savedTo), StubServer.video)
        XCTAssertTrue(error.message.contains("all its bytes are kept in \(savedTo.path)"), error.message)
    }

    func testFullDiskKeepsTheFirstBytes() async throws {
        let server = StubServer(StubServer.videoResponse)
        let error = await failure { try await save(server, URL(fileURLWithPath: "/dev/full")) }
        guard case .saveFailed(let savedTo?) = error.kind else { return XCTFail("\(error)") }
        XCTAssertEqual(try Data(contentsOf: savedTo), StubServer.video)
        try FileManager.default.removeItem(at: savedTo)
    }

    func testAbandonedFilesAreDeletedAndOthersStay() async throws {
        let folder = try temporaryFolder()
        let target = folder.appendingPathComponent("boat.mp4")
        let running = try PartFile.beside(target.path)
        let abandoned = running.path + ".part"
        try Data().write(to: URL(fileURLWithPath: abandoned))
        try await save(StubServer(StubServer.videoResponse), target)
        XCTAssertEqual(try names(folder), [(running.path as NSString).lastPathComponent, "boat.mp4"])
        running.discard()
    }

    func testCancelledSaveLeavesNothing() async throws {
        let folder = try temporaryFolder()
        let server = StubServer { connection in
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n")
            connection.write(StubServer.video)
            connection.waitForEnd()
        }
        let task = Task { try await save(server, folder.appendingPathComponent("boat.mp4")) }
        try await Task.sleep(nanoseconds: 500_000_000)
        task.cancel()
        _ = await task.result
        XCTAssertEqual(try names(folder), [])
    }

    func testLargeVideoIsStreamed() async throws {
        let target = try temporaryFolder().appendingPathComponent("large.mp4")
        let size = 200 << 20
        let server = StubServer { connection in
            connection.write("HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nContent-Length: \(size)\r\n\r\n")
            let chunk = Data(count: 1 << 20)
            for _ in 0..<200 where !connection.write(chunk) {
                return
            }
        }
        let before = try memory("VmRSS:")
        try await save(server, target)
        let extra = try memory("VmHWM:") - before
        print("saving 200 MB took \(extra) MB of memory")
        XCTAssertEqual(try FileManager.default.attributesOfItem(atPath: target.path)[.size] as? Int, size)
        XCTAssertLessThan(extra, 64)
    }

    /// Memory of the process in MB, now or at most. The peak of earlier tests makes the difference larger, not smaller.
    private func memory(_ name: String) throws -> Int {
        guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
            let line = status.components(separatedBy: "\n").first(where: { $0.hasPrefix(name) })
        else { throw XCTSkip("no /proc/self/status") }
        return (Int(line.filter(\.isNumber)) ?? 0) / 1024
    }
}
