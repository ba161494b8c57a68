// Checks that the client rejects invalid requests and settings before sending. The cases contain valid requests only.

import Foundation
import PixverseClient

// No server listens on this port, so a request that is not rejected fails with another error.
let pixverse = try PixverseAPI(key: "key-of-this-program", server: "http://127.0.0.1:1")
let request = TextToVideoRequest(prompt: "A paper boat on a rainy street")

func expect(_ beginning: String, _ step: () async throws -> Any) async {
    do {
        let given = try await step()
        fatalError("\(beginning): is not rejected, and returns \(given)")
    } catch PixverseError.notSent(let reason) where reason.hasPrefix(beginning) {
    } catch {
        fatalError("\(beginning): is not rejected; \(error)")
    }
}

func expectUnknownField(_ name: String) throws {
    let json = Data("{\"prompt\": \"A paper boat\", \"\(name)\": 1}".utf8)
    guard (try? JSONDecoder().decode(TextToVideoRequest.self, from: json)) == nil else { fatalError("\(name): is ignored") }
}

for key in ["", "a b", "k\u{e4}y", "a\r\nb"] {
    await expect("key must be") { try PixverseAPI(key: key) }
}
for server in ["", "ftp://127.0.0.1", "http://", "127.0.0.1:1"] {
    await expect("server must be") { try await PixverseAPI(key: "a", server: server).textToVideo(request) }
}
for silence in [0, -1, .nan, .infinity] {
    await expect("silence must be") { try await pixverse.textToVideo(request, silence: silence) }
}
for prompt in ["", " \t\r\n"] {
    await expect("prompt must be") { try await pixverse.textToVideo(TextToVideoRequest(prompt: prompt)) }
}
for seed in [0, 100_000] {
    await expect("seed must be") { try await pixverse.textToVideo(TextToVideoRequest(prompt: "A boat", seed: seed)) }
}
for url in ["boat.png", "ftp://example.com/boat.png", "https://example.com/b\u{f6}at.png", "https://example.com/boat.png\n"] {
    await expect("image_url must be") { try await pixverse.imageToVideo(ImageToVideoRequest(imageUrl: url, prompt: "A boat")) }
}
for scale in [0.75, 20.25] {
    await expect("guidance_scale must be") {
        try await pixverse.generateV6Video(V6VideoRequest(prompt: "A boat", guidanceScale: scale))
    }
}
try expectUnknownField("promt")

var shown = "\(pixverse) \(String(reflecting: pixverse))"
dump(pixverse, to: &shown)
precondition(!shown.contains("key-of-this-program"), "the key is printed: \(shown)")
