internal import AnnealFoundation

/// What a call's result has: "`make_bill(…)` has total 250, notes `[]` and tip 0", "the hours 1.5 and the unit `h`".
extension ProseExamples {
    /// A name and its value.
    struct Attribute {
        var name: String
        var value: String
    }

    private static let verbs = WordSet("has have")
    private static let articles = WordSet("the a an its attribute attributes field fields property properties")

    /// Reads a call, or a literal that a function takes, of which a sentence says what its result has.
    ///
    /// - Returns: how many spans were understood; `nil` when the sentence says nothing of the kind.
    func described(
        _ first: Int, _ spans: Range<Int>, _ range: Range<Int>, _ scope: inout ExampleScope,
        _ examples: inout [Example]
    ) -> Int? {
        let kind = read[first].kind
        let end = source.spans[first].outer.upperBound
        guard kind == .call || kind == .value, source.flat.has(" ha", at: end, before: range.upperBound),
            let (pairs, next) = attributes(after: end, next: first + 1, spans, range),
            !dependsOnState(before: source.spans[first].outer.lowerBound, in: range, call: read[first]),
            let call = call(first, nil, scope) ?? call(likeThatBefore: read[first], scope)
        else { return nil }
        for pair in pairs { add("\(call).\(pair.name)", .value(pair.value), first, next - 1, &scope, &examples) }
        return next - first
    }

    /// A text as the argument of the function that the example before gave a text to.
    private func call(likeThatBefore span: ReadSpan, _ scope: ExampleScope) -> String? {
        guard span.kind == .value, span.expression?.shape == .text, let last = scope.lastCall else { return nil }
        let name = ExampleScope.calledName(last)
        let argument = last.dropFirst(name.count + 1).dropLast()
        guard last.hasSuffix(")"), argument.count > 1, argument.hasPrefix("\""), argument.hasSuffix("\""),
            !argument.dropFirst().dropLast().contains("\"")
        else { return nil }
        return "\(name)(\(source.flat.text(span.content)))"
    }

    /// The attributes that a sentence names behind a subject.
    ///
    /// - Parameters:
    ///   - offset: where the subject ends.
    ///   - next: the first code span behind it.
    ///   - spans: the part's code spans.
    ///   - range: the part's text.
    /// - Returns: the pairs and the span behind the last that was used; `nil` unless the whole clause was understood.
    func attributes(
        after offset: Int, next: Int, _ spans: Range<Int>, _ range: Range<Int>
    ) -> (pairs: [Attribute], next: Int)? {
        let bytes = source.flat
        var cursor = Cursor(offset: offset, span: next)
        guard let verb = word(&cursor, spans, range), Self.verbs.contains(WordKey(bytes, verb)) else { return nil }
        var pairs: [Attribute] = []
        while pairs.count < 12 {
            guard let name = attributeName(&cursor, spans, range),
                let value = attributeValue(&cursor, spans, range)
            else { return nil }
            pairs.append(Attribute(name: name, value: value))
            skipSpaces(&cursor, range)
            guard cursor.offset < range.upperBound else { return (pairs, cursor.span) }
            switch bytes[cursor.offset] {
            case ASCII.dot, ASCII.semicolon, ASCII.closeParenthesis: return (pairs, cursor.span)
            case ASCII.comma:
                cursor.offset += 1
                skip("and", &cursor, spans, range)
            default:
                guard skip("and", &cursor, spans, range) else { return nil }
            }
        }
        return nil
    }

    /// A place in the part: the next byte, and the next code span that has not been passed.
    private struct Cursor {
        var offset: Int
        var span: Int
    }

    private func skipSpaces(_ cursor: inout Cursor, _ range: Range<Int>) {
        while cursor.offset < range.upperBound, source.flat[cursor.offset] == ASCII.space { cursor.offset += 1 }
    }

    private func isAtSpan(_ cursor: Cursor, _ spans: Range<Int>) -> Bool {
        cursor.span < spans.upperBound && source.spans[cursor.span].outer.lowerBound == cursor.offset
    }

    /// The next word outside of code spans.
    private func word(_ cursor: inout Cursor, _ spans: Range<Int>, _ range: Range<Int>) -> Range<Int>? {
        skipSpaces(&cursor, range)
        guard !isAtSpan(cursor, spans) else { return nil }
        let start = cursor.offset
        while cursor.offset < range.upperBound, ASCII.isName(source.flat[cursor.offset]) { cursor.offset += 1 }
        return cursor.offset > start ? start..<cursor.offset : nil
    }

    @discardableResult
    private func skip(_ text: String, _ cursor: inout Cursor, _ spans: Range<Int>, _ range: Range<Int>) -> Bool {
        var ahead = cursor
        guard let word = word(&ahead, spans, range), WordKey(source.flat, word) == WordKey(text) else { return false }
        cursor = ahead
        return true
    }

    /// A span's content, if one comes next.
    private func span(_ cursor: inout Cursor, _ spans: Range<Int>, _ range: Range<Int>) -> ReadSpan? {
        skipSpaces(&cursor, range)
        guard isAtSpan(cursor, spans) else { return nil }
        defer {
            cursor.offset = source.spans[cursor.span].outer.upperBound
            cursor.span += 1
        }
        return read[cursor.span]
    }

    private func attributeName(_ cursor: inout Cursor, _ spans: Range<Int>, _ range: Range<Int>) -> String? {
        var found: Range<Int>?
        var words = 0
        while words < 3, let word = word(&cursor, spans, range) {
            words += 1
            if Self.articles.contains(WordKey(source.flat, word)) { continue }
            found = word
            break
        }
        if found == nil, let span = span(&cursor, spans, range) {
            guard span.kind == .name else { return nil }
            found = span.content
        }
        guard let found, let first = found.first, !ASCII.isDigit(source.flat[first]) else { return nil }
        let name = source.flat.text(found)
        return name.utf8.allSatisfy(ASCII.isName) && name.count > 1 ? name : nil
    }

    /// A literal in a code span or a number in the sentence; a plain word in a code span is a text.
    private func attributeValue(_ cursor: inout Cursor, _ spans: Range<Int>, _ range: Range<Int>) -> String? {
        var ahead = cursor
        if let span = span(&ahead, spans, range) {
            cursor = ahead
            if span.kind == .value { return source.flat.text(span.content) }
            guard span.kind == .name, span.content.allSatisfy({ ASCII.isName(source.flat[$0]) }) else { return nil }
            return "\"\(source.flat.text(span.content))\""
        }
        skipSpaces(&cursor, range)
        let bytes = source.flat
        let start = cursor.offset
        while cursor.offset < range.upperBound,
            ASCII.isName(bytes[cursor.offset]) || (cursor.offset == start && bytes[cursor.offset] == ASCII.dash)
                || (bytes[cursor.offset] == ASCII.dot && cursor.offset + 1 < range.upperBound
                    && ASCII.isDigit(bytes[cursor.offset + 1]))
        {
            cursor.offset += 1
        }
        guard let expression = expressions.read(start..<cursor.offset), expression.isClosedValue,
            expression.shape == .number || expression.shape == .constant
        else { return nil }
        return bytes.text(start..<cursor.offset)
    }
}
