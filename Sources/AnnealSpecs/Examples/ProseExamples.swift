internal import AnnealFoundation

/// Reads examples from sentences: `f(x)` returns `y`; `f(x)` and `f(y)` raise `ValueError`; `IN` becomes `OUT`.
///
/// A wrong example is worse than a missing one: whatever has a condition, a state or a doubt is left out.
struct ProseExamples {
    let source: SpecSource
    let read: View<ReadSpan>
    let expressions: ExpressionReader

    private static let conditions = WordSet(
        "when if unless or plus after before until while for instead rather otherwise only depending except once")
    private static let pastOrState = WordSet(
        "after today currently previously formerly once until earlier afterwards was unlike instead")
    private static let setting = WordSet("given with if while when suppose assume assuming")
    private static let operators = ByteSet("+-*/%=<>")
    private static let special = ByteSet("\"'\\`{}<>$")
    private static let exclusions = WordSet("unless except but other however than not")

    /// Reads one part of a criterion.
    ///
    /// - Parameters:
    ///   - spans: the part's code spans.
    ///   - range: the part's text.
    ///   - scope: what examples may rely on.
    ///   - examples: gets what is found.
    func read(
        spans: Range<Int>, in range: Range<Int>, scope: inout ExampleScope, into examples: inout [Example]
    ) {
        var index = spans.lowerBound
        while index < spans.upperBound {
            let used = subject(at: index, spans, range, &scope, &examples)
            index += max(used, 1)
        }
        errorLists(spans, range, &scope, &examples)
    }

    /// Reads one group of subjects with what is said of them; returns how many spans were understood.
    private func subject(
        at first: Int, _ spans: Range<Int>, _ range: Range<Int>, _ scope: inout ExampleScope,
        _ examples: inout [Example]
    ) -> Int {
        if read[first].kind == .equation {
            equation(first, range, &scope, &examples)
            return 1
        }
        if let used = described(first, spans, range, &scope, &examples) { return used }
        guard isSubject(first, scope) else { return 0 }
        var last = first
        while last + 1 < spans.upperBound, read[last + 1].kind == read[first].kind, isSubject(last + 1, scope),
            gap(last).map({ Connector.read(source.flat, $0) }) == .list
        {
            last += 1
        }
        let after = source.spans[last].outer.upperBound
        let meaning = gap(last, spans).map { Connector.read(source.flat, $0) } ?? .none
        guard !dependsOnState(before: source.spans[first].outer.lowerBound, in: range, call: read[first]) else {
            return 0
        }
        switch meaning {
        case .value, .change:
            guard last + 1 < spans.upperBound else { break }
            return values(first...last, last + 1, meaning, spans, range, &scope, &examples)
        case .error:
            guard last + 1 < spans.upperBound, isError(last + 1) else { return 0 }
            let (message, used) = message(after: last + 1, spans, range)
            for subject in first...last {
                guard let call = call(subject, nil, scope) else { continue }
                add(
                    call, .error(type: source.flat.text(read[last + 1].content), message: message), first, last + 1,
                    &scope, &examples)
            }
            return last + 1 - first + used
        default: break
        }
        return plainValue(first...last, after, range, &scope, &examples)
    }

    /// Whether a span can be what a sentence speaks of: a call, or a literal where one function with one parameter is
    /// known.
    private func isSubject(_ index: Int, _ scope: ExampleScope) -> Bool {
        switch read[index].kind {
        case .call: true
        case .value: scope.isUnary
        case .name, .other: scope.takesText && isPlainWord(read[index].content)
        default: false
        }
    }

    /// The text between a span and the next one.
    private func gap(_ index: Int, _ spans: Range<Int>? = nil) -> Range<Int>? {
        guard index + 1 < source.spans.count, spans.map({ index + 1 < $0.upperBound }) ?? true else { return nil }
        let start = source.spans[index].outer.upperBound
        let end = source.spans[index + 1].outer.lowerBound
        return start <= end ? start..<end : nil
    }

