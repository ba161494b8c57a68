import Foundation
import XCTest

@testable import Pixverse

/// A server on this machine that answers each request with the next of its responses; the last one stays.
final class StubServer: @unchecked Sendable {
    /// What is done on a connection once a whole request is there.
    typealias Response = @Sendable (StubConnection) -> Void

    private let listener: Int32
    private let lock = NSLock()
    private var responses: [Response]
    private var received: [String] = []
    let port: UInt16

    init(_ responses: Response...) {
        self.responses = responses
        #if canImport(Glibc)
            listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        #else
            listener = socket(AF_INET, SOCK_STREAM, 0)
        #endif
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        port = withUnsafeMutablePointer(to: &address) { [listener] pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                precondition(bind(listener, generic, length) == 0 && listen(listener, 16) == 0)
                getsockname(listener, generic, &length)
            }
            return UInt16(bigEndian: pointer.pointee.sin_port)
        }
        Thread.detachNewThread { [self] in
            while true {
                let descriptor = accept(listener, nil, nil)
                if descriptor < 0 { return }
                Thread.detachNewThread { self.serve(StubConnection(descriptor)) }
            }
        }
    }

    var url: String { "http://127.0.0.1:\(port)" }

    /// The URL of a port that nobody listens on any more.
    static var closedURL: String {
        let server = StubServer()
        shutdown(server.listener, Int32(SHUT_RDWR))
        return server.url
    }

    /// The whole requests that came.
    var requests: [String] { lock.withLock { received } }

    private func serve(_ connection: StubConnection) {
        guard let request = connection.readRequest() else { return }
        let respond = lock.withLock {
            received.append(request)
            return responses.count > 1 ? responses.removeFirst() : responses[0]
        }
        respond(connection)
    }

    static func response(
        _ status: Int, _ type: String, _ body: Data, _ headers: String...
    ) -> Response {
        { connection in
            connection.write("HTTP/1.1 \(status) Status\r\nContent-Type: \(type)\r\nContent-Length: \(body.count)\r\n")
            connection.write(headers.map { "\($0)\r\n" }.joined() + "\r\n")
            connection.write(body)
        }
    }

    static func text(_ status: Int, _ type: String, _ body: String, _ header: String = "X-Other: 1") -> Response {
        response(status, type, Data(body.utf8), header)
    }

    static let videoResponse = response(200, "video/mp4", video, "x-request-id: request-1", "x-cost: 0.45")

    /// A small whole MP4 file.
    static let video = box("ftyp", 8) + box("moov", 100) + box("mdat", 3_000)

    static func box(_ type: String, _ length: Int) -> Data {
        let size = UInt32(length + 8)
        return withUnsafeBytes(of: size.bigEndian) { Data($0) } + Data(type.utf8) + Data(count: length)
    }
}

/// One connection, which closes when it is released.
final class StubConnection: @unchecked Sendable {
    private let descriptor: Int32

    init(_ descriptor: Int32) {
        self.descriptor = descriptor
    }

    deinit {
        close(descriptor)
    }

    /// Returns false if the client has closed it.
    @discardableResult
    func write(_ data: Data) -> Bool {
        data.withUnsafeBytes { buffer in
            var sent = 0
            while sent < buffer.count {
                let count = send(descriptor, buffer.baseAddress! + sent, buffer.count - sent, noSignal)
                if count <= 0 { return false }
                sent += count
            }
            return true
        }
    }

    @discardableResult
    func write(_ text: String) -> Bool {
        write(Data(text.utf8))
    }

    /// Waits until the client closes it.
    func waitForEnd() {
        var byte: UInt8 = 0
        while recv(descriptor, &byte, 1, 0) > 0 {}
    }

    fileprivate func readRequest() -> String? {
        var bytes = Data()
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = recv(descriptor, &chunk, chunk.count, 0)
            if count <= 0 { return nil }
            bytes.append(contentsOf: chunk[..<count])
            let text = String(decoding: bytes, as: UTF8.self)
            if let end = text.range(of: "\r\n\r\n") {
                let head = text[..<end.lowerBound].lowercased()
                let length = head.components(separatedBy: "content-length: ").dropFirst().first.map { $0.prefix { $0.isNumber } }
                if text[end.upperBound...].utf8.count >= length.flatMap({ Int($0) }) ?? 0 { return text }
            }
        }
    }
}

extension XCTestCase {
    /// The error that an expression throws.
    func failure(_ line: UInt = #line, _ call: () async throws -> Any) async -> PixverseError {
        do {
            let result = try await call()
            XCTFail("no error, but \(result)", line: line)
        } catch let error as PixverseError {
            return error
        } catch {
            XCTFail("\(error)", line: line)
        }
        return PixverseError(.server, "no such error", billing: .unknown)
    }

    func temporaryFolder() throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("pixverse-tests-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        addTeardownBlock { try? FileManager.default.removeItem(at: folder) }
        return folder
    }
}

let key = "secret-key-of-this-test"

func client(_ url: String, validateRequests: Bool = true) throws -> PixverseClient {
    try PixverseClient(apiKey: key, baseURL: url, validateRequests: validateRequests)
}

let boat = TextToVideoRequest(prompt: "A paper boat on a rainy street")

#if canImport(Glibc)
    private let noSignal = Int32(MSG_NOSIGNAL)
#else
    private let noSignal: Int32 = 0
#endif
