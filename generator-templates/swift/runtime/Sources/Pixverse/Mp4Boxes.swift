import Foundation

/// Follows the top-level boxes of an MP4 file (ISO/IEC 14496-12 §4.2) as its bytes pass by, to tell a whole file from one that
/// was cut where no length was announced.
struct Mp4Boxes: Sendable {
    private static let fileType = Array("ftyp".utf8)
    /// No MP4 file plays without both.
    private static let needed: Set = [Array("moov".utf8), Array("mdat".utf8)]
    private static let shortHeader = 8
    private static let longHeader = 16

    private var types: Set<[UInt8]> = []
    private var header: [UInt8] = []
    /// Bytes of the current box that are still to come; nil: the box goes on to the end of the file.
    private var remaining: UInt64? = 0
    private var isMp4 = true

    /// Whether a file starts as every MP4 file does.
    static func isMp4(_ start: Data) -> Bool {
        start.dropFirst(4).prefix(4).elementsEqual(fileType)
    }

    mutating func append(_ bytes: Data) {
        var at = bytes.startIndex
        while isMp4, at < bytes.endIndex, let left = remaining {
            if left > 0 {
                let skipped = min(left, UInt64(bytes.endIndex - at))
                remaining = left - skipped
                at += Int(skipped)
            } else {
                header.append(bytes[at])
                at += 1
                readHeader()
            }
        }
    }

    private mutating func readHeader() {
        guard header.count >= Self.shortHeader else { return }
        var size = number(0..<4)
        if size == 1 {
            guard header.count == Self.longHeader else { return }
            size = number(8..<16)
        }
        let type = Array(header[4..<8])
        isMp4 = (!types.isEmpty || type == Self.fileType) && (size == 0 || size >= UInt64(header.count))
        types.insert(type)
        remaining = size == 0 ? nil : isMp4 ? size - UInt64(header.count) : 0
        header = []
    }

    private func number(_ range: Range<Int>) -> UInt64 {
        header[range].reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// Whether the bytes so far may be a whole file; always true for what is no MP4 file and cannot be judged.
    var mayBeWhole: Bool {
        !isMp4 || (header.isEmpty && (remaining ?? 0) == 0 && Self.needed.isSubset(of: types))
    }
}
