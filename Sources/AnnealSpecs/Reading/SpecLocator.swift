internal import Foundation

/// Finds a specification's file, reads it and checks that it is text.
enum SpecLocator {
    /// The file that a path means.
    ///
    /// - Throws: `SpecError` when there is none, or when a folder does not hold exactly one.
    static func file(for path: String) throws(SpecError) -> String {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw SpecError(
                code: .unreadable, message: "there is no such file", place: path,
                remedy: "give the path of a specification in Markdown")
        }
        guard isFolder.boolValue else { return path }
        let found = candidates(in: path)
        if found.count == 1 { return found[0] }
        throw SpecError(
            code: .unreadable,
            message: found.isEmpty
                ? "this is a folder without a specification" : "this folder holds several specifications",
            place: path,
            remedy: found.isEmpty
                ? "give the path of a Markdown file"
                : "give one of them: \(found.sorted().prefix(5).joined(separator: ", "))")
    }

    private static func candidates(in folder: String) -> [String] {
        let manager = FileManager.default
        for name in ["spec.md", "requirements.md"] where manager.fileExists(atPath: folder + "/" + name) {
            return [folder + "/" + name]
        }
        let inner = ((try? manager.contentsOfDirectory(atPath: folder + "/specs")) ?? []).sorted()
        let nested = inner.flatMap { name in
            ["spec.md", "requirements.md"].map { "\(folder)/specs/\(name)/\($0)" }.filter {
                manager.fileExists(atPath: $0)
            }
        }
        if !nested.isEmpty { return nested }
        let files = ((try? manager.contentsOfDirectory(atPath: folder)) ?? []).filter { $0.hasSuffix(".md") }
        let specs = files.filter {
            !["README.md", "AGENTS.md", "CHANGELOG.md", "CLAUDE.md", "LICENSE.md", "CONTRIBUTING.md"].contains($0)
        }
        return specs.map { folder + "/" + $0 }
    }

    /// A file's bytes.
    ///
    /// - Throws: `SpecError` when it is too large or cannot be read.
    static func bytes(of path: String) throws(SpecError) -> [UInt8] {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        if let size = attributes?[.size] as? Int, size > SpecDocument.sizeLimit { throw tooLarge(size, path) }
        if let type = attributes?[.type] as? FileAttributeType, type != .typeRegular, type != .typeSymbolicLink {
            throw SpecError(
                code: .unreadable, message: "this is no ordinary file", place: path,
                remedy: "give the path of a specification in Markdown")
        }
        do {
            return Array(try Data(contentsOf: URL(fileURLWithPath: path)))
        } catch {
            throw SpecError(
                code: .unreadable, message: "the file cannot be read", place: path,
                remedy: "check that you may read it: `ls -l \(path)`")
        }
    }

    private static func tooLarge(_ size: Int, _ path: String) -> SpecError {
        SpecError(
            code: .tooLarge,
            message: "the document has \(size) bytes; the limit is \(SpecDocument.sizeLimit)", place: path,
            remedy: "split it; one specification describes one piece of work")
    }

    /// Checks that bytes are text that can be parsed.
    ///
    /// - Throws: `SpecError` with the line and column of what is wrong.
    static func check(_ bytes: [UInt8], path: String) throws(SpecError) {
        guard bytes.count <= SpecDocument.sizeLimit else { throw tooLarge(bytes.count, path) }
        if let fault = TextFault.find(in: bytes) {
            throw SpecError(
                code: .notText, message: fault.message, place: "\(path):\(fault.line):\(fault.column)",
                remedy: "save the document as UTF-8 text")
        }
        guard bytes.contains(where: { !ASCII.isSpace($0) }) else {
            throw SpecError(
                code: .empty, message: "the document is empty", place: path,
                remedy: "describe what the software must do, for example in a list of sentences with MUST")
        }
    }
}

/// Where bytes stop being text.
struct TextFault {
    var message: String
    var line: Int
    var column: Int

    /// The first byte that is NUL or not UTF-8, `nil` for good text. Complexity: O(n).
    static func find(in bytes: [UInt8]) -> TextFault? {
        guard let offset = bytes.withUnsafeBufferPointer({ firstFault($0) }) else { return nil }
        var line = 1
        var start = 0
        for index in 0..<offset where bytes[index] == ASCII.newline {
            line += 1
            start = index + 1
        }
        return TextFault(
            message: bytes[offset] == 0 ? "there is a NUL byte in the document" : "the document is not UTF-8 text",
            line: line, column: offset - start + 1)
    }

    /// How many bytes of ASCII without NUL follow for certain, eight at a time.
    private static func plainCount(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        let raw = UnsafeRawBufferPointer(bytes)
        var offset = start
        while offset + 8 <= raw.count {
            let word = raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
            // A byte of 0 borrows from the bit above it, as only bytes above 0x80 have that bit otherwise.
            if (word | (word &- 0x0101_0101_0101_0101)) & 0x8080_8080_8080_8080 != 0 { break }
            offset += 8
        }
        return offset - start
    }

    private static func firstFault(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        var offset = 0
        let count = bytes.count
        while offset < count {
            offset += plainCount(bytes, from: offset)
            guard offset < count else { return nil }
            let byte = bytes[offset]
            if byte < 0x80 {
                if byte == 0 { return offset }
                offset += 1
                continue
            }
            let length: Int
            let low: UInt8
            let high: UInt8
            switch byte {
            case 0xC2...0xDF: (length, low, high) = (2, 0x80, 0xBF)
            case 0xE0: (length, low, high) = (3, 0xA0, 0xBF)
            case 0xED: (length, low, high) = (3, 0x80, 0x9F)
            case 0xE1...0xEF: (length, low, high) = (3, 0x80, 0xBF)
            case 0xF0: (length, low, high) = (4, 0x90, 0xBF)
            case 0xF1...0xF3: (length, low, high) = (4, 0x80, 0xBF)
            case 0xF4: (length, low, high) = (4, 0x80, 0x8F)
            default: return offset
            }
            guard offset + length <= count, bytes[offset + 1] >= low, bytes[offset + 1] <= high else { return offset }
            for next in 2..<max(length, 2) where bytes[offset + next] & 0xC0 != 0x80 { return offset }
            offset += length
        }
        return nil
    }
}
