/// A word of a filter expression.
struct FilterToken: Sendable, Hashable {
    enum Kind: Sendable, Hashable {
        case word(String)
        case text(String)
        case symbol(String)
        case end
    }

    var kind: Kind
    /// In characters, from 1.
    var column: Int

    static let symbols = ["<=", ">=", "!=", "=", "<", ">", "~", "(", ")", ","]

    /// How the word is told in an error.
    var shown: String {
        switch kind {
        case .word(let word): "'\(word)'"
        case .text(let text): Self.quoted(text)
        case .symbol(let symbol): "'\(symbol)'"
        case .end: "the end"
        }
    }

    static func quoted(_ text: String) -> String {
        "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }

    /// Splits an expression into its words; the last one is `.end`.
    static func split(_ expression: String) throws(FilterError) -> [FilterToken] {
        let characters = Array(expression)
        var tokens: [FilterToken] = []
        var index = 0
        while index < characters.count {
            let character = characters[index]
            let column = index + 1
            if character.isWhitespace {
                index += 1
            } else if character == "\"" {
                let text = try quotedText(characters, &index, expression)
                tokens.append(FilterToken(kind: .text(text), column: column))
            } else if isWordCharacter(character) {
                let end = characters[index...].firstIndex { !isWordCharacter($0) } ?? characters.count
                tokens.append(FilterToken(kind: .word(String(characters[index..<end])), column: column))
                index = end
            } else if let symbol = symbols.first(where: { characters[index...].starts(with: $0) }) {
                tokens.append(FilterToken(kind: .symbol(symbol), column: column))
                index += symbol.count
            } else {
                throw FilterError(
                    message: "'\(character)' means nothing in a filter", expression: expression, column: column)
            }
        }
        tokens.append(FilterToken(kind: .end, column: characters.count + 1))
        return tokens
    }

    private static func isWordCharacter(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || ".*_-:/+".contains(character)
    }

    private static func quotedText(
        _ characters: [Character], _ index: inout Int, _ expression: String
    ) throws(FilterError) -> String {
        let start = index
        index += 1
        var text = ""
        while index < characters.count, characters[index] != "\"" {
            if characters[index] == "\\", index + 1 < characters.count { index += 1 }
            text.append(characters[index])
            index += 1
        }
        guard index < characters.count else {
            throw FilterError(message: "the text has no closing quote", expression: expression, column: start + 1)
        }
        index += 1
        return text
    }
}
