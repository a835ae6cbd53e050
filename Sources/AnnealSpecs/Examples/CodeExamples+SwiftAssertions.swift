internal import AnnealFoundation

/// The assertions of Swift's test libraries as examples.
extension CodeExamples {
    /// `#expect(f(x) == y)`, `XCTAssertEqual(f(x), y)`, `#expect(throws: ParseError.self) { try f(x) }`.
    ///
    /// - Returns: whether the statement is an assertion, also one that gives no example.
    func swiftAssertion(_ body: Range<Int>, _ scope: inout ExampleScope, _ examples: inout [Example]) -> Bool {
        let bytes = source.flat
        guard let open = bytes.find(ASCII.openParenthesis, in: body) else { return false }
        var start = body.lowerBound
        for word: StaticString in ["try ", "await "] where bytes.has(word, at: start, before: open) {
            start += word.utf8CodeUnitCount
        }
        let parts = arguments(open, before: body.upperBound)
        guard let first = parts.first else { return false }
        switch bytes.text(start..<open) {
        case "#expect", "#require", "assert", "precondition":
            if bytes.has("throws:", at: first.lowerBound, before: first.upperBound) {
                thrown(first, open, body, &scope, &examples)
            } else {
                truth(first, "true", body, &scope, &examples)
            }
        case "XCTAssertEqual":
            if parts.count > 1 { takeValue(first, parts[1], body, &scope, &examples) }
        case "XCTAssertNil": takeTruth(first, equals: "nil", body, &scope, &examples)
        case "XCTAssertTrue", "XCTAssert": truth(first, "true", body, &scope, &examples)
        case "XCTAssertFalse": takeTruth(first, equals: "false", body, &scope, &examples)
        default: return false
        }
        return true
    }

    /// A comparison's sides tell more than that it does not hold.
    private func truth(
        _ range: Range<Int>, _ value: String, _ body: Range<Int>, _ scope: inout ExampleScope,
        _ examples: inout [Example]
    ) {
        if let relation = expressions.read(range)?.relation {
            takeValue(relation.left, relation.right, body, &scope, &examples)
        } else {
            takeTruth(range, equals: value, body, &scope, &examples)
        }
    }

    private func takeTruth(
        _ range: Range<Int>, equals value: String, _ body: Range<Int>, _ scope: inout ExampleScope,
        _ examples: inout [Example]
    ) {
        guard expressions.read(range)?.isClosedValue == true, let setup = setup(for: range) else { return }
        take(setup, source.flat.text(range), .value(value), body, &scope, &examples)
    }

    /// `#expect(throws: ParseError.self) { try parse("") }`; `(any Error).self` names no type.
    private func thrown(
        _ first: Range<Int>, _ open: Int, _ body: Range<Int>, _ scope: inout ExampleScope, _ examples: inout [Example]
    ) {
        let bytes = source.flat
        guard let close = code.closing(open, before: body.upperBound),
            let brace = bytes.find(UInt8(ascii: "{"), in: close..<body.upperBound),
            let end = code.closing(brace, before: body.upperBound)
        else { return }
        var call = bytes.trimmed((brace + 1)..<(end - 1))
        if bytes.has("_ = ", at: call.lowerBound, before: call.upperBound) {
            call = call.lowerBound + 4..<call.upperBound
        }
        guard expressions.read(call)?.isClosedCall == true, let setup = setup(for: call) else { return }
        let told = bytes.text(bytes.trimmed((first.lowerBound + 7)..<first.upperBound))
        let type = told.hasSuffix(".self") ? String(told.dropLast(5)) : ""
        let isType = !type.isEmpty && type.utf8.allSatisfy { ASCII.isName($0) || $0 == ASCII.dot }
        take(setup, bytes.text(call), .error(type: isType ? type : nil, message: nil), body, &scope, &examples)
    }
}
