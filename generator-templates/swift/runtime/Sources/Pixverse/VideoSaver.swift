import Foundation

/// Saves one video to one target. Whatever fails but the network, the bytes of the video are kept.
final class VideoSaver {
    private let target: URL
    private var resolved: SaveTarget?
    private var part: PartFile?

    init(_ target: URL) {
        self.target = target
    }

    /// Creates the file before anything is sent, so that a target that cannot be written costs nothing.
    func reserve(operation: String) throws {
        do {
            part = try create()
        } catch {
            throw PixverseError(.saveFailed(savedTo: nil), reason(error), operation: operation, billing: .notSent)
        }
    }

    /// Deletes a file that was not used.
    func release() {
        part?.discard()
        part = nil
    }

    private func create() throws -> PartFile {
        let resolved = try SaveTarget(resolving: target)
        self.resolved = resolved
        return resolved.isSpecial ? try .inTemporaryFolder() : try .beside(resolved.path)
    }

    func save(_ transfer: Transfer) async throws {
        try await transfer.open()
        defer { release() }
        var problem: (any Error)?
        var file = try prepare(transfer, &problem)
        while let bytes = try await transfer.next() {
            do {
                try file.write(bytes)
            } catch {
                problem = problem ?? error
                file = try moveOn(file, bytes, transfer, error)
            }
        }
        if problem == nil {
            problem = commit(file)
        }
        if let problem {
            throw keep(file, transfer, problem, "all its bytes are kept in ")
        }
    }

    private func prepare(_ transfer: Transfer, _ problem: inout (any Error)?) throws -> PartFile {
        if let part { return part }
        var file: PartFile
        do {
            file = try create()
        } catch {
            problem = error
            do {
                file = try .inTemporaryFolder()
            } catch {
                transfer.close()
                throw transfer.saveFailure(
                    "\(reason(error)); its bytes are lost, because no other file can be made", savedTo: nil)
            }
        }
        part = file
        return file
    }

    /// Goes on in the temporary folder when the disk of the target fails.
    private func moveOn(_ file: PartFile, _ bytes: Data, _ transfer: Transfer, _ problem: any Error) throws -> PartFile {
        do {
            let next = try file.continueInTemporaryFolder()
            part = next
            try next.write(bytes)
            return next
        } catch {
            throw keep(part ?? file, transfer, problem, "the rest is lost; its first bytes are kept in ")
        }
    }

    /// Returns why the bytes are not where they should be; nil if they are.
    private func commit(_ file: PartFile) -> (any Error)? {
        do {
            if let resolved, resolved.isSpecial {
                try file.copy(to: resolved.path)
            } else if let resolved {
                try file.move(to: resolved.path)
            }
            part = nil
            return nil
        } catch {
            return error
        }
    }

    private func keep(_ file: PartFile, _ transfer: Transfer, _ problem: any Error, _ outcome: String) -> PixverseError {
        transfer.close()
        let kept = file.keep()
        part = nil
        let end = kept.map { outcome + $0 } ?? "the received bytes are lost, because their file has vanished"
        return transfer.saveFailure("\(reason(problem)); \(end)", savedTo: kept.map { URL(fileURLWithPath: $0) })
    }

    private func reason(_ problem: any Error) -> String {
        let place = target.isFileURL ? target.path : target.absoluteString
        return "the video cannot be saved to \(place): \(problem.localizedDescription)"
    }
}
