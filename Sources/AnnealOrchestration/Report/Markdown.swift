/// Pieces of Markdown, written so that foreign text stays text.
enum Markdown {
    /// A table with a head.
    static func table(_ head: [String], _ rows: [[String]]) -> [String] {
        func line(_ cells: [String]) -> String { "| \(cells.joined(separator: " | ")) |" }
        return [line(head), line(head.map { _ in "---" })] + rows.map { line($0.map(plain)) }
    }

    /// A text without meaning for Markdown, on one line.
    static func plain(_ text: String) -> String {
        var escaped = ""
        for character in oneLine(text) {
            if "\\`*_[]<>|#~&".contains(character) { escaped.append("\\") }
            escaped.append(character)
        }
        return escaped
    }

    /// A sentence that is Markdown already, on one line and without HTML.
    static func line(_ markdown: String) -> String {
        var escaped = ""
        var isCode = false
        for character in oneLine(markdown) {
            if character == "`" { isCode.toggle() }
            if !isCode && character == "<" { escaped.append("\\") }
            escaped.append(character)
        }
        return escaped
    }

    /// A text inside a code span.
    static func code(_ text: String) -> String { oneLine(text).replacing("`", with: "'") }

    /// A text as a code block, with a fence longer than any run of backticks in it.
    static func block(_ text: String) -> [String] {
        var longest = 0
        var present = 0
        for character in text {
            present = character == "`" ? present + 1 : 0
            longest = max(longest, present)
        }
        let fence = String(repeating: "`", count: max(3, longest + 1))
        return [fence, text.hasSuffix("\n") ? String(text.dropLast()) : text, fence]
    }

    private static func oneLine(_ text: String) -> String {
        text.split(whereSeparator: \.isNewline).map { $0.drop { $0 == " " } }.joined(separator: " ")
    }
}
