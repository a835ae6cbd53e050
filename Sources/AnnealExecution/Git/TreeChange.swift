/// A file that differs between a tree and the index, as `git diff-index --cached --raw` tells it.
struct TreeChange: Sendable, Hashable {
    /// Relative to the root; bytes that are no text are replaced.
    var path: String
    /// The path as git wrote it, in quotes where it has unusual characters: git reads it back byte for byte.
    var written: String
    /// The mode before; zeros where there was no file.
    var oldMode: String
    /// The mode now; zeros where there is none.
    var newMode: String
    /// The object before.
    var oldObject: String

    /// Whether it is a link now.
    var isLink: Bool { newMode == "120000" }
    /// Whether another repository was or is there.
    var isOfSubmodule: Bool { oldMode == "160000" || newMode == "160000" }

    /// The line for `git update-index --index-info` that puts the file back as it was.
    var undoing: String {
        let mode = oldMode == "000000" ? "0" : oldMode
        return "\(mode) \(oldObject)\t\(written)"
    }

    /// Reads lines such as `:100644 100755 OLD NEW M<tab>path`.
    ///
    /// - Parameter raw: what git printed, with `core.quotePath`.
    /// - Returns: the changes; lines of another form are passed over.
    static func all(in raw: String) -> [TreeChange] {
        raw.split(separator: "\n").compactMap { line in
            let halves = line.split(separator: "\t", maxSplits: 1)
            guard halves.count == 2, line.hasPrefix(":") else { return nil }
            let fields = halves[0].dropFirst().split(separator: " ")
            guard fields.count >= 5 else { return nil }
            return TreeChange(
                path: unquoted(halves[1]), written: String(halves[1]), oldMode: String(fields[0]),
                newMode: String(fields[1]), oldObject: String(fields[2]))
        }
    }

    /// A path without the quotes and escapes that git writes unusual ones with.
    private static func unquoted(_ written: Substring) -> String {
        guard written.count > 1, written.hasPrefix("\""), written.hasSuffix("\"") else { return String(written) }
        let escapes: [UInt8: UInt8] = [
            0x61: 7, 0x62: 8, 0x74: 9, 0x6E: 10, 0x76: 11, 0x66: 12, 0x72: 13, 0x22: 0x22, 0x5C: 0x5C,
        ]
        var bytes: [UInt8] = []
        var rest = Array(written.utf8)[1...].dropLast()
        while let byte = rest.popFirst() {
            guard byte == 0x5C, let next = rest.first else {
                bytes.append(byte)
                continue
            }
            if let plain = escapes[next] {
                bytes.append(plain)
                rest.removeFirst()
            } else {
                let digits = rest.prefix(3)
                bytes.append(digits.reduce(0) { $0 << 3 | ($1 & 7) })
                rest = rest.dropFirst(digits.count)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