    /// Whether the words in front say that the call's outcome depends on more than its arguments.
    func dependsOnState(before offset: Int, in range: Range<Int>, call: ReadSpan) -> Bool {
        var start = offset
        while start > range.lowerBound, offset - start < 160 {
            let byte = source.flat[start - 1]
            if byte == ASCII.semicolon || byte == ASCII.colon { break }
            if byte == ASCII.dot, start < offset, source.flat[start] == ASCII.space { break }
            start -= 1
        }
        let hasNoArguments = call.expression?.argumentCount == 0
        return words(in: start..<offset) { key in
            Self.pastOrState.contains(key) || (hasNoArguments && Self.setting.contains(key))
        } && !(call.kind != .call && source.flat.has("after ", at: max(start, offset - 6), before: offset))
    }

    private func words(in range: Range<Int>, _ matches: (WordKey) -> Bool) -> Bool {
        var offset = range.lowerBound
        while offset < range.upperBound {
            let start = offset
            while offset < range.upperBound, ASCII.isLetter(source.flat[offset]) { offset += 1 }
            if offset > start, matches(WordKey(source.flat, start..<offset)) { return true }
            offset += 1
        }
        return false
    }

    /// `f(1)` and `f(2)` return `3`.
    private func values(
        _ subjects: ClosedRange<Int>, _ value: Int, _ meaning: Connector.Meaning, _ spans: Range<Int>,
        _ range: Range<Int>,
        _ scope: inout ExampleScope, _ examples: inout [Example]
    ) -> Int {
        var value = value
        if isError(value) { return 0 }
        guard var text = self.value(value, subject: subjects.lowerBound, meaning, scope) else { return 0 }
        var last = value
        while let gap = gap(last, spans), Connector.restates(source.flat, gap), read[last + 1].kind == .value {
            last += 1
            text = source.flat.text(read[last].content)
        }
        let paired = respectively(subjects, value, spans, range)
        guard paired != nil || !isConditional(after: source.spans[last].outer.upperBound, range, spans, last) else {
            return 0
        }
        for (position, subject) in subjects.enumerated() {
            guard let call = call(subject, meaning, scope) else { return 0 }
            var expected = text
            if let paired {
                value = paired.lowerBound + position
                guard let own = self.value(value, subject: subject, meaning, scope) else { return 0 }
                expected = own
                last = paired.upperBound
            }
            add(call, .value(expected), subjects.lowerBound, last, &scope, &examples)
        }
        return last - subjects.lowerBound + 1
    }

    /// `f(1)` and `f(2)` return `3` and `4`, respectively: the values, when there are as many as calls.
    private func respectively(
        _ subjects: ClosedRange<Int>, _ value: Int, _ spans: Range<Int>, _ range: Range<Int>
    ) -> ClosedRange<Int>? {
        guard subjects.count > 1, value + subjects.count <= spans.upperBound else { return nil }
        let last = value + subjects.count - 1
        for index in value..<last where gap(index).map({ Connector.read(source.flat, $0) }) != .list { return nil }
        let end = source.spans[last].outer.upperBound
        let tail = end..<min(range.upperBound, end + 20)
        return source.flat.find("respectively", in: tail) != nil ? value...last : nil
    }

    /// Whether what follows a value says that it holds only sometimes.
    private func isConditional(after offset: Int, _ range: Range<Int>, _ spans: Range<Int>, _ value: Int) -> Bool {
        var offset = offset
        let bytes = source.flat
        while offset < range.upperBound,
            bytes[offset] == ASCII.space || bytes[offset] == ASCII.closeParenthesis
                || bytes[offset] == ASCII.comma || bytes[offset] == ASCII.asterisk
        {
            offset += 1
        }
        guard offset < range.upperBound else { return false }
        if Self.operators.contains(bytes[offset]) { return true }
        let start = offset
        while offset < range.upperBound, ASCII.isLetter(bytes[offset]) { offset += 1 }
        let key = WordKey(bytes, start..<offset)
        if Self.conditions.contains(key) { return true }
        // "returns `1` and `2`" leaves open which is meant, unless the second has a verb of its own.
        if value + 1 < spans.upperBound, read[value + 1].kind == .value, let gap = gap(value, spans),
            Connector.read(bytes, gap) == .list
        {
            let next = self.gap(value + 1, spans).map { Connector.read(bytes, $0) } ?? .none
            return next == .none
        }
        return false
    }

