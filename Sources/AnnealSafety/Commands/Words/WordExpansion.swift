/// The words of a script become texts: quotes, tilde, variables, braces, patterns, substitutions.
extension CommandAnalysis {
    /// A part of a word after expansion: one of several values, each a list of fields that are joined with what stands
    /// beside them at both ends.
    struct Piece {
        var alternatives: [[(text: String, taint: Taint)]]

        static func single(_ text: String, _ taint: Taint = []) -> Piece {
            Piece(alternatives: [[(text, taint)]])
        }
    }

    /// How long a text may become that is put together, in bytes.
    private static let longestText = 1 << 17

    /// How many values a word may have before the rest is left out, with a stand-in for it.
    private static let limit = 16

    /// Expands a word into its possible values, each a list of fields.
    /// `splits` says whether unquoted values are split and patterns count, as in arguments.
    func expand(_ word: ShellWord, splits: Bool = true) -> [[Word]] {
        if word.parts.count == 1, case .literal(let text) = word.parts[0], isOrdinary(text) {
            return [[Word(text: text, range: word.range)]]
        }
        guard splits else { return expandParts(word, splits: false) }
        var results: [[Word]] = [[]]
        // Whoever has no steps left has none for braces.
        let isFollowed = !BraceExpansion.hasBraces(word) || spend()
        let (words, isCut) = isFollowed ? BraceExpansion.words(word) : (words: [word], isCut: true)
        if isCut { emit(.opaque, target: "the words of a brace") }
        for word in words {
            guard spend() else { break }
            let values = expandParts(word, splits: true)
            // Words of a brace stand beside each other; their values are combined only where there are few.
            if values.count == 1 || results.count > 1 {
                results = results.map { $0 + values.flatMap { $0 } }
            } else {
                results = values.map { (results.first ?? []) + $0 }
            }
        }
        return results
    }

    /// Expands a word that becomes exactly one text, such as a value or the target of a redirection.
    ///
    /// - Returns: its possible values.
    func expandSingle(_ word: ShellWord) -> [Word] {
        expand(word, splits: false).map { fields in
            guard let first = fields.first else { return Word(text: "", range: word.range) }
            guard fields.count > 1 else { return first }
            return Word(
                text: fields.map(\.text).joined(separator: " "),
                taint: fields.reduce(into: Taint()) { $0.formUnion($1.taint) }, range: word.range)
        }
    }

    /// Whether a literal needs no expansion.
    private func isOrdinary(_ text: String) -> Bool {
        !text.utf8.contains { $0 == 0x2A || $0 == 0x3F || $0 == 0x5B || $0 == 0x7B || $0 == 0x7E }
    }

    private func expandParts(_ word: ShellWord, splits: Bool) -> [[Word]] {
        struct Partial {
            var fields: [Word] = []
            var text = ""
            var taint: Taint = []
            var isOpen = false
        }
        var partials = [Partial()]
        for (index, part) in word.parts.enumerated() {
            let piece = expand(part, isFirst: index == 0, splits: splits)
            if partials.count == 1, piece.alternatives.count == 1, piece.alternatives[0].count == 1 {
                // The usual case, in place: copies of a long word for each of its parts take long.
                extend(&partials[0].text, by: piece.alternatives[0][0].text)
                partials[0].taint.formUnion(piece.alternatives[0][0].taint)
                partials[0].isOpen = true
                continue
            }
            var next: [Partial] = []
            for partial in partials {
                for alternative in piece.alternatives {
                    guard next.count < Self.limit else { break }
                    var grown = partial
                    for (index, field) in alternative.enumerated() {
                        if index > 0 {
                            if grown.isOpen {
                                grown.fields.append(Word(text: grown.text, taint: grown.taint, range: word.range))
                            }
                            grown.text = ""
                            grown.taint = []
                            grown.isOpen = false
                        }
                        extend(&grown.text, by: field.text)
                        grown.taint.formUnion(field.taint)
                        grown.isOpen = grown.isOpen || alternative.count == 1 || !field.text.isEmpty
                    }
                    next.append(grown)
                }
            }
            if partials.count * piece.alternatives.count > Self.limit, !next.isEmpty {
                next[next.count - 1].taint.insert(.uncertain)
                next.append(Partial(text: Mark.unknownText, taint: .uncertain, isOpen: true))
            }
            partials = next
        }
        return partials.map { partial in
            partial.isOpen
                ? partial.fields + [Word(text: partial.text, taint: partial.taint, range: word.range)] : partial.fields
        }
    }

