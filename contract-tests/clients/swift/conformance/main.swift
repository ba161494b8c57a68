// Reads calls from standard input, one per line, executes them with the generated client, and prints the outcome of each.

import Foundation
import Pixverse

struct Case: Decodable {
    let operation: String
    var request: JSONValue
    let requests: [JSONValue]?
    let additional: [String: JSONValue]?
    let validate: Bool?
    let timeoutSeconds: TimeInterval?
    let baseUrl: String?
    var `do`: String?
    let target: String?
    let cancelAfterSeconds: TimeInterval?
}

struct WrongField: Encodable {
    let fields: [String]
    let message: String
}

struct Metadata: Encodable {
    let requestId: String?
    let cost: Double?
    let remainingCredits: Double?
    let generationSeconds: Double?
    let seed: Int64?

    init(_ metadata: VideoMetadata) {
        requestId = metadata.requestId
        cost = metadata.cost
        remainingCredits = metadata.remainingCredits
        generationSeconds = metadata.generationSeconds
        seed = metadata.seed
    }
}

struct Outcome: Encodable {
    var outcome: String
    var error: String?
    var billing: String?
    var status: Int?
    var requestId: String?
    var bytes: Int?
    var message: String?
    var body: String?
    var violations: [WrongField]?
    var metadata: Metadata?
    var saved: Int?
    var savedTo: String?
    var shown: [String]?
    var calls: [Outcome]?
}

let environment = ProcessInfo.processInfo.environment

/// A request with the document's names. Required fields that have a default start with it, as in the initialiser.
func request<Request: PixverseRequest>(_ this: Case, _ template: Request) throws -> Request {
    guard case .object(let given) = this.request, case .object(let defaults) = try decoded(JSONValue.self, template.json) else {
        fatalError("the request is no object")
    }
    var fields = defaults.filter { $0.value != "" }
    fields.merge(given) { $1 }
    let json = String(decoding: try JSONEncoder().encode(JSONValue.object(fields)), as: UTF8.self)
    return try Request(json: json, additionalProperties: this.additional ?? [:])
}

func decoded<Value: Decodable>(_: Value.Type, _ json: String) throws -> Value {
    try JSONDecoder().decode(Value.self, from: Data(json.utf8))
}

func client(_ this: Case) throws -> PixverseClient {
    try PixverseClient(
        apiKey: environment["SEGMIND_API_KEY"] ?? "", baseURL: this.baseUrl ?? environment["PIXVERSE_BASE_URL"] ?? "",
        validateRequests: this.validate ?? true)
}

/// Makes the calls of a case at once, with one client.
func callAll(_ this: Case, _ requests: [JSONValue]) async throws -> Outcome {
    let pixverse = try client(this)
    let calls = try await withThrowingTaskGroup(of: (Int, Outcome).self) { group in
        for (index, request) in requests.enumerated() {
            var one = this
            (one.request, one.do) = (request, nil)
            group.addTask { [one] in
                do {
                    return (index, try await call(one, pixverse))
                } catch let error as PixverseError {
                    return (index, failure(error))
                }
            }
        }
        return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
    }
    var all = Outcome(outcome: "DONE")
    all.calls = requests.indices.compactMap { calls[$0] }
    return all
}

/// Makes the call of a case.
func call(_ this: Case, _ pixverse: PixverseClient) async throws -> Outcome {
    func play<Request: PixverseRequest>(
        _ template: Request,
        _ start: (Request, TimeInterval?) async throws -> Video,
        _ save: (Request, URL, TimeInterval?) async throws -> VideoMetadata
    ) async throws -> Outcome {
        let request = try request(this, template)
        if let target = this.target {
            return success(try await save(request, URL(fileURLWithPath: target), this.timeoutSeconds))
        }
        let video = try await start(request, this.timeoutSeconds)
        let shown = this.do == "show" ? ([pixverse, request, video, video.metadata] as [Any]).flatMap(forms) : nil
        var outcome = success(video.metadata)
        outcome.bytes = try await video.data().count
        outcome.shown = shown
        return outcome
    }
    switch this.operation {
    case "textToVideo":
        return try await play(
            TextToVideoRequest(prompt: ""), { try await pixverse.textToVideo($0, timeout: $1) },
            { try await pixverse.textToVideo($0, saveTo: $1, timeout: $2) })
    case "imageToVideo":
        return try await play(
            ImageToVideoRequest(imageUrl: "", prompt: ""), { try await pixverse.imageToVideo($0, timeout: $1) },
            { try await pixverse.imageToVideo($0, saveTo: $1, timeout: $2) })
    case "generateV5Video":
        return try await play(
            V5VideoRequest(prompt: ""), { try await pixverse.generateV5Video($0, timeout: $1) },
            { try await pixverse.generateV5Video($0, saveTo: $1, timeout: $2) })
    case "extendV5Video":
        return try await play(
            V5ExtendRequest(prompt: ""), { try await pixverse.extendV5Video($0, timeout: $1) },
            { try await pixverse.extendV5Video($0, saveTo: $1, timeout: $2) })
    case "generateV6Video":
        return try await play(
            V6VideoRequest(prompt: ""), { try await pixverse.generateV6Video($0, timeout: $1) },
            { try await pixverse.generateV6Video($0, saveTo: $1, timeout: $2) })
    default: fatalError("no operation \(this.operation)")
    }
}

