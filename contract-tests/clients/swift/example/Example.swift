import Foundation
import PixverseClient

let environment = ProcessInfo.processInfo.environment
let pixverse = try PixverseAPI(
    key: environment["SEGMIND_API_KEY"] ?? "",
    server: environment["PIXVERSE_BASE_URL"] ?? PixverseAPI.server
)
let video = try await pixverse.textToVideo(TextToVideoRequest(prompt: "A paper boat on a rainy street"))
try video.write(to: URL(fileURLWithPath: "boat.mp4"))