    /// Puts a text behind another one; what grows without bound is not followed.
    private func extend(_ text: inout String, by more: String) {
        text += more
        let length = more.utf8.count
        if length > 1024 { _ = spend(length >> 8) }
        guard text.utf8.count > Self.longestText else { return }
        _ = spend(200)
        text = Mark.unknownText
    }

    private func expand(_ part: ShellPart, isFirst: Bool, splits: Bool) -> Piece {
        switch part {
        case .literal(let text): return .single(literal(text, isFirst: isFirst, hasPatterns: splits))
        case .escaped(let text), .singleQuoted(let text): return .single(text)
        case .ansiQuoted(let text, _): return .single(Self.withoutMarks(text))
        case .doubleQuoted(let parts), .localized(let parts): return quoted(parts)
        case .variable(let name): return splits ? split(variable(name)) : variable(name)
        case .parameter(let parameter):
            return splits ? split(expand(parameter)) : expand(parameter)
        case .command(let script, _): return substitute(script, splits: splits)
        case .arithmetic(let word, _):
            evaluateArithmetic(word)
            return .single(Mark.plainText)
        case .process(let script, let isOutput): return process(script, isOutput: isOutput)
        case .pattern(_, let body):
            _ = expand(body)
            return .single(splits ? Mark.starText : Mark.unknownText)
        case .assignment(let assignment):
            // Within a function it may be one of its own: what the variable was outside of it stays possible.
            if scope.locals.isEmpty { assign(assignment) } else { inBranch { assign(assignment) } }
            return .single(assignment.name + "=" + Mark.unknownText, .elements)
        }
    }

    /// The parts between double quotes, as one field; `"$@"` and `"${a[@]}"` give several.
    private func quoted(_ parts: [ShellPart]) -> Piece {
        var result = Piece.single("")
        var isEmptyList = false
        for part in parts {
            let piece: Piece
            switch part {
            case .literal(let text), .escaped(let text), .singleQuoted(let text): piece = .single(text)
            case .ansiQuoted(let text, _): piece = .single(Self.withoutMarks(text))
            default: piece = expand(part, isFirst: false, splits: false)
            }
            if parts.count == 1, piece.alternatives.allSatisfy(\.isEmpty) { isEmptyList = true }
            if result.alternatives.count == 1, result.alternatives[0].count == 1, piece.alternatives.count == 1,
                piece.alternatives[0].count == 1
            {
                extend(&result.alternatives[0][0].text, by: piece.alternatives[0][0].text)
                result.alternatives[0][0].taint.formUnion(piece.alternatives[0][0].taint)
            } else {
                result = joined(result, piece)
            }
        }
        if isEmptyList { return Piece(alternatives: [[]]) }
        return result
    }

    private func joined(_ left: Piece, _ right: Piece) -> Piece {
        var alternatives: [[(text: String, taint: Taint)]] = []
        for start in left.alternatives {
            for end in right.alternatives where alternatives.count < Self.limit {
                guard let last = start.last, let first = end.first else {
                    alternatives.append(start + end)
                    continue
                }
                var middle = (text: last.text, taint: last.taint.union(first.taint))
                extend(&middle.text, by: first.text)
                alternatives.append(start.dropLast() + [middle] + end.dropFirst())
            }
        }
        if left.alternatives.count * right.alternatives.count > Self.limit {
            alternatives.append([(text: Mark.unknownText, taint: .uncertain)])
        }
        return Piece(alternatives: alternatives)
    }

    // MARK: Literals

    /// A literal with its tilde and patterns.
    private func literal(_ text: String, isFirst: Bool, hasPatterns: Bool) -> String {
        guard !isOrdinary(text) else { return text }
        var text = text
        if isFirst, text.utf8.first == 0x7E {
            text = tilde(text)
        } else if isFirst, let equals = text.firstIndex(of: "="), text[equals...].hasPrefix("=~") {
            text = text[...equals] + tilde(String(text[text.index(after: equals)...]))
        }
        // `http://[::1]:80` is an address, not a pattern.
        return hasPatterns && !text.contains("://[") ? Self.patterns(text) : text
    }

