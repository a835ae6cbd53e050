internal import AnnealFoundation

/// The bytes of a file or of the standard input, taken out of gzip where they are packed.
public struct EventInput: Sendable {
    /// The file's name, `standard input` for the standard input.
    public let name: String
    /// What it holds.
    public let bytes: [UInt8]

    /// Creates an input from bytes.
    public init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }

    /// Reads a file.
    ///
    /// - Parameter path: its path; `-` is the standard input.
    /// - Throws: `EventInputError` when it cannot be read or is damaged.
    public init(path: String) throws {
        let name = path == "-" ? "standard input" : path
        let bytes: [UInt8]
        do {
            bytes = try PackedFile.bytes(of: path)
        } catch let failure as PackedFile.Failure {
            throw EventInputError(
                message: failure.isDamaged
                    ? "the gzip file cannot be unpacked: \(failure.description)"
                    : "the file cannot be read: \(failure.description)",
                place: name,
                remedy: failure.isDamaged
                    ? "make the file again; `gzip -t` checks it" : "check the path and its rights")
        }
        self.init(name: name, bytes: bytes)
    }

    /// The lines as ranges of `bytes`, without line ends; what follows the last line end counts if there is anything.
    public var lines: [Range<Int>] {
        var lines: [Range<Int>] = []
        var start = 0
        bytes.withUnsafeBufferPointer { bytes in
            for (offset, byte) in bytes.enumerated() where byte == 0x0A {
                lines.append(start..<(offset > start && bytes[offset - 1] == 0x0D ? offset - 1 : offset))
                start = offset + 1
            }
        }
        if start < bytes.count { lines.append(start..<bytes.count) }
        return lines
    }
}
