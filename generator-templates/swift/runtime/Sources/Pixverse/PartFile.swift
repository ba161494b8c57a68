import Foundation

/// A hidden file that takes the place of the target once all bytes are on the disk. It is locked while it is written, so that
/// the next save to the same target can delete what a killed process left.
final class PartFile {
    private static let suffix = ".part"

    private(set) var path: String
    private let descriptor: Int32
    private var isOpen = true
    private var length: Int64 = 0

    /// Beside the path, with the permissions of the file that is there.
    static func beside(_ path: String) throws -> PartFile {
        let folder = (path as NSString).deletingLastPathComponent
        // Its length does not depend on the target's name, which may be as long as the file system allows.
        let prefix = ".pixverse-\(hash((path as NSString).lastPathComponent))-"
        deleteAbandoned(folder, prefix)
        let part = try PartFile("\(folder)/\(prefix)\(UUID().uuidString)\(suffix)", permissions: 0o666)
        var status = stat()
        if stat(path, &status) == 0, fchmod(part.descriptor, status.st_mode & 0o7777) != 0 {
            let problem = FileProblem.ofSystem
            part.discard()
            throw problem
        }
        return part
    }

    static func inTemporaryFolder() throws -> PartFile {
        let folder = FileManager.default.temporaryDirectory.path
        return try PartFile("\(folder)/.pixverse-\(UUID().uuidString)\(suffix)", permissions: 0o600)
    }

    /// FNV-1a, the same in each process.
    private static func hash(_ name: String) -> String {
        let hash = name.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
        return String(hash, radix: 16)
    }

    /// Deletes files whose lock is free.
    private static func deleteAbandoned(_ folder: String, _ prefix: String) {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        for name in names where name.hasPrefix(prefix) && name.hasSuffix(suffix) {
            let descriptor = open("\(folder)/\(name)", O_WRONLY | O_CLOEXEC | O_NOFOLLOW)
            guard descriptor >= 0 else { continue }
            // Its own process finishes or deletes it otherwise.
            if flock(descriptor, LOCK_EX | LOCK_NB) == 0 {
                unlink("\(folder)/\(name)")
            }
            _ = systemClose(descriptor)
        }
    }

    private init(_ path: String, permissions: mode_t) throws {
        descriptor = open(path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, permissions)
        guard descriptor >= 0 else { throw FileProblem.ofSystem }
        self.path = path
        // Some file systems have no locks; then an abandoned file may be deleted while it is in use.
        _ = flock(descriptor, LOCK_EX | LOCK_NB)
    }

    func write(_ bytes: Data) throws {
        try Self.write(bytes, to: descriptor)
        length += Int64(bytes.count)
    }

    private static func write(_ bytes: Data, to descriptor: Int32) throws {
        try bytes.withUnsafeBytes { (buffer: UnsafeRawBufferPointer) throws -> Void in
            guard let start = buffer.baseAddress else { return }
            var written = 0
            while written < buffer.count {
                let count = systemWrite(descriptor, start + written, buffer.count - written)
                if count < 0, errno != EINTR { throw FileProblem.ofSystem }
                written += max(count, 0)
            }
        }
    }

    /// Puts the file in the place of the path. It stays locked until then, because another process may delete it.
    func move(to destination: String) throws {
        guard fsync(descriptor) == 0, rename(path, destination) == 0 else { throw FileProblem.ofSystem }
        close()
        path = destination
    }

    /// Writes the bytes into what cannot be replaced.
    func copy(to special: String) throws {
        let output = open(special, O_WRONLY | O_CLOEXEC)
        guard output >= 0 else { throw FileProblem.ofSystem }
        defer { _ = systemClose(output) }
        try forEachChunk { try Self.write($0, to: output) }
        discard()
    }

    private func forEachChunk(_ use: (Data) throws -> Void) throws {
        var offset: Int64 = 0
        while offset < length {
            var chunk = Data(count: Int(min(length - offset, 1 << 16)))
            let count = chunk.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, $0.count, off_t(offset)) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw count == 0 ? FileProblem("bytes of \(path) are missing") : FileProblem.ofSystem }
            try use(chunk.prefix(count))
            offset += Int64(count)
        }
    }

    /// A copy in the temporary folder, to be continued there.
    func continueInTemporaryFolder() throws -> PartFile {
        let copy = try Self.inTemporaryFolder()
        do {
            try forEachChunk(copy.write)
        } catch {
            copy.discard()
            throw error
        }
        discard()
        return copy
    }

    /// Keeps the bytes written so far, in a file that people see and that no later save deletes. Returns its path; nil if
    /// it was deleted.
    func keep() -> String? {
        // The last write may have gone through in part.
        _ = ftruncate(descriptor, off_t(length))
        let folder = (path as NSString).deletingLastPathComponent
        try? move(to: "\(folder)/pixverse-\(UUID().uuidString).mp4")
        // If that failed, it keeps its hidden name.
        close()
        return FileManager.default.fileExists(atPath: path) ? path : nil
    }

    func discard() {
        close()
        unlink(path)
    }

    private func close() {
        if isOpen {
            isOpen = false
            _ = systemClose(descriptor)
        }
    }
}

private func systemClose(_ descriptor: Int32) -> Int32 {
    close(descriptor)
}

private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer, _ count: Int) -> Int {
    write(descriptor, bytes, count)
}