    /// A text whose patterns are marks.
    static func patterns(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 == 0x2A || $0 == 0x3F || $0 == 0x5B }) else { return text }
        var result: [UInt8] = []
        let bytes = Array(text.utf8)
        // Brackets that nothing closes are none; those that are closed late are not looked at in detail.
        let lastClose = bytes.lastIndex(of: 0x5D) ?? -1
        var index = 0
        while index < bytes.count {
            switch bytes[index] {
            case 0x5B where index < lastClose && !bytes[(index + 1)...].prefix(96).contains(0x5D):
                result.append(Mark.unknown)
                index = lastClose
            case 0x2A:
                if result.last != Mark.star { result.append(Mark.star) }
            case 0x3F: result.append(Mark.one)
            case 0x5B:
                if index < lastClose, let end = bytes[(index + 1)...].firstIndex(of: 0x5D), end > index + 1,
                    !bytes[index..<end].contains(0x2F)
                {
                    result.append(Mark.one)
                    index = end
                } else {
                    result.append(0x5B)
                }
            default: result.append(bytes[index])
            }
            index += 1
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// `~`, `~/x`, `~user/x`, `~+/x`, `~-/x` at the start of a text.
    func tilde(_ text: String) -> String {
        let rest = text.firstIndex(of: "/") ?? text.endIndex
        let name = text[text.index(after: text.startIndex)..<rest]
        let folder: String
        switch name {
        case "": folder = singleValue("HOME") ?? paths.places.home
        case "+": folder = scope.folder
        case "-": folder = Mark.unknownText
        case "root": folder = "/root"
        default:
            guard name.utf8.allSatisfy({ $0 == 0x2D || $0 == 0x5F || $0 == 0x2E || ($0 >= 0x30 && $0 <= 0x7A) }) else {
                return text
            }
            folder = name == paths.places.user[...] ? paths.places.home : "/home/" + name
        }
        return folder + text[rest...]
    }

    /// A text in which nothing looks like a mark.
    static func withoutMarks(_ text: String) -> String {
        guard text.utf8.contains(where: Mark.isMark) else { return text }
        return String(decoding: text.utf8.map { Mark.isMark($0) ? Mark.unknown : $0 }, as: UTF8.self)
    }

    // MARK: Substitutions

    /// `$(…)`.
    private func substitute(_ script: ShellScript, splits: Bool) -> Piece {
        let flow = inSubshell { run(script) }
        let taint = flow.taint.subtracting(.generated)
        if !flow.names.isEmpty {
            return Piece(alternatives: [flow.names.map { ($0.text, $0.taint.union(taint)) }])
        }
        guard var text = flow.text, text.utf8.count < 1 << 16 else { return .single(Mark.unknownText, flow.taint) }
        while text.hasSuffix("\n") { text.removeLast() }
        let piece = Piece.single(text, taint)
        return splits ? split(piece) : piece
    }

    /// `<(…)` and `>(…)`: a path whose contents are what flows.
    private func process(_ script: ShellScript, isOutput: Bool) -> Piece {
        let flow = inSubshell { run(script, input: isOutput ? .generated : .none) }
        let path = "/dev/fd/\(60 + written.count)"
        written[path] = isOutput ? .generated : flow
        return .single(path, flow.taint.subtracting(.generated))
    }

    /// Unquoted values are split at white space, and patterns in them count.
    private func split(_ piece: Piece) -> Piece {
        Piece(
            alternatives: piece.alternatives.map { fields in
                fields.flatMap { field -> [(text: String, taint: Taint)] in
                    guard field.text.utf8.contains(where: isSpecial) else { return field.text.isEmpty ? [] : [field] }
                    let separators = scope.separators ?? " "
                    let isSeparator: (Character) -> Bool = { character in
                        character == " " || character == "\n" || character == "\t" || separators.contains(character)
                    }
                    let parts = field.text.split(whereSeparator: isSeparator)
                    var words = parts.prefix(256).map { (text: Self.patterns(String($0)), taint: field.taint) }
                    if parts.count > 256 { words.append((Mark.unknownText, field.taint)) }
                    // Separators at the ends part what stands beside them.
                    if field.text.first.map(isSeparator) == true { words.insert(("", field.taint), at: 0) }
                    if field.text.last.map(isSeparator) == true { words.append(("", field.taint)) }
                    return words
                }
            })
    }

    private func isSpecial(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x2A || byte == 0x3F || byte == 0x5B
            || (scope.separators?.utf8.contains(byte) ?? false)
    }
}
