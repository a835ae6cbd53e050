internal import Foundation

/// Finds long expected and actual values in the messages of assertions and tells where they differ.
enum ValueDifference {
    /// Values of more characters are replaced by their difference.
    static let longValue = 120
    /// Characters shown before and behind the first difference.
    private static let context = 30

    /// Shortens the messages of failed comparisons.
    static func shortened(_ lines: [String]) -> [String] {
        var result: [String] = []
        var index = 0
        while index < lines.count {
            if index + 1 < lines.count, let pair = labelled(lines[index], lines[index + 1]) {
                result += described(pair.expected, pair.actual, indent: pair.indent)
                index += 2
            } else if let found = inline(lines[index]) {
                result.append(found.head)
                result += described(found.expected, found.actual, indent: "  ")
                index += 1
            } else {
                result.append(lines[index])
                index += 1
            }
        }
        return result
    }

    /// Tells where two values differ: in lines where they have several, else around the first character.
    static func described(_ expected: String, _ actual: String, indent: String) -> [String] {
        let first = expected.replacing("\\n", with: "\n").split(separator: "\n", omittingEmptySubsequences: false)
        let second = actual.replacing("\\n", with: "\n").split(separator: "\n", omittingEmptySubsequences: false)
        guard max(first.count, second.count) > 1, first.count + second.count < 2000 else {
            let place = zip(expected, actual).prefix { $0 == $1 }.count
            return [
                "\(indent)expected: \(window(expected, place))", "\(indent)actual:   \(window(actual, place))",
                "\(indent)they differ from character \(place + 1) on",
            ]
        }
        let difference = second.difference(from: first)
        var lines = ["\(indent)difference by lines, - expected, + actual:"]
        let changes = difference.map { change -> (Int, Int, String) in
            switch change {
            case .remove(let offset, let line, _): (offset, 0, "\(indent)- \(offset + 1): \(line)")
            case .insert(let offset, let line, _): (offset, 1, "\(indent)+ \(offset + 1): \(line)")
            }
        }
        lines += changes.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.prefix(20).map(\.2)
        if changes.count > 20 { lines.append("\(indent)[\(changes.count - 20) more lines differ]") }
        return lines
    }

    private static func window(_ text: String, _ place: Int) -> String {
        let start = max(0, place - context)
        let part = text.dropFirst(start).prefix(2 * context + 20)
        let end = start + part.count
        return (start > 0 ? "…" : "") + part + (end < text.count ? "… (\(text.count) characters)" : "")
    }

    /// `Expected: a` above `Received: b`, and the like, where one is long.
    private static func labelled(_ first: String, _ second: String) -> (
        expected: String, actual: String, indent: String
    )? {
        func value(_ line: String, _ labels: [String]) -> (String, String)? {
            let indent = line.prefix { $0 == " " || $0 == "\t" }
            let text = line.dropFirst(indent.count)
            for label in labels where text.lowercased().hasPrefix(label) {
                return (String(indent), text.dropFirst(label.count).trimmingCharacters(in: .whitespaces))
            }
            return nil
        }
        let expected = ["expected:", "want:", "expect:"]
        let actual = ["received:", "actual:", "got:"]
        if let (indent, a) = value(first, expected), let (_, b) = value(second, actual) {
            return max(a.count, b.count) > longValue ? (a, b, indent) : nil
        }
        if let (indent, b) = value(first, actual), let (_, a) = value(second, expected) {
            return max(a.count, b.count) > longValue ? (a, b, indent) : nil
        }
        return nil
    }

    /// `AssertionError: a != b` of unittest, where the first is the actual value by custom, and
    /// `XCTAssertEqual failed: ("a") is not equal to ("b")`.
    private static func inline(_ line: String) -> (head: String, expected: String, actual: String)? {
        guard line.count > longValue else { return nil }
        for (head, middle, isQuoted) in [
            ("AssertionError: ", " != ", false), ("XCTAssertEqual failed: (", ") is not equal to (", true),
        ] {
            guard let start = line.range(of: head),
                let between = line.range(of: middle, range: start.upperBound..<line.endIndex)
            else { continue }
            let first = String(line[start.upperBound..<between.lowerBound])
            var second = String(line[between.upperBound...])
            if isQuoted, let end = second.range(of: ")", options: .backwards) {
                second = String(second[..<end.lowerBound])
            }
            guard max(first.count, second.count) > longValue else { return nil }
            return (String(line[..<start.upperBound]) + "the values are not equal", second, first)
        }
        return nil
    }
}
