import Foundation

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// Why a response, or a part of it, is missing.
enum ExchangeFailure: Error {
    case timeout(seconds: TimeInterval)
    /// - isSent: whether a byte of the request's body may have been sent
    case broken(any Error, isSent: Bool)
    /// The program closed it.
    case closed
}

/// One request and its response, in a session of its own: if a kept-alive connection fails, it is unknown whether the request
/// arrived. Nothing follows redirects or sends credentials. For one task at a time; `close` may be called by any.
final class Exchange: NSObject, URLSessionDataDelegate, @unchecked Sendable {
    private enum Ending {
        case complete
        case failed(ExchangeFailure)
    }

    private enum Limit {
        /// Until the first byte of the body.
        case start(DispatchTime, seconds: TimeInterval)
        case rest(DispatchTime, seconds: TimeInterval)
        case silence(seconds: TimeInterval)
    }

    /// So many bytes that nobody has read make the connection wait.
    private static let maxBuffered = 1 << 20
    private static let timers = DispatchQueue(label: "pixverse-timers")

    private let timeout: TimeInterval
    /// Guards all properties below.
    private let condition = NSCondition()
    private var session: URLSession?
    private var limit: Limit
    private var head: ResponseHead?
    private var buffer = Data()
    private var ending: Ending?
    private var isRedirected = false
    private var waiter: CheckedContinuation<Void, Never>?

    /// Sends the request.
    init(_ request: URLRequest, timeout: TimeInterval) {
        self.timeout = timeout
        limit = .start(.now() + timeout, seconds: timeout)
        super.init()
        var request = request
        // Foundation's timeout, 60 seconds by default, must not expire before ours, which is at most a day.
        request.timeoutInterval = 7 * 86_400
        let session = URLSession(configuration: Self.configuration, delegate: self, delegateQueue: CallbackQueue())
        self.session = session
        session.dataTask(with: request).resume()
    }

    private static var configuration: URLSessionConfiguration {
        let configuration = URLSessionConfiguration.ephemeral
        configuration.urlCache = nil
        configuration.urlCredentialStorage = nil
        configuration.httpCookieStorage = nil
        configuration.httpShouldSetCookies = false
        return configuration
    }

    /// The status and the headers.
    func responseHead() async throws -> ResponseHead {
        try await wait { $0.head != nil }
        return try condition.withLock {
            if let head { return head }
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
                limit = .silence(seconds: timeout)
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
        condition.withLock { limit = .rest(.now() + seconds, seconds: seconds) }
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
        let (deadline, seconds) = condition.withLock { currentDeadline }
        let timer = DispatchWorkItem { [weak self] in self?.end(.failed(.timeout(seconds: seconds))) }
        Self.timers.asyncAfter(deadline: deadline, execute: timer)
        defer { timer.cancel() }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isOver = condition.withLock {
                    if isReady(self) || ending != nil { return true }
                    waiter = continuation
                    return false
                }
                if isOver { continuation.resume() }
            }
        } onCancel: {
            close()
        }
        try Task.checkCancellation()
    }

    private var currentDeadline: (DispatchTime, TimeInterval) {
        switch limit {
        case .start(let deadline, let seconds), .rest(let deadline, let seconds): (deadline, seconds)
        case .silence(let seconds): (.now() + seconds, seconds)
        }
    }

    private func end(_ ending: Ending) {
        condition.lock()
        let session = self.session
        let waiter = self.waiter
        let isRedirected = self.isRedirected
        self.session = nil
        self.waiter = nil
        self.ending = self.ending ?? ending
        // Frees a callback that waits.
        condition.broadcast()
        condition.unlock()
        waiter?.resume()
        guard let session else { return }
        // Not here: on Linux, this waits for the session, which may wait for this callback.
        Self.timers.async {
            // A task that is cancelled while it takes up the decision about a redirect ends the program on Linux.
            isRedirected ? session.finishTasksAndInvalidate() : session.invalidateAndCancel()
        }
    }

    private func take(_ change: (Exchange) -> Void) {
        condition.lock()
        change(self)
        let waiter = self.waiter
        self.waiter = nil
        condition.unlock()
        waiter?.resume()
    }

    func urlSession(
        _ session: URLSession, dataTask: URLSessionDataTask, didReceive response: URLResponse,
        completionHandler: @escaping @Sendable (URLSession.ResponseDisposition) -> Void
    ) {
        takeHead(response)
        completionHandler(.allow)
    }

    private func takeHead(_ response: URLResponse?) {
        // Interim responses (1xx) come before the one that counts.
        guard let response = response as? HTTPURLResponse, response.statusCode >= 200 else { return }
        take { $0.head = $0.head ?? ResponseHead(response) }
    }

    func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
        take { $0.buffer.append(data) }
        condition.withLock {
            while buffer.count >= Self.maxBuffered, ending == nil {
                condition.wait()
            }
        }
    }

    /// Foundation would forward the key to any redirect target. On Linux it calls this variant only, not the `async` one.
    func urlSession(
        _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
        newRequest request: URLRequest, completionHandler: @escaping @Sendable (URLRequest?) -> Void
    ) {
        condition.withLock {
            if ending == nil {
                isRedirected = true
                completionHandler(nil)
            }
        }
    }

    /// A password would need a second request. Without this method, a 401 with a challenge hangs on Linux.
    func urlSession(
        _ session: URLSession, task: URLSessionTask, didReceive challenge: URLAuthenticationChallenge,
        completionHandler: @escaping @Sendable (URLSession.AuthChallengeDisposition, URLCredential?) -> Void
    ) {
        let concernsTLS = challenge.failureResponse == nil
        completionHandler(concernsTLS ? .performDefaultHandling : .rejectProtectionSpace, nil)
    }

    func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
        // Foundation reports a redirect without a Location header only here.
        takeHead(task.response)
        end(error.map { .failed(.broken($0, isSent: task.countOfBytesSent > 0)) } ?? .complete)
    }
}

/// Runs the callbacks of a session one after the other.
private final class CallbackQueue: OperationQueue, @unchecked Sendable {
    #if canImport(FoundationNetworking)
        private let isFree = DispatchSemaphore(value: 1)
    #endif

    override init() {
        super.init()
        maxConcurrentOperationCount = 1
    }

    #if canImport(FoundationNetworking)
        /// Makes the session wait for the callback before. Otherwise it would pile up a video that comes faster than it is read.
        override func addOperation(_ block: @escaping @Sendable () -> Void) {
            isFree.wait()
            super.addOperation {
                block()
                self.isFree.signal()
            }
        }
    #endif
}
