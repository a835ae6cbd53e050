/// A declaration or statement of a file, or a member of a type, with everything that belongs to it.
struct BraceNode: Sendable, Hashable {
    /// What kind of statement.
    enum Kind: Sendable, Hashable {
        case importing, function, type, value
        /// `export { a, b }`.
        case exportList
        /// A statement that changes something: `module.exports = …`, `Thing.x = …`.
        case effect
        case statement
        /// Comments that stand alone.
        case comment
    }

    var kind: Kind
    /// The names that it binds.
    var names: [String] = []
    /// What tells it from its neighbours of the same name: accessors, overloads.
    var key = ""
    /// Whether other files can use it.
    var isExported = false
    /// Comment lines directly above.
    var lead: [String] = []
    var lines: [String]
    /// Blank lines above.
    var blankBefore: Int
    /// The first line in the file, comments included, from 0.
    var firstLine: Int
    /// Tokens without comments; their lines count from the beginning of the file.
    var tokens: [BraceToken]
    /// Where in `tokens` the body's brace opens.
    var bodyStart: Int?
    /// Members of a type.
    var children: [BraceNode] = []

    var name: String { names.first ?? "" }
    var lastLine: Int { firstLine + lead.count + lines.count - 1 }

    /// From the first word to the body, on one line.
    var signature: String {
        var text = ""
        var previous: BraceToken?
        for token in tokens[..<(bodyStart ?? tokens.count)] where !token.isSymbol(";") {
            if let previous {
                let isApart =
                    token.line != previous.lastLine || token.column > previous.column + previous.text.utf8.count
                let isTight = token.line != previous.lastLine && (previous.text == "(" || token.text == ")")
                if isApart && !isTight { text += " " }
            }
            text += token.text
            previous = token
        }
        return text
    }

    /// Names that it mentions, members left out.
    var mentions: Set<String> { Self.mentions(in: tokens[...]) }

    static func mentions(in tokens: ArraySlice<BraceToken>) -> Set<String> {
        var names = Set<String>()
        var previous: BraceToken?
        for token in tokens {
            if token.kind == .name && previous?.isSymbol(".") != true { names.insert(token.text) }
            if token.kind == .string && (token.text.hasPrefix("`") || token.text.contains("\\(")) {
                names.formUnion(
                    token.text.split { !($0.isLetter || $0.isNumber || $0 == "_" || $0 == "$") }.map(String.init))
            }
            previous = token
        }
        return names
    }

    /// Names whose values are needed when the file is loaded.
    var eagerMentions: Set<String> {
        switch kind {
        case .function: return []
        case .type: return Self.mentions(in: tokens[..<(bodyStart ?? tokens.count)]).subtracting(names)
        case .value:
            let isFunction =
                tokens.contains { $0.isSymbol("=>") && $0.depth <= 1 } || tokens.contains { $0.isName("function") }
            return isFunction ? [] : mentions.subtracting(names)
        default: return mentions
        }
    }

    /// White space in front of the first line, in bytes.
    var indent: Int { lines.first.map { $0.utf8.prefix { $0 == 32 || $0 == 9 }.count } ?? 0 }

    /// The node with its lines shifted; text within strings stays as it is.
    func shifted(by columns: Int) -> BraceNode {
        guard columns != 0 else { return self }
        var frozen = Set<Int>()
        for token in tokens where token.kind != .comment && token.lastLine > token.line {
            frozen.formUnion(token.line + 1...token.lastLine)
        }
        var node = self
        let first = firstLine + lead.count
        node.lead = lead.map { PythonNode.shift($0, by: columns) }
        node.lines = lines.enumerated().map { frozen.contains(first + $0) ? $1 : PythonNode.shift($1, by: columns) }
        return node
    }

    /// Whether a function's body is empty or only says that it is not written yet.
    var isStub: Bool {
        guard kind == .function, let bodyStart else { return false }
        let body = tokens[(bodyStart + 1)...].dropLast(while: { $0.isSymbol("}") || $0.isSymbol(";") })
        if body.isEmpty { return true }
        let text = body.map(\.text).joined(separator: " ").lowercased()
        return text.contains("not implemented") && body.count < 12
    }

    /// Its lines without trailing white space, to tell whether it is there already.
    var normalised: [String] {
        lines.map { line in
            var line = line[...]
            while line.last?.isWhitespace == true { line = line.dropLast() }
            return String(line)
        }
    }

    /// This definition in the place of another: comments above stay when the new one has none.
    func replacing(_ old: BraceNode) -> BraceNode {
        var node = self
        node.blankBefore = old.blankBefore
        if lead.isEmpty { node.lead = old.lead }
        return node
    }
}

extension Collection where Self: BidirectionalCollection {
    /// The collection without the elements at its end that fulfil a condition.
    func dropLast(while condition: (Element) -> Bool) -> SubSequence {
        var slice = self[...]
        while let last = slice.last, condition(last) { slice = slice.dropLast() }
        return slice
    }
}