    /// The value that a span writes.
    private func value(_ index: Int, subject: Int, _ meaning: Connector.Meaning, _ scope: ExampleScope) -> String? {
        let span = read[index]
        if span.kind == .value || span.kind == .call {
            if read[subject].kind != .call, span.kind == .call { return nil }
            return source.flat.text(span.content)
        }
        guard read[subject].kind != .call, let function = scope.unary, isText(function.result) else { return nil }
        return isPlainWord(span.content) && isWordSafe(span.content, meaning) ? quoted(span.content) : nil
    }

    private func isText(_ type: String?) -> Bool {
        ["str", "str | None", "Optional[str]", "String", "String?"].contains(type)
    }

    /// The call for a subject: itself, or the requirement's function with the literal as its argument.
    func call(_ index: Int, _ meaning: Connector.Meaning?, _ scope: ExampleScope) -> String? {
        let span = read[index]
        if span.kind == .call { return source.flat.text(span.content) }
        guard let function = scope.unary, let parameter = function.parameters.first else { return nil }
        let type = parameter.type
        if span.kind == .value, let shape = span.expression?.shape {
            let fits: Bool =
                switch type {
                case "str"?, "string"?, "String"?: shape == .text
                case "int"?, "float"?, "number"?, "Int"?, "Double"?: shape == .number
                case let type?:
                    type.hasPrefix("list") || type.hasPrefix("List") || type.hasPrefix("[")
                        ? shape == .list : shape != .number
                case nil: shape == .text || shape == .list || shape == .mapping
                }
            return fits ? scope.call(function, [source.flat.text(span.content)]) : nil
        }
        guard let meaning, parameter.isText, isWordSafe(span.content, meaning) else { return nil }
        return scope.call(function, [quoted(span.content)])
    }

    /// A text without anything that would have to be escaped or that stands for something else.
    private func isPlainWord(_ range: Range<Int>) -> Bool {
        guard !range.isEmpty, range.count <= 60 else { return false }
        return range.allSatisfy { !Self.special.contains(source.flat[$0]) && source.flat[$0] < 0x80 }
            && source.flat.find("...", in: range) == nil
    }

    /// Words of letters alone may be names of parameters or placeholders; they are texts only where something
    /// *becomes* something.
    private func isWordSafe(_ range: Range<Int>, _ meaning: Connector.Meaning) -> Bool {
        let hasDigit = range.contains { ASCII.isDigit(source.flat[$0]) }
        if hasDigit { return true }
        let isShouted = range.allSatisfy { !ASCII.isLower(source.flat[$0]) }
        return meaning == .change && !isShouted
    }

    private func quoted(_ range: Range<Int>) -> String { "\"\(source.flat.text(range))\"" }

    /// A value without backticks: `f(5)` returns 0. `f(6)` gives the same location.
    private func plainValue(
        _ subjects: ClosedRange<Int>, _ after: Int, _ range: Range<Int>, _ scope: inout ExampleScope,
        _ examples: inout [Example]
    ) -> Int {
        guard read[subjects.lowerBound].kind == .call else { return 0 }
        let next = subjects.upperBound + 1
        let stop =
            next < source.spans.count && source.spans[next].outer.lowerBound < range.upperBound
            ? source.spans[next].outer.lowerBound : range.upperBound
        guard let found = PlainValue.read(source.flat, after..<stop, isEnd: stop == range.upperBound, expressions)
        else { return 0 }
        for subject in subjects {
            let call = source.flat.text(read[subject].content)
            switch found {
            case .same:
                guard let value = scope.lastValue(of: ExampleScope.calledName(call)) else { return 0 }
                add(call, .value(value), subjects.lowerBound, subjects.upperBound, &scope, &examples)
            case .value(let value):
                add(call, .value(value), subjects.lowerBound, subjects.upperBound, &scope, &examples)
            }
        }
        return subjects.count
    }

    private func equation(_ index: Int, _ range: Range<Int>, _ scope: inout ExampleScope, _ examples: inout [Example]) {
        guard let relation = read[index].expression?.relation, expressions.read(relation.right)?.isClosedValue == true,
            !dependsOnState(before: source.spans[index].outer.lowerBound, in: range, call: read[index]),
            !isConditional(after: source.spans[index].outer.upperBound, range, index..<(index + 1), index)
        else { return }
        add(source.flat.text(relation.left), .value(source.flat.text(relation.right)), index, index, &scope, &examples)
    }

    /// Whether a span names an error's type.
    private func isError(_ index: Int) -> Bool {
        guard read[index].kind == .name else { return false }
        return ErrorName.isOne(source.flat, read[index].content)
    }

