/// Finds code spans as CommonMark does: a run of backticks up to the next run of the same length.
enum CodeSpans {
    /// Adds the spans of a block's text. Complexity: O(n).
    static func find(in bytes: Bytes, _ range: Range<Int>, _ spans: inout [CodeSpan]) {
        guard var next = bytes.find(ASCII.backtick, in: range) else { return }
        var offset = range.lowerBound
        // Lengths of which there is no further run, so that none is looked for twice.
        var missing: Set<Int> = []
        while true {
            if let escape = bytes.find(ASCII.backslash, in: offset..<next) {
                // What follows a backslash is no mark, also if it is a backtick.
                offset = escape + 2
                guard offset > next else { continue }
            } else {
                offset = runEnd(bytes, next, range)
                let run = offset - next
                if run <= 80, !missing.contains(run) {
                    if let close = closingRun(bytes, run, in: offset..<range.upperBound) {
                        spans.append(
                            CodeSpan(content: content(bytes, offset..<close), outer: next..<(close + run)))
                        offset = close + run
                    } else {
                        missing.insert(run)
                    }
                }
            }
            guard offset < range.upperBound, let found = bytes.find(ASCII.backtick, in: offset..<range.upperBound)
            else { return }
            next = found
        }
    }

    private static func runEnd(_ bytes: Bytes, _ start: Int, _ range: Range<Int>) -> Int {
        var end = start
        while end < range.upperBound, bytes[end] == ASCII.backtick { end += 1 }
        return end
    }

    private static func closingRun(_ bytes: Bytes, _ run: Int, in range: Range<Int>) -> Int? {
        var offset = range.lowerBound
        while let start = bytes.find(ASCII.backtick, in: offset..<range.upperBound) {
            offset = runEnd(bytes, start, range)
            if offset - start == run { return start }
        }
        return nil
    }

    private static func content(_ bytes: Bytes, _ range: Range<Int>) -> Range<Int> {
        guard range.count > 2, bytes[range.lowerBound] == ASCII.space, bytes[range.upperBound - 1] == ASCII.space
        else { return range }
        return range.lowerBound + 1..<range.upperBound - 1
    }
}
