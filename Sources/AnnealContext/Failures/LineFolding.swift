/// Tells lines that come again once, with their number; also rows of up to eight lines.
enum LineFolding {
    private static let longestPeriod = 8

    /// Folds repetitions that follow one another. Lines that differ in their numbers alone are the same from the third on.
    ///
    /// Complexity: O(n).
    static func folded(_ lines: [String]) -> [String] {
        let shapes = lines.map(shape)
        var result: [String] = []
        var index = 0
        while index < lines.count {
            // A row of empty lines is no repetition that tells anything, and may be long.
            if index + 1 < lines.count, isBlank(lines[index]), isBlank(lines[index + 1]) {
                result.append(lines[index])
                index += 1
                continue
            }
            guard let (period, times) = repetition(shapes, lines, from: index) else {
                result.append(lines[index])
                index += 1
                continue
            }
            let first = lines[index..<index + period]
            index += period * times
            let last = lines[index - period..<index]
            result += first
            let above = period == 1 ? "the line above" : "the \(period) lines above"
            if first.elementsEqual(last) {
                result.append("    [\(above) \(times - 1) more times]")
            } else {
                result.append("    [\(times - 2) more like \(above)]")
                result += last
            }
        }
        return result
    }

    private static func repetition(
        _ shapes: [String], _ lines: [String], from start: Int
    ) -> (period: Int, times: Int)? {
        for period in 1...longestPeriod where start + 2 * period <= shapes.count {
            var times = 1
            while start + (times + 1) * period <= shapes.count,
                shapes[start..<start + period]
                    == shapes[start + times * period..<start + (times + 1) * period]
            { times += 1 }
            let row = lines[start..<start + period]
            guard times > 1, !row.allSatisfy(isBlank) else { continue }
            let isExact = row.elementsEqual(lines[start + period..<start + 2 * period])
            // Two lines with other numbers may be two findings; many of them are one.
            if times >= (isExact ? 3 : 5) { return (period, times) }
        }
        return nil
    }

    private static func isBlank(_ line: String) -> Bool { line.allSatisfy(\.isWhitespace) }

    /// A line with `#` in the place of numbers, which tells repetitions that count.
    private static func shape(_ line: String) -> String {
        var shape = ""
        var isNumber = false
        for character in line {
            let isDigit = character.isASCII && character.isNumber
            if isDigit, isNumber { continue }
            isNumber = isDigit
            shape.append(isDigit ? "#" : character)
        }
        return shape
    }
}
