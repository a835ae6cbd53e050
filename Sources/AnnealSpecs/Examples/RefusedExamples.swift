internal import AnnealFoundation

/// Examples from sentences that refuse what other places of the document describe.
///
/// "An invalid label raises `ValueError`", of a function with the one parameter `label`: the texts that another requirement
/// gives as wrong, for a function that reads a label. "Values out of range raise `ValueError`", of a function with the
/// parameters `bay` and `slot`: numbers and letters next to the ranges that the document writes for these words.
struct RefusedExamples {
    let dialect: Dialect
    private let requirements: [Requirement]
    private let context: [SpecDocument.Section]

    /// Examples of a sentence at most.
    private static let most = 4

    /// Adds examples to the criteria that refuse something and have no example of their own.
    ///
    /// Complexity: O(n) in the length of the criteria's texts; nothing but a search for a word where there is none.
    static func add(to requirements: inout [Requirement], context: [SpecDocument.Section], dialect: Dialect) {
        guard dialect != .unknown else { return }
        let all = requirements
        let mayRefuse = Parallel.map(all.count, least: 64) { number in
            all[number].criteria.contains { $0.examples.isEmpty && $0.text.withBytes(Self.mayRefuse) }
        }
        guard mayRefuse.contains(true) else { return }
        let refused = RefusedExamples(dialect: dialect, requirements: all, context: context)
        for number in all.indices where mayRefuse[number] {
            for (position, criterion) in all[number].criteria.enumerated() where criterion.examples.isEmpty {
                requirements[number].criteria[position].examples = refused.examples(of: criterion, in: all[number])
            }
        }
    }

    private static func mayRefuse(_ bytes: Bytes) -> Bool {
        bytes.count <= 400 && (bytes.holds("valid") || bytes.holds("f range"))
    }

    private func examples(of criterion: Criterion, in requirement: Requirement) -> [Example] {
        let functions = requirement.interfaces.filter { $0.kind == .function }
        guard functions.count == 1, let text = functions[0].signature, let signature = signature(text) else {
            return []
        }
        for sentence in SentenceWords.sentences(of: criterion.text) {
            guard let reading = RefusalReading(SentenceWords(sentence)) else { continue }
            let calls =
                switch reading.refused {
                case .invalid(let noun): invalid(noun, signature)
                case .outOfRange: outOfRange(signature, requirement)
                }
            let known = Set(requirement.examples.map(\.call))
            return calls.filter { !known.contains($0) }.prefix(Self.most).map { call in
                Example(
                    call: call, expectation: .error(type: reading.error, message: nil), source: String(sentence),
                    location: criterion.location)
            }
        }
        return []
    }

    private func signature(_ text: String) -> FunctionSignature? {
        text.withBytes { bytes in
            let reader = ExpressionReader(bytes: bytes, dialect: dialect)
            return reader.read(0..<bytes.count, arrows: true).flatMap { FunctionSignature(reader, $0, dialect) }
        }
    }

    private func name(of signature: FunctionSignature) -> String {
        signature.qualifier.map { "\($0).\(signature.name)" } ?? signature.name
    }

    // MARK: - What is not valid

    /// Calls with texts that are wrong where another function takes a thing of that name.
    private func invalid(_ noun: String, _ signature: FunctionSignature) -> [String] {
        guard signature.required.count == 1, signature.required[0].name.lowercased() == noun,
            let position = signature.parameters.firstIndex(where: { !$0.hasDefault })
        else { return [] }
        var texts: [String] = []
        for example in requirements.flatMap(\.examples) where example.setup.isEmpty {
            guard case .error = example.expectation,
                reads(noun, ExampleScope.calledName(example.call)), let text = onlyText(example.call),
                !texts.contains(text)
            else { continue }
            texts.append(text)
        }
        // Those in the middle and at the end are wrong in other ways than the first.
        let step = max(1, (texts.count - 1) / max(1, Self.most - 1))
        let chosen = texts.enumerated().filter { $0.offset.isMultiple(of: step) }.map(\.element)
        return chosen.map { "\(name(of: signature))(\(signature.argument(position, $0)))" }
    }

