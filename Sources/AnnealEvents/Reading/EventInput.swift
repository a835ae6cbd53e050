internal import Foundation

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
        var bytes: [UInt8]
        do {
            if path == "-" {
                bytes = [UInt8](try FileHandle.standardInput.readToEnd() ?? Data())
            } else {
                bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
            }
        } catch {
            throw EventInputError(
                message: "the file cannot be read: \(error.localizedDescription)", place: name,
                remedy: "check the path and its rights")
        }
        if Gzip.isCompressed(bytes) {
            do {
                bytes = try Gzip.expanded(bytes)
            } catch {
                throw EventInputError(
                    message: "the gzip file cannot be unpacked: \(error.description)", place: name,
                    remedy: "make the file again; `gzip -t` checks it")
            }
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
