import Foundation
import Pixverse

let environment = ProcessInfo.processInfo.environment
let pixverse = try PixverseClient(
    apiKey: environment["SEGMIND_API_KEY"] ?? "",
    baseURL: environment["PIXVERSE_BASE_URL"] ?? PixverseClient.server
)
let request = TextToVideoRequest(prompt: "A paper boat on a rainy street")
try await pixverse.textToVideo(request, saveTo: URL(fileURLWithPath: "boat.mp4"))
