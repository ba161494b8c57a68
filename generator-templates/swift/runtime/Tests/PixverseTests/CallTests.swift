import Foundation
import XCTest

@testable import Pixverse

private func call(_ server: StubServer, timeout: TimeInterval? = nil) async throws -> Data {
    try await client(server.url).textToVideo(boat, timeout: timeout).data()
}

final class CallTests: XCTestCase {
    func testVideoIsReturnedAndTheRequestSentOnce() async throws {
        let server = StubServer(StubServer.videoResponse)
        let video = try await client(server.url + "/").textToVideo(boat)
        XCTAssertEqual(video.metadata.requestId, "request-1")
        XCTAssertEqual(video.metadata.cost, 0.45)
        XCTAssertEqual(video.contentLength, Int64(StubServer.video.count))
        let bytes = try await video.data()
        XCTAssertEqual(bytes, StubServer.video)
        do {
            _ = try await video.data()
            XCTFail("the video was read twice")
        } catch is VideoAlreadyReadError {}
        XCTAssertEqual(server.requests.count, 1)
        let lines = server.requests[0].components(separatedBy: "\r\n")
        XCTAssertEqual(lines[0], "POST /v1/pixverse-text2video HTTP/1.1")
        for line in ["x-api-key: \(key)", "Content-Type: application/json", "Accept-Encoding: identity", boat.json] {
            XCTAssertTrue(lines.contains(line), line)
        }
    }

