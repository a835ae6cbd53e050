/// The difference between two texts as `diff -u` shows it: what goes and what comes, with a few lines around it.
public struct UnifiedDiff: Sendable, Hashable {
    /// Lines that stay the same around each change.
    private static let context = 3
    /// Lines of both texts together up to which the shortest difference is looked for; above, what differs is shown as
    /// all gone and all new.
    private static let longest = 4000

    /// The lines: the two names, then each place with its heading.
    public let lines: [String]

    /// Compares two texts. Complexity: O(n) for lines that are the same at the beginning and at the end, O(n·d) for the
    /// rest with d differences.
    ///
    /// - Parameters:
    ///   - before: the text as it is; `nil` where there is no file.
    ///   - after: the text as it would be; `nil` where the file goes.
    ///   - path: the file's path, for the heading.
    public init(from before: String?, to after: String?, path: String) {
        let old = Self.lines(of: before)
        let new = Self.lines(of: after)
        let marked = Self.marked(old, new)
        lines =
            ["--- \(before == nil ? "/dev/null" : "a/\(path)")", "+++ \(after == nil ? "/dev/null" : "b/\(path)")"]
            + Self.places(marked)
    }

    /// The first lines of the difference.
    ///
    /// - Parameter limit: how many lines there may be.
    /// - Returns: all lines, or one less than the limit with a line that tells how many more there are.
    public func shown(limit: Int) -> [String] {
        guard lines.count > limit else { return lines }
        let kept = max(0, limit - 1)
        return lines.prefix(kept) + ["… \(lines.count - kept) more lines are not shown"]
    }

    /// A line of a text as its bytes, with the line feed at its end.
    private typealias Bytes = ArraySlice<UInt8>

    /// A line with its sign: a blank for one that stays, `-`, `+`.
    private struct Line {
        var sign: Character
        var bytes: Bytes

        /// The line as it is shown; a second one tells that it has no end.
        var shown: [String] {
            let isEnded = bytes.last == 0x0A
            let text = "\(sign)\(String(decoding: isEnded ? bytes.dropLast() : bytes, as: UTF8.self))"
            return isEnded ? [text] : [text, "\\ No newline at end of file"]
        }
    }

    /// Bytes are compared, not characters: two texts that look the same may not be.
    private static func lines(of text: String?) -> [Bytes] {
        let bytes = Array((text ?? "").utf8)
        var lines: [Bytes] = []
        var start = 0
        for index in bytes.indices where bytes[index] == 0x0A {
            lines.append(bytes[start...index])
            start = index + 1
        }
        if start < bytes.count { lines.append(bytes[start...]) }
        return lines
    }

    private static func marked(_ old: [Bytes], _ new: [Bytes]) -> [Line] {
        let shorter = min(old.count, new.count)
        var head = 0
        while head < shorter, old[head] == new[head] { head += 1 }
        var tail = 0
        while tail < shorter - head, old[old.count - 1 - tail] == new[new.count - 1 - tail] { tail += 1 }
        let gone = Array(old[head..<(old.count - tail)])
        let come = Array(new[head..<(new.count - tail)])
        return old[..<head].map { Line(sign: " ", bytes: $0) } + aligned(gone, come)
            + old[(old.count - tail)...].map { Line(sign: " ", bytes: $0) }
    }

    /// The middle, where the texts differ.
    private static func aligned(_ old: [Bytes], _ new: [Bytes]) -> [Line] {
        guard old.count + new.count <= longest else {
            return old.map { Line(sign: "-", bytes: $0) } + new.map { Line(sign: "+", bytes: $0) }
        }
        var removed: Set<Int> = []
        var inserted: Set<Int> = []
        for change in new.difference(from: old) {
            switch change {
            case .remove(let offset, _, _): removed.insert(offset)
            case .insert(let offset, _, _): inserted.insert(offset)
            }
        }
        var lines: [Line] = []
        var (here, there) = (0, 0)
        while here < old.count || there < new.count {
            if here < old.count, removed.contains(here) {
                lines.append(Line(sign: "-", bytes: old[here]))
                here += 1
            } else if there < new.count, inserted.contains(there) {
                lines.append(Line(sign: "+", bytes: new[there]))
                there += 1
            } else {
                lines.append(Line(sign: " ", bytes: here < old.count ? old[here] : new[there]))
                here += 1
                there += 1
            }
        }
        return lines
    }

    /// The changes with the lines around them, each place with its heading.
    private static func places(_ lines: [Line]) -> [String] {
        var shown: [String] = []
        var (old, new, index) = (1, 1, 0)
        while let change = lines[index...].firstIndex(where: { $0.sign != " " }) {
            let start = max(index, change - context)
            old += start - index
            new += start - index
            // The place ends where as many lines as stand around two changes follow without one.
            var last = change
            while let next = lines[(last + 1)...].firstIndex(where: { $0.sign != " " }), next - last <= 2 * context {
                last = next
            }
            let end = min(lines.count, last + 1 + context)
            let part = lines[start..<end]
            let removed = part.count(where: { $0.sign != "+" })
            let added = part.count(where: { $0.sign != "-" })
            shown.append("@@ -\(position(old, removed)) +\(position(new, added)) @@")
            shown += part.flatMap(\.shown)
            old += removed
            new += added
            index = end
        }
        return shown
    }

    private static func position(_ start: Int, _ count: Int) -> String {
        count == 1 ? "\(start)" : "\(count == 0 ? start - 1 : start),\(count)"
    }
}
