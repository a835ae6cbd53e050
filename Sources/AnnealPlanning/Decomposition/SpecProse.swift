/// A requirement's text as sentences with the code that they name.
///
/// Complexity: O(n).
struct SpecProse {
    /// The pieces of code in the order of the text.
    private(set) var mentions: [CodeMention] = []
    /// The text without fenced blocks.
    private(set) var prose = ""
    /// Names of parameters of anything in the text.
    private(set) var parameters: Set<String> = []

    /// Reads Markdown.
    init(markdown: String) {
        var fence: (mark: Character, lines: [Substring])?
        var plain: [Substring] = []
        for line in markdown.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            let trimmed = line.trimmingPrefix { $0 == " " || $0 == "\t" }
            let isFence = trimmed.hasPrefix("```") || trimmed.hasPrefix("~~~")
            if let open = fence {
                if isFence, trimmed.first == open.mark {
                    readBlock(open.lines)
                    fence = nil
                } else {
                    fence?.lines.append(line)
                }
            } else if isFence, let mark = trimmed.first {
                fence = (mark, [])
            } else {
                plain.append(line)
            }
        }
        if let open = fence { readBlock(open.lines) }
        prose = plain.joined(separator: "\n")
        readSpans(Array(prose))
    }

    /// The words of the text in lower case, for finding what is near to what.
    var words: [String] {
        prose.lowercased().split { !$0.isLetter }.map(String.init)
    }

    private mutating func readBlock(_ lines: [Substring]) {
        let starts = ["def ", "async def ", "class ", "function ", "async function ", "export ", "func ", "pub fn "]
        for line in lines where starts.contains(where: line.hasPrefix) {
            let source = String(line)
            guard let definition = DefinitionScanner.definitions(in: source).first else { continue }
            var mention = CodeMention(kind: .definition, name: definition.name, text: source)
            mention.text = source.last == ":" ? String(source.dropLast()) : source
            if let open = source.firstIndex(of: "("), let close = source.lastIndex(of: ")"), open < close {
                let list = source[source.index(after: open)..<close]
                mention.parameters = CodeMention.topLevelParts(list).compactMap(CodeMention.parameterName)
                parameters.formUnion(mention.parameters)
            }
            mentions.append(mention)
        }
    }

    private mutating func readSpans(_ text: [Character]) {
        var position = 0
        while position < text.count {
            guard text[position] == "`" else {
                position += 1
                continue
            }
            let ticks = text[position...].prefix { $0 == "`" }.count
            let start = position + ticks
            guard let end = Self.closing(text, from: start, ticks: ticks) else {
                position = start
                continue
            }
            read(span: String(text[start..<end]), text, from: position, to: end + ticks)
            position = end + ticks
        }
    }

    private mutating func read(span: String, _ text: [Character], from start: Int, to end: Int) {
        if span.hasPrefix("("), span.hasSuffix(")") {
            let names = CodeMention.topLevelParts(span.dropFirst().dropLast()).map(CodeMention.parameterName)
            if !names.contains(nil) { parameters.formUnion(names.compactMap { $0 }) }
            return
        }
        let before = String(Self.sentenceStart(text, start))
        if before.lowercased().hasSuffix("command ") || before.lowercased().hasSuffix("commands ") {
            mentions.append(CodeMention(kind: .command, name: span, text: span))
            return
        }
        guard var mention = CodeMention(span: span) else { return }
        mention.before = before
        mention.after = String(text[end..<min(end + 60, text.count)])
        if mention.kind == .signature { parameters.formUnion(mention.parameters.filter { !$0.isEmpty }) }
        mentions.append(mention)
    }

    /// The text of the same sentence before a place, at most 120 characters.
    private static func sentenceStart(_ text: [Character], _ place: Int) -> ArraySlice<Character> {
        var start = place
        while start > 0, place - start < 120 {
            if start > 1, text[start - 1] == " " || text[start - 1] == "\n", text[start - 2] == "." { break }
            if start > 1, text[start - 1] == "\n", text[start - 2] == "\n" { break }
            start -= 1
        }
        return text[start..<place]
    }

    private static func closing(_ text: [Character], from start: Int, ticks: Int) -> Int? {
        var position = start
        while position < text.count {
            guard text[position] == "`" else {
                if text[position] == "\n", position + 1 < text.count, text[position + 1] == "\n" { return nil }
                position += 1
                continue
            }
            let run = text[position...].prefix { $0 == "`" }.count
            if run == ticks { return position }
            position += run
        }
        return nil
    }
}
