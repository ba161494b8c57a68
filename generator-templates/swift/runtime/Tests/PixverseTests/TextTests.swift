import Foundation
import XCTest

@testable import Pixverse

final class TextTests: XCTestCase {
    private let redactor = KeyRedactor("Secret&1\\/x")

    func testKeyIsRedactedInAllForms() {
        let forms = [
            "Secret&1\\/x", "SECRET&1\\/X", "Secret&1\\\\\\/x", "\\u0053ecret&1\\/x", "%53ecret%261%5C%2Fx", "%2553ecret&1\\/x",
            "&#83;ecret&amp;1\\/x", "&#x53;ecret&1\\/x", "Sec\u{200B}ret&1\\/x",
        ]
        for form in forms {
            XCTAssertEqual(redactor.redactLine("The key \(form) is wrong"), "The key <redacted> is wrong", form)
        }
        XCTAssertEqual(redactor.redact("The key Secret&"), "The key <redacted>")
        XCTAssertEqual(redactor.redactLine(" a\u{202E}\n b\u{2028}c "), "a b c")
        XCTAssertEqual(KeyRedactor("abc").redact("abc"), "abc")
    }

    func testRedactionTakesLinearTime() {
        let started = Date()
        _ = redactor.redactLine(String(repeating: "\\", count: 1 << 16))
        _ = ErrorBody.reason(String(repeating: "<script", count: 1 << 13) + ">", redactor)
        XCTAssertLessThan(Date().timeIntervalSince(started), 5)
    }

    func testReasonIsRead() {
        XCTAssertEqual(ErrorBody.reason(#"{"error": "a", "error_description": "b"}"#, redactor), "a: b")
        XCTAssertEqual(ErrorBody.reason("<html><head><title>x</title></head><p>Bad</p> gateway", redactor), "Bad gateway")
        XCTAssertEqual(ErrorBody.reason("", redactor), "(the response has no text)")
        XCTAssertEqual(ErrorBody.reason(String(repeating: "a", count: 501), redactor).count, 501)
        XCTAssertEqual(ErrorBody.videoAddress(#"{"video": {"url": "u"}, "output": "o"}"#), "u")
        XCTAssertEqual(ErrorBody.videoAddress(#"{"output": "o"}"#), "o")
        XCTAssertNil(ErrorBody.videoAddress("[1]"))
    }

    func testRetryAfterIsRead() {
        let now = Date(timeIntervalSince1970: 1_792_000_000)
        func seconds(_ headers: [String: String]) -> TimeInterval? {
            RetryAfter.seconds(headers, resetHeaders: ["reset"], now: now)
        }
        XCTAssertEqual(seconds(["retry-after": " 7 "]), 7)
        XCTAssertEqual(seconds(["retry-after": "Wed, 14 Oct 2026 17:46:50 GMT"]), 10)
        XCTAssertEqual(seconds(["retry-after": "Thu, 01 Jan 1970 00:00:00 GMT"]), 0)
        XCTAssertEqual(seconds(["reset": "2026-10-14 17:46:50"]), 10)
        XCTAssertEqual(seconds(["reset": "2026-10-14T19:46:50.5+02:00"]), 10.5)
        for text in ["-1", "soon", "2026-02-30T00:00:00Z", ""] {
            XCTAssertNil(seconds(["retry-after": text, "reset": text]), text)
        }
    }

    func testServersAreChecked() {
        let paths = ["/v1/text"]
        for url in [
            "https://api.segmind.com", "http://127.0.0.1:8089/", "http://localhost", "http://[::1]:1", "https://host/proxy",
        ] {
            XCTAssertNil(WebAddress.problem(ofServer: url, paths: paths), url)
        }
        for url in [
            "", "ftp://127.0.0.1", "http://", "127.0.0.1:1", "http://example.com", "http://127.0.0.1.example.com",
            "https://u:p@host",
            "https://host?a", "https://host#a", "https://host/v1", "https://host/v1/", "https://h\u{F6}st", "https://host:99999",
        ] {
            XCTAssertNotNil(WebAddress.problem(ofServer: url, paths: paths), url)
        }
        XCTAssertFalse(WebAddress.problem(ofServer: "https://u:secret@host", paths: paths)?.contains("secret") ?? true)
    }

    func testAddressesAreFollowedToSafePlacesOnly() throws {
        let remote = try XCTUnwrap(WebAddress("https://api.segmind.com"))
        let local = try XCTUnwrap(WebAddress("http://127.0.0.1:1"))
        func links(_ server: WebAddress, _ text: String) -> Bool {
            WebAddress(encoding: text).map(server.mayLink) ?? false
        }
        XCTAssertTrue(links(remote, "https://example.com/a b.mp4"))
        XCTAssertTrue(links(local, "http://127.0.0.1:2/boat.mp4"))
        for text in [
            "http://example.com/a", "https://u@example.com/a", "https://127.0.0.1/a", "https://[::ffff:7f00:1]/a", "file:///a",
        ] {
            XCTAssertFalse(links(remote, text), text)
        }
    }

    func testMp4BoxesAreFollowed() {
        for size in [1, 7, 64, 10_000] {
            var boxes = Mp4Boxes()
            var rest = StubServer.video
            while !rest.isEmpty {
                boxes.append(rest.prefix(size))
                rest = rest.dropFirst(size)
                XCTAssertEqual(boxes.mayBeWhole, rest.isEmpty)
            }
        }
        var other = Mp4Boxes()
        other.append(Data("no MP4 file at all".utf8))
        XCTAssertTrue(other.mayBeWhole)
    }
}