    /// Whether a function reads a thing of that name: the word is in its name, or is its parameter's.
    private func reads(_ noun: String, _ function: String) -> Bool {
        let last = function.split(separator: ".").last.map(String.init) ?? function
        let interface = requirements.lazy.flatMap(\.interfaces).first { $0.kind == .function && $0.name == last }
        guard let text = interface?.signature, let signature = signature(text), signature.required.count == 1 else {
            return false
        }
        let words = last.reduce(into: "") { $0 += $1.isUppercase ? "_" + $1.lowercased() : String($1) }
        return words.split(separator: "_").contains { $0 == noun } || signature.required[0].name.lowercased() == noun
    }

    /// The argument of a call that has nothing but a text.
    private func onlyText(_ call: String) -> String? {
        call.withBytes { bytes in
            let reader = ExpressionReader(bytes: bytes, dialect: dialect)
            guard let expression = reader.read(0..<bytes.count), expression.isClosedCall else { return nil }
            let arguments = reader.arguments(of: expression)
            guard arguments.count == 1, let value = reader.read(arguments[0]), value.shape == .text else { return nil }
            return bytes.text(arguments[0])
        }
    }

    // MARK: - What is out of range

    /// A range that the document writes for a word.
    private struct WrittenRange {
        var low: String
        var high: String

        /// Values next to it as the language writes them.
        func beside(isText: Bool) -> [String] {
            if let low = Int(low), let high = Int(high) { return isText ? [] : [String(low - 1), String(high + 1)] }
            guard isText, let last = high.unicodeScalars.first, high != "Z", high != "z",
                let next = Unicode.Scalar(last.value + 1)
            else { return [] }
            return ["\"\(Character(next))\""]
        }
    }

    /// Calls that differ from one of the requirement's examples in one argument, which is out of its range.
    private func outOfRange(_ signature: FunctionSignature, _ requirement: Requirement) -> [String] {
        guard let arguments = requirement.examples.lazy.compactMap({ self.arguments(of: $0, signature) }).first else {
            return []
        }
        var calls: [[String]] = []
        for (index, parameter) in signature.parameters.enumerated() where index < arguments.count {
            guard let range = range(of: parameter.name, in: requirement) else { continue }
            let isText = arguments[index].contains("\"") || arguments[index].contains("'")
            calls.append(
                range.beside(isText: isText).map { value in
                    var changed = arguments
                    changed[index] = signature.argument(index, value)
                    return "\(name(of: signature))(\(changed.joined(separator: ", ")))"
                })
        }
        // One of each parameter first.
        return (0..<2).flatMap { number in calls.compactMap { $0.indices.contains(number) ? $0[number] : nil } }
    }

    /// The arguments of an example's call of a function, each written by its place.
    private func arguments(of example: Example, _ signature: FunctionSignature) -> [String]? {
        guard case .value = example.expectation, example.setup.isEmpty,
            ExampleScope.calledName(example.call) == name(of: signature)
        else { return nil }
        return example.call.withBytes { bytes in
            let reader = ExpressionReader(bytes: bytes, dialect: dialect)
            guard let call = reader.read(0..<bytes.count), call.isClosedCall else { return nil }
            let arguments = reader.arguments(of: call).map { bytes.text($0) }
            let isNamed = dialect != .swift && arguments.contains { $0.contains(#/^\w+\s*=[^=]/#) }
            return arguments.isEmpty || isNamed ? nil : arguments
        }
    }

    /// The range of a line that begins with a word: "- bay: two digits, `01`–`99`", "`slot` is a letter from A to F".
    private func range(of word: String, in requirement: Requirement) -> WrittenRange? {
        var found: WrittenRange?
        for text in context.map(\.text) + [requirement.text] {
            for line in text.split(separator: "\n") {
                let line = line.drop { " -*•`_".contains($0) }
                guard line.lowercased().hasPrefix(word.lowercased()),
                    let next = line.dropFirst(word.count).first, !next.isLetter, !next.isNumber,
                    let match = line.firstMatch(
                        of:
                            /(?:^|[^A-Za-z0-9])(\d{1,9}|[A-Za-z])`?\s?(?:–|—|-|to|\.\.)\s?`?(\d{1,9}|[A-Za-z])(?![A-Za-z0-9])/
                    )
                else { continue }
                let range = WrittenRange(low: String(match.1), high: String(match.2))
                // Two ranges for one word leave open which is meant.
                if found != nil { return nil }
                found = range
            }
        }
        guard let found else { return nil }
        let isOrdered =
            if let low = Int(found.low), let high = Int(found.high) { low < high } else { found.low < found.high }
        return isOrdered ? found : nil
    }
}
