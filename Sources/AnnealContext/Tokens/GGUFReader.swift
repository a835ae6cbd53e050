internal import Foundation

/// Reads the metadata of a GGUF file from its bytes, which are mapped and not loaded.
///
/// Source: the GGUF specification of the ggml project, versions 2 and 3, little endian.
struct GGUFReader {
    /// A value of the metadata; long arrays stay in the file and are walked.
    enum Value {
        case integer(Int)
        case text(String)
        /// The offset of the first element, the elements' type and number.
        case array(offset: Int, type: UInt32, count: Int)
        case other
    }

    /// Keys that no sound file reaches.
    private static let keyLimit = 1 << 16

    let bytes: Data
    let place: String
    private(set) var values: [String: Value] = [:]

    /// Reads a file's metadata. Complexity: O(n) in the metadata.
    ///
    /// - Parameter path: the file.
    /// - Throws: `TokenError` that names the file.
    init(path: String) throws(TokenError) {
        place = path
        do {
            bytes = try Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped)
        } catch {
            throw TokenError(
                code: .unreadable, message: "the model's file cannot be read", place: path,
                remedy: "name a GGUF file that is there")
        }
        guard bytes.prefix(4).elementsEqual("GGUF".utf8) else { throw malformed("it does not begin with GGUF") }
        var offset = 4
        let version = try number(&offset, UInt32.self)
        guard (2...3).contains(version) else { throw malformed("its version \(version) is not known") }
        _ = try number(&offset, UInt64.self)
        let count = try number(&offset, UInt64.self)
        guard count <= Self.keyLimit else { throw malformed("it has \(count) keys") }
        for _ in 0..<count {
            let key = try text(&offset)
            values[key] = try value(&offset, type: try number(&offset, UInt32.self))
        }
    }

    /// A text of the metadata.
    func text(_ key: String) -> String? {
        if case .text(let text)? = values[key] { text } else { nil }
    }

    /// Calls a body with the bytes of each text of an array.
    ///
    /// - Returns: whether there is such an array.
    /// - Throws: `TokenError` where the file ends too early.
    func forEachText(_ key: String, _ body: (UnsafeBufferPointer<UInt8>) -> Void) throws(TokenError) -> Bool {
        guard case .array(var offset, 8, let count)? = values[key] else { return false }
        for _ in 0..<count {
            let length = Int(clamping: try number(&offset, UInt64.self))
            guard length <= bytes.count - offset else { throw malformed("a text goes beyond its end") }
            bytes.withUnsafeBytes { raw in
                let all = raw.bindMemory(to: UInt8.self)
                body(UnsafeBufferPointer(rebasing: all[offset..<offset + length]))
            }
            offset += length
        }
        return true
    }

    /// The whole numbers of an array of 32 bits each; empty when there is none.
    func integers(_ key: String) throws(TokenError) -> [Int] {
        guard case .array(var offset, let type, let count)? = values[key], type == 4 || type == 5 else { return [] }
        var result: [Int] = []
        for _ in 0..<count { result.append(Int(try number(&offset, UInt32.self))) }
        return result
    }

    private func malformed(_ what: String) -> TokenError {
        TokenError(
            code: .malformed, message: "the model's file is damaged or of another kind: \(what)", place: place,
            remedy: "fetch the model again with `anneal model pull`, or name another file")
    }

    private func number<Number: FixedWidthInteger>(
        _ offset: inout Int, _ type: Number.Type
    ) throws(TokenError) -> Number {
        let size = MemoryLayout<Number>.size
        guard size <= bytes.count - offset else { throw malformed("it ends too early") }
        let value = bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: offset, as: Number.self) }
        offset += size
        return Number(littleEndian: value)
    }

    private func text(_ offset: inout Int) throws(TokenError) -> String {
        let length = Int(clamping: try number(&offset, UInt64.self))
        guard length <= bytes.count - offset else { throw malformed("a text goes beyond its end") }
        defer { offset += length }
        return String(decoding: bytes[offset..<offset + length], as: UTF8.self)
    }

    private func value(_ offset: inout Int, type: UInt32) throws(TokenError) -> Value {
        switch type {
        case 4: return .integer(Int(try number(&offset, UInt32.self)))
        case 5: return .integer(Int(try number(&offset, Int32.self)))
        case 8: return .text(try text(&offset))
        case 9:
            let type = try number(&offset, UInt32.self)
            let count = Int(clamping: try number(&offset, UInt64.self))
            let start = offset
            if let size = Self.sizes[type] {
                let (length, overflow) = count.multipliedReportingOverflow(by: size)
                guard !overflow, length <= bytes.count - offset else { throw malformed("an array goes beyond its end") }
                offset += length
            } else {
                // The format knows arrays in arrays, no file of a model has them, and a deep one would use up the stack.
                guard type != 9 else { throw malformed("it has arrays within arrays") }
                for _ in 0..<count { _ = try value(&offset, type: type) }
            }
            return .array(offset: start, type: type, count: count)
        default:
            guard let size = Self.sizes[type] else { throw malformed("it has a value of type \(type)") }
            guard size <= bytes.count - offset else { throw malformed("it ends too early") }
            offset += size
            return .other
        }
    }

    /// Bytes of the types that have a fixed size.
    private static let sizes: [UInt32: Int] = [
        0: 1, 1: 1, 2: 2, 3: 2, 4: 4, 5: 4, 6: 4, 7: 1, 10: 8, 11: 8, 12: 8,
    ]
}
