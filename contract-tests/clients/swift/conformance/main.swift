// Reads calls from standard input, one per line, executes them with the generated client, and prints the outcome of each.

import Foundation
import PixverseClient

struct Case: Decodable {
    let operation: String
    let timeoutSeconds: TimeInterval?
}

struct Requested<Request: Decodable>: Decodable {
    let request: Request
}

let environment = ProcessInfo.processInfo.environment
let pixverse = try PixverseAPI(key: environment["SEGMIND_API_KEY"] ?? "", server: environment["PIXVERSE_BASE_URL"] ?? "")

func call(_ line: Data) async throws -> Data {
    let this = try JSONDecoder().decode(Case.self, from: line)
    func request<Request: Decodable>() throws -> Request {
        try JSONDecoder().decode(Requested<Request>.self, from: line).request
    }
    switch this.operation {
    case "textToVideo": return try await pixverse.textToVideo(request(), silence: this.timeoutSeconds)
    case "imageToVideo": return try await pixverse.imageToVideo(request(), silence: this.timeoutSeconds)
    case "generateV5Video": return try await pixverse.generateV5Video(request(), silence: this.timeoutSeconds)
    case "extendV5Video": return try await pixverse.extendV5Video(request(), silence: this.timeoutSeconds)
    case "generateV6Video": return try await pixverse.generateV6Video(request(), silence: this.timeoutSeconds)
    default: fatalError("no operation \(this.operation)")
    }
}

struct Outcome: Encodable {
    let outcome: String
    var status: Int?
    var bytes: Int?
    var message: String?
}

func outcome(_ line: Data) async -> Outcome {
    do {
        return Outcome(outcome: "VIDEO", status: 200, bytes: try await call(line).count)
    } catch let error as PixverseError {
        switch error {
        case .notSent: return Outcome(outcome: "NOT_SENT", message: "\(error)")
        case .response(let status, _, _): return Outcome(outcome: "REFUSED", status: status, message: "\(error)")
        case .connection: return Outcome(outcome: "FAILED", message: "\(error)")
        }
    } catch {
        return Outcome(outcome: "NOT_SENT", message: "\(error)")
    }
}

func say(_ members: some Encodable) throws {
    try FileHandle.standardOutput.write(contentsOf: JSONEncoder().encode(members) + Data("\n".utf8))
}

try say(["timeLimits": PixverseAPI.timeLimits])
while let line = readLine() {
    try say(await outcome(Data(line.utf8)))
}
