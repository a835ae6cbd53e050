/// Foreign text as a person at a terminal has to see it: nothing in it moves the cursor, hides, or turns the direction.
public enum VisibleText {
    /// The lines of a text. A carriage return is none of their ends: a terminal would write over what is there.
    ///
    /// - Parameter text: of any kind.
    /// - Returns: at least one line, with characters that are not seen as `\u{…}`.
    /// - Complexity: O(n).
    public static func lines(_ text: String) -> [String] {
        text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            var shown = String.UnicodeScalarView()
            for scalar in line {
                if isSeen(scalar) {
                    shown.append(scalar)
                } else {
                    shown.append(contentsOf: "\\u{\(String(scalar.value, radix: 16, uppercase: true))}".unicodeScalars)
                }
            }
            return String(shown)
        }
    }

    /// A text on one line.
    ///
    /// - Parameter text: of any kind.
    /// - Returns: the text with `⏎` in the place of line feeds.
    /// - Complexity: O(n).
    public static func line(_ text: String) -> String { lines(text).joined(separator: "⏎") }

    private static func isSeen(_ scalar: UnicodeScalar) -> Bool {
        if scalar == " " || scalar == "\t" { return true }
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator,
            .spaceSeparator:
            return false
        default: return !scalar.properties.isDefaultIgnorableCodePoint
        }
    }
}
