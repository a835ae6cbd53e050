/// Chooses the lines of an output that stay when not all can.
enum LineChoice {
    private static let errorMarks = [
        "error", "exception", "assert", "expected", "actual", "received", "fail", "fatal", "panic", "traceback",
        "not ok",
        "undefined", "cannot", "unresolved", "mismatch", "✘", "difference", "differ", "got:", "want:",
    ]
    private static let passedMarks = ["ok ", "pass", "✔", "✓", "  ✓", "test case", "test suite", "collecting", "...ok"]

    /// Leaves lines until the rest is short enough: first what tells of errors and the project's frames, then what is
    /// near to those, the end and the beginning; gaps are told.
    ///
    /// - Parameters:
    ///   - lines: the output.
    ///   - limit: bytes.
    /// - Returns: the lines, in their order.
    static func fitting(_ lines: [String], limit: Int) -> [String] {
        let longest = max(80, limit / 3)
        let lines = lines.map { cut($0, to: longest) }
        guard lines.reduce(0, { $0 + $1.utf8.count + 1 }) > limit else { return lines }
        let weights = weights(of: lines)
        var kept = [Bool](repeating: false, count: lines.count)
        // Each gap is told by a line.
        var room = limit - 60
        let order = lines.indices.sorted { (weights[$1], $0) < (weights[$0], $1) }
        for index in order where lines[index].utf8.count + 1 <= room {
            // A line alone costs the note on a gap as well.
            let isNextToKept = (index > 0 && kept[index - 1]) || (index + 1 < lines.count && kept[index + 1])
            let cost = lines[index].utf8.count + 1 + (isNextToKept ? 0 : 28)
            guard cost <= room else { continue }
            kept[index] = true
            room -= cost
        }
        var result: [String] = []
        var gap = 0
        func close() {
            if gap > 0 { result.append("[… \(gap) \(gap == 1 ? "line" : "lines") left out …]") }
            gap = 0
        }
        for (index, line) in lines.enumerated() {
            if kept[index] {
                close()
                result.append(line)
            } else {
                gap += 1
            }
        }
        close()
        return result
    }

    private static func weights(of lines: [String]) -> [Double] {
        var weights = [Double](repeating: 1, count: lines.count)
        var previous = TraceLine.none
        for (index, line) in lines.enumerated() {
            let lower = line.lowercased()
            let kind = TraceLine.kind(of: line[...], after: previous)
            previous = kind
            if case .own = kind { weights[index] = 5 }
            if case .detail = kind { weights[index] = 4.5 }
            let text = lower.drop { $0 == " " }
            if line.hasPrefix("E  ") || errorMarks.contains(where: lower.contains) { weights[index] = 6 }
            if passedMarks.contains(where: text.hasPrefix), !text.contains("fail") { weights[index] = 0.2 }
            if line.allSatisfy({ $0.isWhitespace || "=-_*~.".contains($0) }) { weights[index] = 0.1 }
        }
        // What stands next to an error explains it.
        let own = weights
        for index in own.indices where own[index] >= 5 {
            for (distance, bonus) in [(1, 2.0), (2, 1.5), (3, 1.0)] {
                for near in [index - distance, index + distance] where own.indices.contains(near) && own[near] < 5 {
                    weights[near] = max(weights[near], own[near] + bonus)
                }
            }
        }
        for (distance, index) in own.indices.suffix(6).reversed().enumerated() {
            weights[index] += 2.5 - 0.3 * Double(distance)
        }
        return weights
    }

    private static func cut(_ line: String, to limit: Int) -> String {
        guard line.utf8.count > limit else { return line }
        let left = line.utf8.count - limit
        let head = String(decoding: line.utf8.prefix(limit * 2 / 3), as: UTF8.self)
        let tail = String(decoding: line.utf8.suffix(limit / 3), as: UTF8.self)
        return "\(head)[… \(left) bytes left out …]\(tail)"
    }
}
