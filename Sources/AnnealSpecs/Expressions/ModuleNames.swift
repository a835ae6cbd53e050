internal import Foundation

/// The names of a document's modules and folders, with which calls may begin: `stats` and `tools` when it names
/// `tools/stats.py`.
struct ModuleNames: Sendable {
    private let bytes: Bytes
    /// Where each name is written, each once, in the order of their bytes.
    private let names: View<Range<Int>>

    /// Takes names that `all(in:)` has found.
    init(bytes: Bytes, names: View<Range<Int>>) {
        self.bytes = bytes
        self.names = names
    }

    /// The names of a document as places in its flat text, each once, in the order of their bytes.
    static func all(in source: SpecSource) -> [Range<Int>] {
        let bytes = source.flat
        let reader = SpanReader(bytes: bytes, expressions: ExpressionReader(bytes: bytes, dialect: .unknown))
        var found: [Range<Int>] = []
        for span in source.spans where reader.isPath(span.content) { add(bytes, span.content, &found) }
        found.sort { order(bytes, $0, bytes, $1) < 0 }
        var names: [Range<Int>] = []
        for name in found where names.last.map({ order(bytes, $0, bytes, name) != 0 }) ?? true { names.append(name) }
        return names
    }

    /// No names.
    static let none = ModuleNames(
        bytes: Bytes(UnsafeBufferPointer(start: nil, count: 0)),
        names: View(UnsafeBufferPointer(start: nil, count: 0)))

    /// Adds a path's folders, and its file up to the first dot.
    private static func add(_ bytes: Bytes, _ path: Range<Int>, _ found: inout [Range<Int>]) {
        var parts = bytes.split(path, at: ASCII.slash)
        guard let file = parts.popLast(), let name = bytes.split(file, at: ASCII.dot).first else { return }
        found.append(name)
        found += parts
    }

    /// Whether a text is one of the names. Complexity: O(log n).
    func contains(_ other: Bytes, _ range: Range<Int>) -> Bool {
        var low = 0
        var high = names.count
        while low < high {
            let middle = (low + high) / 2
            let order = Self.order(bytes, names[middle], other, range)
            if order == 0 { return true }
            if order < 0 { low = middle + 1 } else { high = middle }
        }
        return false
    }

    /// Whether a function with something in front of its name can be called as it is written: a module stands there, and not
    /// a type or the name of a value.
    func haveFunctions(behind qualifier: String?) -> Bool {
        guard let qualifier else { return true }
        return qualifier.withBytes { bytes in
            contains(bytes, 0..<(bytes.find(ASCII.dot, in: 0..<bytes.count) ?? bytes.count))
        }
    }

    /// Below, at or above 0 as the left text comes before the right one, is it, or comes after it.
    private static func order(_ leftBytes: Bytes, _ left: Range<Int>, _ rightBytes: Bytes, _ right: Range<Int>) -> Int {
        let count = min(left.count, right.count)
        guard count > 0, let leftStart = leftBytes.buffer(left).baseAddress,
            let rightStart = rightBytes.buffer(right).baseAddress
        else { return left.count - right.count }
        let order = Int(memcmp(leftStart, rightStart, count))
        return order == 0 ? left.count - right.count : order
    }
}