func success(_ metadata: VideoMetadata) -> Outcome {
    Outcome(outcome: "VIDEO", status: metadata.status, requestId: metadata.requestId, metadata: Metadata(metadata))
}

func name(_ kind: PixverseError.Kind) -> String {
    switch kind {
    case .invalidRequest: "InvalidRequest"
    case .badRequest: "BadRequest"
    case .unauthorized: "Unauthorized"
    case .forbidden: "Forbidden"
    case .notFound: "NotFound"
    case .insufficientCredits: "InsufficientCredits"
    case .rateLimited: "RateLimited"
    case .server: "Server"
    case .unexpectedResponse: "UnexpectedResponse"
    case .connection: "Connection"
    case .timeout: "Timeout"
    case .saveFailed: "SaveFailed"
    }
}

func failure(_ error: PixverseError) -> Outcome {
    var savedTo: URL?
    if case .saveFailed(let url) = error.kind {
        savedTo = url
    }
    let ending =
        switch error.kind {
        case .connection, .timeout: "FAILED"
        default: error.billing == .notSent ? "NOT_SENT" : "REFUSED"
        }
    return Outcome(
        outcome: ending, error: name(error.kind), billing: error.billing.rawValue, status: error.status ?? 0,
        requestId: error.requestId, message: error.message, body: error.body,
        violations: error.violations.map { WrongField(fields: $0.fields, message: $0.message) }, savedTo: savedTo?.path,
        shown: forms(error))
}

/// Every way in which Swift shows a value.
func forms(_ value: Any) -> [String] {
    var dumped = ""
    dump(value, to: &dumped)
    var shown = ["\(value)", String(reflecting: value), String(describing: Mirror(reflecting: value)), dumped]
    if let error = value as? any Error {
        shown += [error.localizedDescription, "\(error as NSError)", "\((error as NSError).userInfo)"]
    }
    if let encodable = value as? any Encodable, let json = try? JSONEncoder().encode(encodable) {
        shown.append(String(decoding: json, as: UTF8.self))
    }
    return shown
}

func outcome(_ this: Case) async -> Outcome {
    let task = Task {
        if let requests = this.requests {
            return try await callAll(this, requests)
        }
        return try await call(this, client(this))
    }
    if this.do == "cancel" {
        try? await Task.sleep(nanoseconds: UInt64((this.cancelAfterSeconds ?? 0) * 1e9))
        task.cancel()
    }
    var outcome: Outcome
    do {
        outcome = try await task.value
    } catch let error as PixverseError {
        outcome = failure(error)
    } catch is CancellationError {
        outcome = Outcome(outcome: "CANCELLED")
    } catch {
        fatalError("\(error)")
    }
    if let target = this.target, let size = try? FileManager.default.attributesOfItem(atPath: target)[.size] as? Int {
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: target, isDirectory: &isFolder), !isFolder.boolValue {
            outcome.saved = size
        }
    }
    return outcome
}

func say(_ members: some Encodable) throws {
    try FileHandle.standardOutput.write(contentsOf: JSONEncoder().encode(members) + Data("\n".utf8))
}

try say(["timeLimits": Dictionary(uniqueKeysWithValues: PixverseOperation.all.map { ($0.path, $0.defaultTimeout) })])
while let line = readLine() {
    try say(await outcome(decoded(Case.self, line)))
}
