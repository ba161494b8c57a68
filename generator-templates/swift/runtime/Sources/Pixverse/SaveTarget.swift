import Foundation

/// The path where a video is to be saved: links followed, parent folders there, writable as far as can be seen.
struct SaveTarget {
    private static let maxLinks = 40

    /// The file that is written, or replaced.
    let path: String
    /// A pipe, a device or a descriptor of a process: it is written to, and never replaced.
    let isSpecial: Bool

    init(resolving target: URL) throws {
        guard target.isFileURL, !target.path.utf8.contains(0) else {
            throw FileProblem("it must be the URL of a file")
        }
        path = try Self.followLinks(target.absoluteURL.standardizedFileURL.path)
        let status = try Self.status(path)
        if target.hasDirectoryPath || status.map({ $0.st_mode & S_IFMT == S_IFDIR }) == true {
            throw FileProblem("it must be a file, but is a folder")
        }
        guard let status else {
            isSpecial = false
            let folder = (path as NSString).deletingLastPathComponent
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            return
        }
        if access(path, W_OK) != 0 {
            throw FileProblem("it must be writable, but is read-only")
        }
        isSpecial = status.st_mode & S_IFMT != S_IFREG || Self.isDescriptor(path)
    }

    /// A link stays a link, also one whose target is still to be made. Descriptors look like links to odd names.
    private static func followLinks(_ link: String) throws -> String {
        var path = link
        for _ in 0..<maxLinks {
            if isDescriptor(path) { return path }
            guard let target = try? FileManager.default.destinationOfSymbolicLink(atPath: path) else { return path }
            let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
            path = URL(fileURLWithPath: target, relativeTo: folder).standardizedFileURL.path
        }
        throw FileProblem("it must not be a loop of links")
    }

    private static func isDescriptor(_ path: String) -> Bool {
        path.hasPrefix("/proc/") || (path.hasPrefix("/dev/") && !path.hasPrefix("/dev/shm/"))
    }

    /// nil if there is nothing; other failures, such as a name that is too long, are those of the target.
    private static func status(_ path: String) throws -> stat? {
        var status = stat()
        if stat(path, &status) == 0 { return status }
        if errno == ENOENT { return nil }
        throw FileProblem.ofSystem
    }
}

/// Why a file cannot be used.
struct FileProblem: LocalizedError {
    let errorDescription: String?

    init(_ description: String) {
        errorDescription = description
    }

    /// That of the last system call.
    static var ofSystem: FileProblem {
        FileProblem(String(cString: strerror(errno)))
    }
}
