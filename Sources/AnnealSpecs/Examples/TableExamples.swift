internal import AnnealFoundation

/// Reads examples from tables: a column with calls or one for each parameter, and a column with results.
struct TableExamples {
    let source: SpecSource
    let read: View<ReadSpan>
    let expressions: ExpressionReader

    private static let calls = WordSet("call calls expression example invocation code")
    private static let inputs = WordSet("input inputs argument arguments arg args given text")
    private static let results = WordSet(
        "result results returns return output outputs expected value gives yields equals")

    private enum Column {
        case call
        case parameter(Int)
        case result
    }

    /// Reads a table.
    func read(table: Int, scope: inout ExampleScope, into examples: inout [Example]) {
        let rows = source.children(of: table)
        guard let header = rows.first, rows.count > 1 else { return }
        let names = source.children(of: header)
        let columns = names.map { column($0, count: names.count, scope) }
        let resultColumns = columns.indices.filter { if case .result? = columns[$0] { true } else { false } }
        guard let result = resultColumns.first, resultColumns.count == 1 else { return }
        var found: [(example: Example, isRange: Bool)] = []
        for row in rows.dropFirst() {
            let cells = source.children(of: row)
            guard cells.count == names.count, let expectation = expectation(cells[result], scope) else { continue }
            let text = source.blocks[cells[0]].text.lowerBound..<source.blocks[cells[cells.count - 1]].text.upperBound
            let location = source.location(of: source.blocks[row])
            let (calls, isRange) = calls(cells, columns, scope)
            for call in calls {
                let example = Example(
                    call: call, expectation: expectation, source: source.flat.text(text), location: location)
                found.append((example, isRange))
            }
        }
        // Ranges that meet, such as 0–50 and 50–100, leave open to which the number belongs.
        let times = found.contains(where: \.isRange) ? Dictionary(grouping: found, by: \.example.call) : [:]
        for (example, isRange) in found where !isRange || times[example.call]?.count == 1 {
            scope.take(example, into: &examples)
        }
    }

    private func column(_ cell: Int, count: Int, _ scope: ExampleScope) -> Column? {
        let block = source.blocks[cell]
        if let span = block.spans.first, read[span].kind == .signature { return .result }
        let name = word(block)
        let text = source.flat.text(name)
        if let only = scope.only, let index = only.parameters.firstIndex(where: { $0.name == text }) {
            return .parameter(index)
        }
        // A column with the function's own name, or its last word: `grade` of `exam_grade`.
        if let only = scope.only, only.name == text || only.name.hasSuffix("_\(text)") && text.count > 2 {
            return .result
        }
        let key = WordKey(source.flat, name)
        if Self.results.contains(key) { return .result }
        if Self.calls.contains(key) { return .call }
        return Self.inputs.contains(key) && scope.isUnary ? .parameter(0) : nil
    }

    /// The first word of a header cell, without backticks and emphasis.
    private func word(_ block: Block) -> Range<Int> {
        var start = block.text.lowerBound
        while start < block.text.upperBound, !ASCII.isName(source.flat[start]) { start += 1 }
        var end = start
        while end < block.text.upperBound, ASCII.isName(source.flat[end]) { end += 1 }
        return start..<end
    }

    /// The calls of a row: one, or one for each end of a range where a parameter's cell is one.
    private func calls(
        _ cells: [Int], _ columns: [Column?], _ scope: ExampleScope
    ) -> (calls: [String], isRange: Bool) {
        var isRange = false
        var arguments = [[String]](repeating: [], count: scope.only?.parameters.count ?? 0)
        for (cell, column) in zip(cells, columns) {
            switch column {
            case .call?:
                guard let span = onlySpan(cell), read[span].kind == .call else { return ([], false) }
                return ([source.flat.text(read[span].content)], false)
            case .parameter(let index)?:
                guard let type = scope.only?.parameters[index].type ?? Optional("") else {
                    return ([], false)
                }
                let one = literal(cell, type)
                let literals = one.map { [$0] } ?? ends(cell, type)
                guard !literals.isEmpty else { return ([], false) }
                isRange = isRange || one == nil
                arguments[index] = literals
            default: break
            }
        }
        guard let function = scope.only, let last = arguments.lastIndex(where: { !$0.isEmpty }),
            arguments.count(where: { $0.count > 1 }) <= 1
        else { return ([], false) }
        for index in function.parameters.indices where arguments[index].isEmpty {
            guard function.parameters[index].hasDefault, last < index else { return ([], false) }
        }
        let calls = (0..<(arguments.map(\.count).max() ?? 0)).map { number in
            scope.call(function, arguments.map { $0.indices.contains(number) ? $0[number] : $0.first })
        }
        return (calls, isRange)
    }

    /// The whole numbers at the ends of what a cell covers.
    private func ends(_ cell: Int, _ type: String) -> [String] {
        let block = source.blocks[cell]
        guard ["int", "integer", "Int"].contains(type), block.spans.allSatisfy({ read[$0].kind == .value }) else {
            return []
        }
        return RangeCell.ends(of: source.flat.text(source.flat.trimmed(block.text))).map { String($0) }
    }

    /// The only code span of a cell that has nothing else.
    private func onlySpan(_ cell: Int) -> Int? {
        let block = source.blocks[cell]
        guard block.spans.count == 1, let span = block.spans.first, source.spans[span].outer == block.text else {
            return nil
        }
        return span
    }

    /// A cell's literal; a text without quotes is quoted where the type is `str`.
    private func literal(_ cell: Int, _ type: String) -> String? {
        let block = source.blocks[cell]
        let isText = ["str", "string", "String"].contains(type)
        let content: Range<Int>
        if let span = onlySpan(cell) {
            content = read[span].content
        } else {
            guard block.spans.isEmpty else { return nil }
            content = source.flat.trimmed(block.text)
        }
        if let read = expressions.read(content), read.isClosedValue {
            if read.shape == .text || !isText { return source.flat.text(content) }
        }
        guard isText, !content.isEmpty,
            content.allSatisfy({ !"\"\\`".utf8.contains(source.flat[$0]) && source.flat[$0] < 0x80 })
        else { return nil }
        return "\"\(source.flat.text(content))\""
    }

    private func expectation(_ cell: Int, _ scope: ExampleScope) -> Example.Expectation? {
        let block = source.blocks[cell]
        for span in block.spans where read[span].kind == .name && ErrorName.isOne(source.flat, read[span].content) {
            let isAlone = source.spans[span].outer == block.text
            let name = source.flat.text(read[span].content)
            let raises =
                source.flat.find("raise", in: block.text) != nil || source.flat.find("throw", in: block.text) != nil
                || (isAlone && (name.hasSuffix("Error") || name.hasSuffix("Exception")))
            return raises && block.spans.count == 1 ? .error(type: name, message: nil) : nil
        }
        return literal(cell, scope.only?.result ?? "").map { .value($0) }
    }
}
