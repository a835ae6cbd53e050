internal import AnnealFoundation

/// Examples from sentences that say what comes of an argument within a bound: "If `size` is less than 1, `ValueError` is
/// raised", "WHEN `n` is 0 THE SYSTEM SHALL return `None`", "A negative number throws a `RangeError`".
///
/// An argument that lies within the bound is put in the place of the one that an example of the same function has; a
/// function with one required argument needs no example. A sentence that says anything besides is not read, nor one below a
/// line that ends with a colon, which may be a condition for it.
struct ConditionExamples {
    let dialect: Dialect
    /// The requirement's functions.
    let signatures: [FunctionSignature]

    /// Takes the functions of a requirement; `nil` when there is none that can be called as it is written.
    init?(dialect: Dialect, signatures: [FunctionSignature], modules: ModuleNames) {
        let callable = signatures.filter { modules.haveFunctions(behind: $0.qualifier) }
        guard dialect != .unknown, !callable.isEmpty else { return nil }
        self.dialect = dialect
        self.signatures = callable
    }

    /// Adds examples to each criterion that says what comes of an argument within a bound, where no other shows that call.
    ///
    /// Complexity: O(n) in the length of the criteria's texts; nothing but a search for a few words where there is none.
    func add(to criteria: inout [Criterion]) {
        var known: Set<String>?
        for index in criteria.indices {
            let sentences = criteria[index].text.withBytes(Self.telling)
            guard !sentences.isEmpty else { continue }
            let examples = criteria.flatMap(\.examples)
            for found in self.examples(of: sentences, in: criteria[index], beside: examples) {
                if known == nil { known = Set(examples.map(\.call)) }
                if known?.insert(found.call).inserted == true { criteria[index].examples.append(found) }
            }
        }
    }

    /// The sentences of a text that may speak of a bound and of what comes of it. Words are looked at only in these.
    private static func telling(_ bytes: Bytes) -> [String] {
        guard mayBound(bytes.buffer(0..<bytes.count)), !bytes.holds(":\n") else { return [] }
        var found: [String] = []
        SentenceWords.forEachSentence(of: bytes) { sentence in
            guard mayBound(bytes.buffer(sentence)), outcomes.contains(where: { bytes.find($0, in: sentence) != nil })
            else { return }
            found.append(bytes.text(sentence))
        }
        return found
    }

    private static let outcomes: [StaticString] = ["rais", "throw", "return", "Rais", "Throw", "Return"]

    /// Whether "han ", "egat", "elow", "bove", "osit", "zero" or a digit behind "s " stands somewhere, as in "than",
    /// "negative", "below", "above", "positive", "zero" and "is 0", or a sign of comparison: a loop that the compiler makes of
    /// wide instructions, and most texts have none of them.
    private static func mayBound(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        var least = UInt8.max
        for index in 0..<max(text.count - 3, 0) {
            let (first, second, third, fourth) = (text[index], text[index + 1], text[index + 2], text[index + 3])
            let than = (first ^ 0x68) | (second ^ 0x61) | (third ^ 0x6E) | (fourth ^ 0x20)
            let negative = (first ^ 0x65) | (second ^ 0x67) | (third ^ 0x61) | (fourth ^ 0x74)
            let below = (first ^ 0x65) | (second ^ 0x6C) | (third ^ 0x6F) | (fourth ^ 0x77)
            let above = (first ^ 0x62) | (second ^ 0x6F) | (third ^ 0x76) | (fourth ^ 0x65)
            let positive = (first ^ 0x6F) | (second ^ 0x73) | (third ^ 0x69) | (fourth ^ 0x74)
            let zero = (first ^ 0x7A) | (second ^ 0x65) | (third ^ 0x72) | (fourth ^ 0x6F)
            // Digits share their upper bits with : to ?, which do no harm.
            let digit = (first ^ 0x73) | (second ^ 0x20) | ((third ^ 0x30) & 0xF0)
            // " <" and " >" with a blank or an equals sign behind.
            let sign = (first ^ 0x20) | ((second ^ 0x3C) & 0xFD) | min(third ^ 0x20, third ^ 0x3D)
            least = min(
                least, min(min(than, negative), min(min(below, above), min(min(positive, zero), min(digit, sign)))))
        }
        // A text may end with a digit.
        guard least > 0, let last = text.indices.dropLast(2).last else { return least == 0 }
        return text[last] == 0x73 && text[last + 1] == 0x20 && (text[last + 2] ^ 0x30) & 0xF0 == 0
    }

    private func examples(of sentences: [String], in criterion: Criterion, beside others: [Example]) -> [Example] {
        sentences.flatMap { sentence -> [Example] in
            guard
                let found = BoundReading(SentenceWords(sentence[...]), signatures: signatures, dialect: dialect)
            else { return [] }
            return found.bounds.prefix(Self.most).compactMap { bound in
                call(of: found.signature, parameter: found.parameter, within: bound, beside: others).map { call in
                    Example(call: call, expectation: found.outcome, source: sentence, location: criterion.location)
                }
            }
        }
    }

    /// Calls of a sentence at most.
    private static let most = 3

    // MARK: - Calls

    private func call(
        of signature: FunctionSignature, parameter: Int, within bound: BoundReading.Bound, beside others: [Example]
    ) -> String? {
        let name = signature.qualifier.map { "\($0).\(signature.name)" } ?? signature.name
        let shown = others.lazy.compactMap { self.arguments(of: $0, function: name, count: parameter + 1) }.first
        if var arguments = shown {
            guard let value = value(within: bound, of: signature, beside: arguments) else { return nil }
            arguments[parameter] = signature.argument(parameter, value)
            return "\(name)(\(arguments.joined(separator: ", ")))"
        }
        guard signature.required.count == 1, !signature.parameters[parameter].hasDefault,
            let value = value(within: bound, of: signature, beside: [])
        else { return nil }
        return "\(name)(\(signature.argument(parameter, value)))"
    }

    private func value(
        within bound: BoundReading.Bound, of signature: FunctionSignature, beside arguments: [String]
    ) -> String? {
        switch bound {
        case .value(let text): return text
        case .beyond(let other, let step):
            guard arguments.indices.contains(other) else { return nil }
            // A label goes before Swift's arguments.
            let argument = arguments[other].split(separator: ":").last ?? ""
            return PlainConstant.number(argument.filter { $0 != " " }).flatMap { PlainConstant.number($0, plus: step) }
        }
    }

    /// The arguments of an example's call, if that is of a function and nothing else, and each is written without a name.
    private func arguments(of example: Example, function name: String, count: Int) -> [String]? {
        guard case .value = example.expectation, example.setup.isEmpty, example.call.hasPrefix(name + "(") else {
            return nil
        }
        return example.call.withBytes { bytes -> [String]? in
            let reader = ExpressionReader(bytes: bytes, dialect: dialect)
            guard let call = reader.read(0..<bytes.count), call.isClosedCall else { return nil }
            let arguments = reader.arguments(of: call).map { bytes.text($0) }
            let isNamed = dialect != .swift && arguments.contains { $0.contains(/^\w+\s*=[^=]/) }
            return arguments.count >= count && !isNamed ? arguments : nil
        }
    }
}
