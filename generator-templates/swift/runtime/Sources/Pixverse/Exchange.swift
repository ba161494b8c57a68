import CPixverseCurl
import Foundation

/// Why a response, or a part of it, is missing.
enum ExchangeFailure: Error {
    case timeout(seconds: TimeInterval)
    /// - isSent: whether a byte of the request may have been sent
    case broken(String, isSent: Bool)
    /// The program closed it.
    case closed
}

/// One request and its response, over HTTP/1.1 on a connection of its own: if a kept connection fails, it is unknown whether the
/// request arrived. Nothing follows redirects, sends credentials or sends the request again. For one task at a time; `close` may
/// be called by any.
final class Exchange: @unchecked Sendable {
    private enum Ending {
        case complete
        case failed(ExchangeFailure)
    }

    private enum Limit {
        /// A timer runs from the moment the request is sent until the first byte of the body.
        case start
        case rest(DispatchTime, seconds: TimeInterval)
        case silence
    }

    /// So many unread bytes make the server wait.
    private static let maxBuffered = 1 << 20
    private static let connectTimeout = 30
    private static let timers = DispatchQueue(label: "pixverse-timers")

    private let timeout: TimeInterval
    /// Guards all properties below.
    private let condition = NSCondition()
    private var limit = Limit.start
    private var startTimer: DispatchWorkItem?
    private var parser = HeadParser()
    private var isSent = false
    private var buffer = Data()
    private var ending: Ending?
    private var waiter: CheckedContinuation<Void, Never>?
    /// nil once it is freed.
    private var request: OpaquePointer?

    /// Sends the request.
    init(_ request: HTTPRequest, timeout: TimeInterval) {
        self.timeout = timeout
        // Retained until the thread ends.
        let context = Unmanaged.passRetained(self)
        let prepared = request.prepared(connectTimeout: Self.connectTimeout, Self.callbacks(context.toOpaque()))
        self.request = prepared
        guard prepared != nil else {
            context.release()
            ending = .failed(.broken("libcurl cannot prepare the request", isSent: false))
            return
        }
        Thread.detachNewThread {
            self.run()
            context.release()
        }
    }

    private static func callbacks(_ context: UnsafeMutableRawPointer) -> pixverse_curl_callbacks {
        pixverse_curl_callbacks(
            context: context,
            sent: { exchange($0)?.onSent() },
            header: { exchange($0)?.onHeader(bytes($1, $2)) },
            body: { exchange($0)?.onBody(bytes($1, $2)) })
    }

    private func run() {
        let request = condition.withLock { self.request }
        let code = pixverse_curl_run(request)
        let problem = String(cString: pixverse_curl_problem(request, code))
        condition.withLock { self.request = nil }
        pixverse_curl_free(request)
        let (isSent, hasHead) = condition.withLock { (self.isSent, parser.head != nil) }
        if code != PIXVERSE_CURL_OK {
            end(.failed(.broken(problem, isSent: isSent)))
        } else if !hasHead {
            end(.failed(.broken("the response ended within its head", isSent: isSent)))
        } else {
            end(.complete)
        }
    }

    /// The status and the headers.
    func responseHead() async throws -> ResponseHead {
        try await wait { $0.parser.head != nil }
        return try condition.withLock {
            if let head = parser.head { return head }
            throw failure ?? .closed
        }
    }

    /// Some bytes, as they come; nil at the end.
    func next() async throws -> Data? {
        try await wait { !$0.buffer.isEmpty }
        return try condition.withLock {
            if buffer.isEmpty {
                if let failure { throw failure }
                return nil
            }
            if case .start = limit {
                limit = .silence
                startTimer?.cancel()
            }
            defer {
                buffer = Data()
                condition.broadcast()
            }
            return buffer
        }
    }

    /// All that is still to be read must come within so many seconds.
    func limitRest(seconds: TimeInterval) {
        condition.withLock {
            startTimer?.cancel()
            limit = .rest(.now() + seconds, seconds: seconds)
        }
    }

    /// Frees the connection; bytes that were not received are lost.
    func close() {
        end(.failed(.closed))
    }

    private var failure: ExchangeFailure? {
        if case .failed(let failure) = ending { failure } else { nil }
    }

    /// Waits until something is there, or nothing more comes. Throws a `CancellationError` if the task is cancelled.
    private func wait(until isReady: @escaping @Sendable (Exchange) -> Bool) async throws {
        let timer = condition.withLock { idleTimer() }
        defer { timer?.cancel() }
        await withTaskCancellationHandler {
            while !condition.withLock({ isReady(self) || ending != nil }) {
                await change(unless: isReady)
            }
        } onCancel: {
            close()
        }
        try Task.checkCancellation()
    }

    /// Waits until something comes, unless it is there already.
    private func change(unless isReady: @Sendable (Exchange) -> Bool) async {
        await withCheckedContinuation { continuation in
            let isOver = condition.withLock {
                if isReady(self) || ending != nil { return true }
                waiter = continuation
                return false
            }
            if isOver { continuation.resume() }
        }
    }

    private func idleTimer() -> DispatchWorkItem? {
        switch limit {
        case .start: nil
        case .rest(let deadline, let seconds): timer(deadline, seconds)
        case .silence: timer(.now() + timeout, timeout)
        }
    }

    private func timer(_ deadline: DispatchTime, _ seconds: TimeInterval) -> DispatchWorkItem {
        let timer = DispatchWorkItem { [weak self] in self?.end(.failed(.timeout(seconds: seconds))) }
        Self.timers.asyncAfter(deadline: deadline, execute: timer)
        return timer
    }

    private func end(_ ending: Ending) {
        update {
            $0.ending = $0.ending ?? ending
            $0.startTimer?.cancel()
            if let request = $0.request {
                pixverse_curl_stop(request)
            }
            // Frees the thread if it waits.
            $0.condition.broadcast()
        }
    }

    private func update(_ change: (Exchange) -> Void) {
        condition.lock()
        change(self)
        let waiter = self.waiter
        self.waiter = nil
        condition.unlock()
        waiter?.resume()
    }

    fileprivate func onSent() {
        update {
            if !$0.isSent, case .start = $0.limit {
                $0.startTimer = $0.timer(.now() + $0.timeout, $0.timeout)
            }
            $0.isSent = true
        }
    }

    fileprivate func onHeader(_ line: Data) {
        update { $0.parser.append(line) }
    }

    fileprivate func onBody(_ bytes: Data) {
        update { $0.buffer.append(bytes) }
        condition.withLock {
            while buffer.count >= Self.maxBuffered, ending == nil {
                condition.wait()
            }
        }
    }
}

extension Exchange: CustomReflectable {
    var customMirror: Mirror { Mirror(self, children: []) }
}

private func exchange(_ context: UnsafeMutableRawPointer?) -> Exchange? {
    context.map { Unmanaged<Exchange>.fromOpaque($0).takeUnretainedValue() }
}

private func bytes(_ start: UnsafePointer<CChar>?, _ count: Int) -> Data {
    start.map { Data(bytes: $0, count: count) } ?? Data()
}