    /// The message that the words after an error's name give, and how many spans it takes.
    private func message(after index: Int, _ spans: Range<Int>, _ range: Range<Int>) -> (String?, Int) {
        guard index + 1 < spans.upperBound, let gap = gap(index, spans), gap.count < 60 else { return (nil, 0) }
        let bytes = source.flat
        guard
            bytes.find("message", in: gap) != nil || bytes.find("text", in: gap) != nil
                || bytes.find("saying", in: gap) != nil,
            bytes.find(ASCII.dot, in: gap) == nil, bytes.find("not", in: gap) == nil
        else { return (nil, 0) }
        return (ErrorName.message(bytes, read[index + 1].content), 1)
    }

    /// "raises `ValueError`: `f("")` and `f("x")`", and bare arguments after "This includes".
    private func errorLists(
        _ spans: Range<Int>, _ range: Range<Int>, _ scope: inout ExampleScope, _ examples: inout [Example]
    ) {
        for index in spans where isError(index) {
            let before =
                max(range.lowerBound, source.spans[index].outer.lowerBound - 24)..<source.spans[index].outer.lowerBound
            let bytes = source.flat
            guard bytes.find("raise", in: before) != nil || bytes.find("throw", in: before) != nil else { continue }
            let (message, used) = message(after: index, spans, range)
            let first = index + 1 + used
            guard first < spans.upperBound else { continue }
            let gap = source.spans[first - 1].outer.upperBound..<source.spans[first].outer.lowerBound
            guard gap.count < 160, !words(in: gap, { Self.exclusions.contains($0) }), introducesList(gap) else {
                continue
            }
            let type = bytes.text(read[index].content)
            let expectation = Example.Expectation.error(type: type, message: message)
            let rest = first..<spans.upperBound
            if read[first].kind == .call {
                listOfCalls(rest, index, expectation, &scope, &examples)
            } else if let function = scope.unary, rest.allSatisfy({ isTextLiteral($0) }),
                !words(in: gap.lowerBound..<range.upperBound, { Self.exclusions.contains($0) })
            {
                if bytes.find("the empty string", in: gap.lowerBound..<range.upperBound) != nil {
                    add(scope.call(function, ["\"\""]), expectation, index, index, &scope, &examples)
                }
                for argument in rest {
                    add(
                        scope.call(function, [bytes.text(read[argument].content)]), expectation, index,
                        argument,
                        &scope, &examples)
                }
            }
        }
    }

    private func listOfCalls(
        _ rest: Range<Int>, _ error: Int, _ expectation: Example.Expectation, _ scope: inout ExampleScope,
        _ examples: inout [Example]
    ) {
        var calls: [Int] = []
        for call in rest {
            guard read[call].kind == .call else { return }
            calls.append(call)
            guard call + 1 < rest.upperBound else { break }
            guard let gap = gap(call), Connector.read(source.flat, gap) == .list else {
                // A verb after the list would say something else of its last call.
                let meaning = gap(call).map { Connector.read(source.flat, $0) } ?? .none
                if meaning == .value || meaning == .same || meaning == .change { return }
                break
            }
        }
        for call in calls { add(source.flat.text(read[call].content), expectation, error, call, &scope, &examples) }
    }

    private func isTextLiteral(_ index: Int) -> Bool {
        read[index].kind == .value && read[index].expression?.shape == .text
    }

    private func introducesList(_ gap: Range<Int>) -> Bool {
        let bytes = source.flat
        guard !gap.isEmpty else { return false }
        if bytes[gap.lowerBound] == ASCII.colon { return true }
        for words: StaticString in ["includ", "for example", "such as", "e.g.", "for instance", "like ", " for "]
        where bytes.find(words, in: gap) != nil {
            return true
        }
        return false
    }

    func add(
        _ call: String, _ expectation: Example.Expectation, _ first: Int, _ last: Int, _ scope: inout ExampleScope,
        _ examples: inout [Example]
    ) {
        let start = source.spans[first].outer.lowerBound
        let end = max(source.spans[last].outer.upperBound, start)
        scope.take(
            Example(
                call: call, expectation: expectation, source: source.flat.text(min(start, end)..<max(start, end)),
                location: source.location(start)),
            into: &examples)
    }
}
