import Foundation
import XCTest

@testable import Pixverse

final class RequestTests: XCTestCase {
    private func messages(_ json: String) throws -> [String] {
        try TextToVideoRequest(json: json).violations.map(\.message)
    }

    func testDefaultsOfRequiredFieldsAreSent() {
        XCTAssertEqual(
            boat.json,
            #"{"aspect_ratio":"16:9","duration":5,"motion_mode":"normal","prompt":"A paper boat on a rainy street","quality":"540p"}"#
        )
        XCTAssertEqual(boat.violations, [])
    }

    func testAllViolationsAreNamedInOrder() throws {
        let found = try messages(#"{"duration": 7, "seed": true, "motion_mode": "fast", "quality": "1080p", "promt": "x"}"#)
        XCTAssertEqual(
            found,
            [
                #"aspect_ratio must be one of "16:9", "4:3", "1:1", "3:4", "9:16", but was missing"#,
                "duration must be one of 5, 8, but was 7",
                "prompt must be text with at least one character other than space, tab and line break, but was missing",
                "seed must be a whole number from 1 to 99999, but was true",
                #"motion_mode "fast" and quality "1080p" must not be combined: 1080p does not support fast motion"#,
                #"promt must be a field of TextToVideoRequest (did you mean "prompt"?) or an additional property, but was "x""#,
            ])
    }

    func testNumbersAreJudgedByValue() throws {
        var request = boat
        request.seed = 99_999
        XCTAssertEqual(request.violations, [])
        let fields = #""aspect_ratio": "16:9", "motion_mode": "normal", "prompt": "a", "quality": "540p""#
        XCTAssertEqual(try messages("{\(fields), \"duration\": 8.0, \"seed\": 1e1}"), [])
        XCTAssertEqual(try messages("{\(fields), \"duration\": \"8\"}"), ["duration must be one of 5, 8, but was \"8\""])
        let exact = try ImageToVideoRequest(json: #"{"seed": -9223372036854775808, "image_url": "https://example.com/a.png\n"}"#)
        XCTAssertEqual(exact.seed, .min)
        XCTAssertTrue(exact.violations.contains { $0.fields == ["image_url"] })
        let beyond = try ImageToVideoRequest(json: #"{"seed": 9223372036854775808}"#)
        XCTAssertTrue(beyond.violations.contains { $0.fields == ["seed"] })
        XCTAssertTrue(
            V6VideoRequest(prompt: "a", guidanceScale: .nan).violations.contains { $0.message.hasSuffix("but was NaN") })
        XCTAssertEqual(V6VideoRequest(prompt: "a", guidanceScale: 1.3).guidanceScale, 1.3)
    }

    func testTextsAreSentAsTheyAre() throws {
        for text in ["e\u{301} \u{1F3AC} \"\\/\u{1}\u{2028}", "a\0b"] {
            var request = boat
            request.prompt = text
            let again = try TextToVideoRequest(json: request.json)
            XCTAssertTrue(again.prompt?.utf8.elementsEqual(text.utf8) ?? false)
            XCTAssertEqual(try JSONDecoder().decode(TextToVideoRequest.self, from: JSONEncoder().encode(request)), request)
        }
    }

    func testWhatIsNoObjectIsRejected() async {
        for json in ["", "[]", "{", "{\"a\":1,\"a\":2}", "{\"a\":01}", "{\"a\":\"\\ud800\"}", "{}x", "{\"a\":tru}", "{\"a\":1,}"]
        {
            let error = await failure { try TextToVideoRequest(json: json) }
            XCTAssertEqual(error.billing, .notSent)
            XCTAssertTrue(error.message.hasPrefix("json must be the text of one JSON object, each name once, but was "), json)
        }
        let deep = await failure { try TextToVideoRequest(json: String(repeating: "[", count: 100_000)) }
        XCTAssertTrue(deep.message.contains("… (100002 characters)"))
    }

    func testWhatTheDocumentDoesNotKnowIsSentOnPurpose() async throws {
        let server = StubServer(StubServer.videoResponse)
        var request = boat
        request.additionalProperties = ["watermark": false]
        request.quality = "4k"
        let rejected = await failure { try await client(server.url).textToVideo(request) }
        XCTAssertEqual(rejected.violations.map(\.fields), [["quality"]])
        XCTAssertEqual(
            rejected.message,
            """
            textToVideo: the request breaks the rules of the document:
              quality must be one of "360p", "540p", "720p", "1080p", but was "4k"
              [NOT_SENT: the request was not sent, nothing is billed]
            """)
        _ = try await client(server.url, validateRequests: false).textToVideo(request).data()
        XCTAssertEqual(server.requests.count, 1)
        XCTAssertTrue(server.requests[0].hasSuffix("\"quality\":\"4k\",\"watermark\":false}"))

        request.additionalProperties = ["prompt": "other"]
        let overwritten = await failure { try await client(server.url, validateRequests: false).textToVideo(request) }
        XCTAssertTrue(overwritten.message.contains("name of an additional property must be"))
    }
}
