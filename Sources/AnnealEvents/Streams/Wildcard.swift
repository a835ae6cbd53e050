/// A text in which `*` stands for any characters.
struct Wildcard: Sendable, Hashable {
    private let parts: [[UInt8]]

    /// Reads a pattern.
    init(_ pattern: String) {
        parts = pattern.utf8.split(separator: UInt8(ascii: "*"), omittingEmptySubsequences: false).map(Array.init)
    }

    /// Whether there is a star at all.
    var hasStars: Bool { parts.count > 1 }

    /// Whether a whole text fits. Complexity: O(length × parts), without backtracking.
    func matches(_ text: String) -> Bool {
        var rest = Array(text.utf8)[...]
        guard parts.count > 1 else { return rest.elementsEqual(parts[0]) }
        guard let first = parts.first, let last = parts.last, rest.count >= first.count + last.count,
            rest.starts(with: first), rest.suffix(last.count).elementsEqual(last)
        else { return false }
        rest = rest.dropFirst(first.count).dropLast(last.count)
        for part in parts.dropFirst().dropLast() {
            guard let index = rest.firstRange(of: part) else { return false }
            rest = rest[index.upperBound...]
        }
        return true
    }
}
