internal import AnnealFoundation

/// Reads examples that speak of a text shown before: "The example above gives `prices["tea"] == […]`", "With the example,
/// `make_bill(m, "tea")` has total 250".
///
/// The text is a code block that is no code. It is given to the one function that takes nothing but a text; a name that
/// nobody explains (`m`) is what that function returns, where the signatures agree.
struct FixtureExamples {
    let prose: ProseExamples
    /// The block of the criterion.
    let block: Int

    private var source: SpecSource { prose.source }
    private var bytes: Bytes { source.flat }

    private static let variable = "example"
    private static let mentions: [StaticString] = [
        "the example", "The example", "example above", "above example", "file above", "text above", "example file",
    ]

    /// Whether a part speaks of a text shown before. Complexity: O(n).
    static func isMentioned(_ bytes: Bytes, _ range: Range<Int>) -> Bool {
        mentions.contains { bytes.find($0, in: range) != nil }
    }

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
        // Most parts have no such span; the text is looked at for the few that do.
        let open = spans.filter { isOpen(prose.read[$0]) }
        guard !open.isEmpty, Self.isMentioned(bytes, range), let text = fixture() else { return }
        for index in open {
            guard let expression = prose.read[index].expression else { continue }
            if let relation = expression.relation, !expression.hasArrowType {
                guard prose.expressions.read(relation.right)?.isClosedValue == true,
                    let call = attribute(relation.left, scope)
                else { continue }
                take(call, .value(bytes.text(relation.right)), index, text, &scope, &examples)
            } else if let call = call(expression, scope) {
                outcomes(of: call, index, spans, range, text, &scope, &examples)
            }
        }
    }

    /// Whether a span is a call or a comparison in which a name is not explained.
    private func isOpen(_ span: ReadSpan) -> Bool {
        guard span.kind == .other, let expression = span.expression, expression.hasFreeNames,
            !expression.hasPlaceholder, !expression.hasAnnotation
        else { return false }
        return expression.relation != nil || expression.callee != nil
    }

    // MARK: The text

    /// The nearest block before that is shown as it is, as a literal of the language.
    private func fixture() -> String? {
        var index = block - 1
        while index >= max(0, block - 400) {
            let candidate = source.blocks[index]
            if candidate.kind == .code, isData(source.text.bytes.text(candidate.info)) {
                let lines = CodeLines(bytes, candidate.text).lines.map { bytes.text($0) }
                guard !lines.isEmpty, lines.count <= 80, !lines.contains(where: { $0.withBytes { $0.holds("...") } })
                else {
                    return nil
                }
                return literal(lines.joined(separator: "\n") + "\n")
            }
            index -= 1
        }
        return nil
    }

    private func isData(_ info: String) -> Bool {
        ["", "text", "txt", "toml", "csv", "tsv", "ini", "yaml", "yml", "json", "xml", "conf", "properties", "plain"]
            .contains(info.lowercased())
    }

    private func literal(_ text: String) -> String {
        var result = "\""
        for character in text.unicodeScalars {
            switch character {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            case "\r": result += "\\r"
            default: result.unicodeScalars.append(character)
            }
        }
        return result + "\""
    }

    // MARK: Calls

    /// `prices["tea"]` is read from what the requirement's function makes of the text.
    private func attribute(_ left: Range<Int>, _ scope: ExampleScope) -> String? {
        guard let function = scope.unary, isReader(function), let first = left.first, !ASCII.isDigit(bytes[first]),
            ASCII.isName(bytes[first])
        else { return nil }
        var end = left.lowerBound
        while end < left.upperBound, ASCII.isName(bytes[end]) { end += 1 }
        let rest = end..<left.upperBound
        guard rest.isEmpty || bytes[end] == UInt8(ascii: "[") || bytes[end] == ASCII.dot,
            bytes.find(ASCII.openParenthesis, in: rest) == nil
        else { return nil }
        return "\(scope.call(function, [Self.variable])).\(bytes.text(left))"
    }

    /// A call in which each name that is left free is what a function makes of the text.
    private func call(_ expression: Expression, _ scope: ExampleScope) -> String? {
        guard let callee = expression.callee, expression.callEnd == expression.range.upperBound,
            expression.argumentCount > 0
        else { return nil }
        let name = bytes.text(callee)
        let parameters = scope.functions.first { $0.name == name || name.hasSuffix("." + $0.name) }?.parameters ?? []
        var arguments: [String] = []
        for (position, argument) in prose.expressions.arguments(of: expression, arrows: true).enumerated() {
            let text = bytes.text(argument)
            if isClosed(argument) {
                arguments.append(text)
                continue
            }
            let parameter = parameters.indices.contains(position) ? parameters[position] : nil
            guard text.utf8.allSatisfy(ASCII.isName), let producer = producer(of: text, for: parameter, scope) else {
                return nil
            }
            arguments.append(scope.call(producer, [Self.variable]))
        }
        return "\(name)(\(arguments.joined(separator: ", ")))"
    }

    /// Whether an argument, by position or by name (`value=5000`), has a value of its own.
    private func isClosed(_ argument: Range<Int>) -> Bool {
        if prose.expressions.read(argument)?.isClosedValue == true { return true }
        guard let equals = bytes.find(ASCII.equals, in: argument),
            (argument.lowerBound..<equals).allSatisfy({ ASCII.isName(bytes[$0]) })
        else { return false }
        return prose.expressions.read((equals + 1)..<argument.upperBound)?.isClosedValue == true
    }

    /// Whether a function makes something of its own of a text.
    private func isReader(_ function: FunctionSignature) -> Bool {
        guard function.required.count == 1, let parameter = function.parameters.first, parameter.isText,
            let result = function.result
        else { return false }
        return result.utf8.first.map { ASCII.isUpper($0) } == true && result.utf8.allSatisfy(ASCII.isName)
            && result != "None"
    }

    /// The function that reads the text into what a parameter takes.
    private func producer(
        of name: String, for parameter: FunctionSignature.Parameter?, _ scope: ExampleScope
    ) -> FunctionSignature? {
        readers(scope).first { function in
            guard let result = function.result else { return false }
            let word = result.lowercased()
            return parameter?.type == result || parameter?.name.lowercased() == word || name.lowercased() == word
        }
    }

    /// Functions that read a text: the requirement's, then those that the document writes before.
    private func readers(_ scope: ExampleScope) -> [FunctionSignature] {
        var found = scope.functions.filter(isReader)
        // A document may speak of its example in every sentence: each looks at the spans just before it.
        let end = firstSpan(from: source.blocks[block].text.lowerBound)
        for index in (max(0, end - Self.farthest)..<end).reversed() {
            guard prose.read[index].kind == .signature, let expression = prose.read[index].expression,
                let function = FunctionSignature(prose.expressions, expression, scope.dialect), isReader(function)
            else { continue }
            found.append(function)
        }
        return found
    }

    /// How many code spans before a sentence may lie between it and the signature of the function that reads its text.
    private static let farthest = 2000

    /// The first code span at an offset or behind it. Complexity: O(log n), since spans are in the order of the text.
    private func firstSpan(from offset: Int) -> Int {
        var low = 0
        var high = prose.read.count
        while low < high {
            let middle = (low + high) / 2
            if prose.read[middle].content.lowerBound < offset { low = middle + 1 } else { high = middle }
        }
        return low
    }

    // MARK: Outcomes

    private func outcomes(
        of call: String, _ index: Int, _ spans: Range<Int>, _ range: Range<Int>, _ text: String,
        _ scope: inout ExampleScope, _ examples: inout [Example]
    ) {
        let end = source.spans[index].outer.upperBound
        if let (pairs, _) = prose.attributes(after: end, next: index + 1, spans, range) {
            for pair in pairs {
                take("\(call).\(pair.name)", .value(pair.value), index, text, &scope, &examples)
            }
            return
        }
        guard index + 1 < spans.upperBound, prose.read[index + 1].kind == .value,
            case let gap = end..<source.spans[index + 1].outer.lowerBound,
            Connector.read(bytes, gap) == .value
        else { return }
        let after = source.spans[index + 1].outer.upperBound
        guard after >= range.upperBound || [ASCII.dot, ASCII.semicolon, ASCII.comma].contains(bytes[after]) else {
            return
        }
        take(call, .value(bytes.text(prose.read[index + 1].content)), index, text, &scope, &examples)
    }

    private func take(
        _ call: String, _ expectation: Example.Expectation, _ index: Int, _ text: String, _ scope: inout ExampleScope,
        _ examples: inout [Example]
    ) {
        let start = source.spans[index].outer.lowerBound
        let keyword = scope.dialect == .javascript ? "const " : scope.dialect == .swift ? "let " : ""
        scope.take(
            Example(
                setup: ["\(keyword)\(Self.variable) = \(text)"], call: call, expectation: expectation,
                source: bytes.text(start..<source.spans[index].outer.upperBound), location: source.location(start)),
            into: &examples)
    }
}