    func testRefusalsAreNotSentAgain() async throws {
        let cases: [(Int, PixverseError.Kind, Billing)] = [
            (400, .badRequest, .notBilled), (401, .unauthorized, .notBilled), (406, .insufficientCredits, .notBilled),
            (408, .unexpectedResponse, .unknown), (421, .unexpectedResponse, .unknown),
            (429, .rateLimited(retryAfter: 7), .notBilled),
            (500, .server, .notBilled), (503, .server, .unknown), (504, .server, .unknown), (301, .unexpectedResponse, .unknown),
            (307, .unexpectedResponse, .unknown), (417, .unexpectedResponse, .unknown),
        ]
        for (status, kind, billing) in cases {
            let body = Data(#"{"error":"no, \#(key)"}"#.utf8)
            let server = StubServer(
                StubServer.response(
                    status, "application/json", body, "Retry-After: 7", "Location: /elsewhere", "x-request-id: request-2",
                    "WWW-Authenticate: Basic realm=\"a\""))
            let error = await failure { try await call(server) }
            XCTAssertEqual(error.kind, kind)
            XCTAssertEqual(error.billing, billing, "\(status)")
            XCTAssertEqual(error.status, status)
            XCTAssertEqual(error.requestId, "request-2")
            XCTAssertEqual(
                error.message,
                "textToVideo: \(status): no, <redacted> (request id request-2) [\(billing.rawValue): \(billing.meaning)]")
            XCTAssertEqual(error.body, #"{"error":"no, <redacted>"}"#)
            XCTAssertEqual(server.requests.count, 1)
        }
    }

    func testCutRefusalIsStillARefusal() async throws {
        let server = StubServer { $0.write("HTTP/1.1 400 No\r\nx-request-id: request-3\r\nContent-Length: 99\r\n\r\nhalf") }
        let error = await failure { try await call(server) }
        XCTAssertEqual(error.kind, .badRequest)
        XCTAssertEqual(error.requestId, "request-3")
        XCTAssertTrue(error.message.contains("400: half "), error.message)
    }

    func testMissingResponsesAreUnknownAndNotSentAgain() async throws {
        let heads = ["", "HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\n", "no HTTP at all\r\n\r\n"]
        for head in heads {
            let server = StubServer { $0.write(head) }
            let error = await failure { try await call(server) }
            XCTAssertEqual(error.kind, .connection, head)
            XCTAssertEqual(error.billing, .unknown, head)
            XCTAssertTrue(error.message.contains("no response came"), error.message)
            XCTAssertEqual(server.requests.count, 1)
        }
    }

    func testNoConnectionIsNotSent() async throws {
        let silent = StubServer.closedURL
        for address in [silent, "https://no-such-host.invalid", silent.replacingOccurrences(of: "http:", with: "https:")] {
            let error = await failure { try await client(address).textToVideo(boat) }
            XCTAssertEqual(error.kind, .connection)
            XCTAssertEqual(error.billing, .notSent, error.message)
            XCTAssertTrue(error.message.contains("no connection could be made ("), error.message)
        }
    }

    /// Where the system has no certificates, the handshake fails at once.
    func testHandshakeCanBeCancelled() async throws {
        let server = StubServer(StubServer.videoResponse)
        let url = server.url.replacingOccurrences(of: "http:", with: "https:")
        let call = Task { try await client(url).textToVideo(boat) }
        try await Task.sleep(nanoseconds: 500_000_000)
        call.cancel()
        let result = await call.result
        XCTAssertThrowsError(try result.get()) { error in
            XCTAssertTrue(error is CancellationError || (error as? PixverseError)?.billing == .notSent, "\(error)")
        }
        XCTAssertEqual(server.requests, [])
    }

    func testTrailersDoNotHarm() async throws {
        let video = StubServer.video
        let server = StubServer { connection in
            let size = String(video.count, radix: 16)
            connection.write(
                "HTTP/1.1 200 OK\r\nx-request-id: a\r\nTransfer-Encoding: chunked\r\nTrailer: x-cost\r\n\r\n\(size)\r\n")
            connection.write(video)
            connection.write("\r\n0\r\nx-cost: 7\r\n\r\n")
        }
        let received = try await client(server.url).textToVideo(boat)
        let bytes = try await received.data()
        XCTAssertEqual(bytes, video)
        XCTAssertNil(received.metadata.cost)
    }

    func testCutVideoIsBilled() async throws {
        let video = StubServer.video
        let cuts: [StubServer.Response] = [
            {
                $0.write("HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nx-request-id: r\r\nContent-Length: 9999\r\n\r\n")
                $0.write(video)
            },
            {
                $0.write("HTTP/1.1 200 OK\r\nx-request-id: r\r\n\r\n")
                $0.write(video.dropLast())
            },
            {
                $0.write("HTTP/1.1 200 OK\r\nx-request-id: r\r\nTransfer-Encoding: chunked\r\n\r\n20\r\n")
                $0.write(video.prefix(32))
            },
            { $0.write("HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nx-request-id: r\r\nContent-Length: 9\r\n\r\n") },
        ]
        for cut in cuts {
            let error = await failure { try await call(StubServer(cut)) }
            XCTAssertEqual(error.kind, .connection)
            XCTAssertEqual(error.billing, .billed, error.message)
            XCTAssertEqual(error.status, 200)
            XCTAssertEqual(error.requestId, "r")
        }
    }

    func testVideoWithoutAnnouncedLengthIsWhole() async throws {
        let video = StubServer.video
        let interim = "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"
        let bytes = try await call(
            StubServer {
                $0.write(interim + "HTTP/1.1 200 OK\r\n\r\n")
                $0.write(video)
            })
        XCTAssertEqual(bytes, video)
    }

    func testWhatIsNoVideoIsUnexpected() async throws {
        let cases: [(StubServer.Response, Billing, String)] = [
            (StubServer.text(200, "application/json", #"{"status":"queued"}"#), .unknown, #"JSON: {"status":"queued"}"#),
            (StubServer.text(200, "text/html", "<p>Hello</p>"), .unknown, #"text/html, starting with "<p>Hello</p>""#),
            (StubServer.response(200, "image/png", Data([137, 80])), .unknown, "image/png, starting with bytes 8950"),
            (StubServer.text(206, "video/mp4", "half"), .billed, "a part of a video (206), although no part was requested"),
            (StubServer.text(200, "video/mp4", "a", "Content-Encoding: zip"), .billed, "a body whose content encoding is zip"),
            (StubServer.text(204, "text/plain", ""), .unknown, "text/plain, empty"),
        ]
        for (response, billing, reason) in cases {
            let error = await failure { try await call(StubServer(response)) }
            XCTAssertEqual(error.kind, .unexpectedResponse, error.message)
            XCTAssertEqual(error.billing, billing)
            XCTAssertTrue(error.message.contains("the response must be a video, but was \(reason)"), error.message)
        }
    }

    func testAddressesAreFollowedWithoutTheKey() async throws {
        let files = StubServer(StubServer.text(503, "text/plain", ""), StubServer.videoResponse)
        let server = StubServer(StubServer.text(200, "application/json", #"{"output":"\#(files.url)/boat.mp4"}"#))
        let bytes = try await call(server)
        XCTAssertEqual(bytes, StubServer.video)
        XCTAssertEqual(server.requests.count, 1)
        XCTAssertEqual(files.requests.count, 2)
        XCTAssertFalse(files.requests.joined().contains(key))
    }

    func testTimeoutIsForTheWholeTimeUntilTheFirstByte() async throws {
        let trickle = StubServer { connection in
            connection.write("HTTP/1.1 200 OK\r\n")
            while connection.write("X-Header: 1\r\n") {
                Thread.sleep(forTimeInterval: 0.1)
            }
        }
        let started = Date()
        let error = await failure { try await call(trickle, timeout: 1) }
        XCTAssertEqual(error.kind, .timeout)
        XCTAssertEqual(error.billing, .unknown)
        XCTAssertLessThan(Date().timeIntervalSince(started), 8)
    }

    func testSilenceWithinTheVideoIsBilled() async throws {
        let video = StubServer.video
        let silent = StubServer { connection in
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: \(video.count)\r\n\r\n")
            connection.write(video.prefix(100))
            connection.waitForEnd()
        }
        let error = await failure { try await call(silent, timeout: 1) }
        XCTAssertEqual(error.kind, .timeout)
        XCTAssertEqual(error.billing, .billed)
    }

    func testSlowVideoIsNoSilence() async throws {
        let video = StubServer.video
        let slow = StubServer { connection in
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: \(video.count)\r\n\r\n")
            for part in 0..<6 {
                Thread.sleep(forTimeInterval: 0.5)
                connection.write(video.dropFirst(part * 600).prefix(part == 5 ? 10_000 : 600))
            }
        }
        let bytes = try await call(slow, timeout: 2)
        XCTAssertEqual(bytes, video)
    }

    func testCancellationStaysItsOwn() async throws {
        let silent = StubServer { $0.waitForEnd() }
        let half = StubServer { connection in
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n")
            connection.write(StubServer.video)
            connection.waitForEnd()
        }
        for server in [silent, half] {
            let task = Task { try await call(server) }
            try await Task.sleep(nanoseconds: 500_000_000)
            task.cancel()
            do {
                _ = try await task.value
                XCTFail("not cancelled")
            } catch is CancellationError {}
            XCTAssertEqual(server.requests.count, 1)
        }
        let early = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await call(silent)
        }
        do {
            _ = try await early.value
            XCTFail("not cancelled")
        } catch is CancellationError {}
        XCTAssertEqual(silent.requests.count, 1)
    }

    func testClosingAVideoFreesItsReader() async throws {
        let half = StubServer { connection in
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n")
            connection.write(StubServer.video)
            connection.waitForEnd()
        }
        let video = try await client(half.url).textToVideo(boat)
        let reader = Task { try await video.data() }
        try await Task.sleep(nanoseconds: 200_000_000)
        video.close()
        let error = await failure { try await reader.value }
        XCTAssertEqual(error.kind, .connection)
    }

    func testKeyIsShownNowhere() async throws {
        let server = StubServer(StubServer.response(200, "video/mp4", StubServer.video, "x-request-id: \(key)"))
        let pixverse = try client(server.url)
        let video = try await pixverse.textToVideo(boat)
        var shown = "\(pixverse) \(String(reflecting: pixverse)) \(video) \(String(reflecting: video)) \(video.metadata)"
        dump(pixverse, to: &shown)
        dump(video, to: &shown)
        XCTAssertFalse(shown.contains(key), shown)
    }

    func testKeyIsCheckedBeforeItReachesFoundation() async throws {
        for wrong in ["", " ", "a b", "k\u{E4}y", "a\r\nb", "a\0b"] {
            let error = await failure { try PixverseClient(apiKey: wrong) }
            XCTAssertTrue(error.message.hasPrefix("apiKey must be "), error.message)
            let late = await failure { try await PixverseClient(apiKey: { wrong }).textToVideo(boat) }
            XCTAssertEqual(late.kind, .invalidRequest([]))
        }
        struct Lost: Error { let text = "secret" }
        let thrown = await failure { try await PixverseClient(apiKey: { throw Lost() }).textToVideo(boat) }
        XCTAssertTrue(thrown.message.contains("it threw Lost"), thrown.message)
        XCTAssertFalse(thrown.message.contains("secret"))
    }

    func testOptionsAreChecked() async throws {
        let error = await failure { try PixverseClient(apiKey: "", baseURL: "http://example.com", timeout: 0) }
        XCTAssertEqual(error.message.components(separatedBy: "\n").map { $0.prefix(8) }, ["apiKey m", "baseURL ", "timeout "])
        for timeout in [0, -1, .nan, .infinity, 100_000] {
            let wrong = await failure { try await client("http://127.0.0.1:1").textToVideo(boat, timeout: timeout) }
            XCTAssertEqual(wrong.kind, .invalidRequest([]))
        }
    }
}
