internal import AnnealFoundation

/// Examples from sentences that call one function the inverse of another: "`decode` reverses `encode`", "takes a string
/// encoded with `encode`, returns the decoded string". Of such a pair `decode(encode(value))` is `value`.
///
/// The values are those that other examples of the document call the inner function with; where there is none, short
/// words and small numbers by its parameter's type, unless a requirement of it speaks of inputs that it refuses.
struct InverseExamples {
    let dialect: Dialect
    /// The document's functions with one required parameter, by name.
    private var functions: [String: FunctionSignature] = [:]
    private var named: [String: [Example]] = [:]
    /// Functions of which a requirement says that they refuse something.
    private var refusing: Set<String> = []

    /// Adds examples to the criteria that state an inverse and have no example of their own.
    ///
    /// Complexity: O(n) in the length of the criteria's texts; nothing but a search for a few words where there is none.
    static func add(to requirements: inout [Requirement], interfaces: [Interface], dialect: Dialect) {
        guard dialect != .unknown else { return }
        let all = requirements
        let mayState = Parallel.map(all.count, least: 64) { number in
            all[number].criteria.contains { $0.examples.isEmpty && $0.text.withBytes(Self.mayState) }
        }
        guard mayState.contains(true) else { return }
        let pairs = InverseExamples(all, interfaces, dialect)
        for number in all.indices where mayState[number] {
            for (position, criterion) in all[number].criteria.enumerated() where criterion.examples.isEmpty {
                requirements[number].criteria[position].examples = pairs.examples(of: criterion, in: all[number])
            }
        }
    }

    private init(_ requirements: [Requirement], _ interfaces: [Interface], _ dialect: Dialect) {
        self.dialect = dialect
        for interface in interfaces + requirements.flatMap(\.interfaces) where interface.kind == .function {
            guard let signature = interface.signature.flatMap({ Self.signature($0, dialect) }),
                signature.required.count == 1, signature.qualifier == nil
            else { continue }
            functions[signature.name] = signature
        }
        for requirement in requirements where requirement.text.withBytes(Self.speaksOfRefusal) {
            refusing.formUnion(requirement.interfaces.map(\.name))
        }
        for example in requirements.flatMap(\.examples) where example.setup.isEmpty {
            guard case .value = example.expectation else { continue }
            named[ExampleScope.calledName(example.call), default: []].append(example)
        }
    }

    private static func signature(_ text: String, _ dialect: Dialect) -> FunctionSignature? {
        text.withBytes { bytes in
            let reader = ExpressionReader(bytes: bytes, dialect: dialect)
            return reader.read(0..<bytes.count, arrows: true).flatMap { FunctionSignature(reader, $0, dialect) }
        }
    }

    // MARK: - What a sentence says

    /// Whether a text may name an inverse. Words are looked for by letters that are rare, since most texts have none.
    private static func mayState(_ bytes: Bytes) -> Bool {
        (["verse", "vert", "undo", "Undo", "pposite of", "unterpart"] as [StaticString]).contains { bytes.holds($0) }
            || (["with ", "by ", "using "] as [StaticString]).contains { follows($0, bytes) }
    }

    /// Whether a word stands behind one that ends with "ed".
    private static func follows(_ word: StaticString, _ bytes: Bytes) -> Bool {
        var offset = min(3, bytes.count)
        while let found = bytes.find(word.utf8Start[0], in: offset..<bytes.count) {
            if bytes[found - 1] == ASCII.space, bytes[found - 2] == UInt8(ascii: "d"),
                bytes[found - 3] == UInt8(ascii: "e"),
                bytes.has(word, at: found, before: bytes.count)
            {
                return true
            }
            offset = found + 1
        }
        return false
    }

    private static func speaksOfRefusal(_ bytes: Bytes) -> Bool {
        (["rais", "throw", "rror", "nvalid", "efuse", "eject"] as [StaticString]).contains { bytes.holds($0) }
    }

    private static let inverting: Set<String> = ["undoes", "reverses", "inverts", "undo", "reverse", "invert"]
    private static let inverses: Set<String> = ["inverse", "reverse", "opposite", "counterpart"]
    private static let made: Set<String> = [
        "encoded", "encrypted", "compressed", "serialized", "serialised", "escaped", "packed", "quoted", "shifted",
        "ciphered", "obfuscated", "rotated", "transformed", "scrambled", "formatted", "rendered", "produced", "written",
    ]
    private static let unmade: [StaticString] = [
        "decod", "decrypt", "decompress", "expand", "deserial", "unescape", "unpack", "unquot", "decipher", "unscrambl",
        "restor", "recover", "original", "parse", "back ",
    ]
    private static let fillers: Set<String> = ["the", "function", "method", "of", "by", "with", "using", "for", "to"]

    /// The function whose work a sentence says is undone.
    private func undone(in text: String) -> String? {
        let words = text.utf8.split { !ASCII.isName($0) }.map { String(Substring($0)) }
        let unmakes = text.lowercased().withBytes { bytes in Self.unmade.contains { bytes.holds($0) } }
        for (index, word) in words.enumerated() where functions[word] != nil {
            var before = index - 1
            while before >= 0, Self.fillers.contains(words[before].lowercased()) { before -= 1 }
            guard before >= 0 else { continue }
            let (verb, gap) = (words[before].lowercased(), index - before)
            if Self.inverting.contains(verb) || gap > 1 && Self.inverses.contains(verb) { return word }
            if gap > 1, unmakes, Self.made.contains(verb) { return word }
        }
        return nil
    }

    // MARK: - Examples

    private func examples(of criterion: Criterion, in requirement: Requirement) -> [Example] {
        guard let inner = undone(in: criterion.text), let made = functions[inner] else { return [] }
        // The requirement's only other function; with several it would be a guess.
        let own = requirement.interfaces.filter { $0.kind == .function && $0.name != inner }.map(\.name)
        let candidates = own.filter { functions[$0] != nil }
        guard candidates.count == 1, own.count == 1, let outer = functions[candidates[0]] else { return [] }
        return values(of: made).map { value in
            let call = "\(made.name)(\(Self.argument(of: made, value)))"
            return Example(
                call: "\(outer.name)(\(Self.argument(of: outer, call)))", expectation: .value(value),
                source: criterion.text, location: criterion.location)
        }
    }

    private static func argument(of function: FunctionSignature, _ value: String) -> String {
        function.argument(function.parameters.firstIndex { !$0.hasDefault } ?? 0, value)
    }

    private func values(of function: FunctionSignature) -> [String] {
        let known = (named[function.name] ?? []).compactMap { onlyArgument($0.call) }
        if !known.isEmpty { return Array(known.prefix(3)) }
        guard !refusing.contains(function.name) else { return [] }
        switch function.required[0].type?.lowercased() {
        case "str", "string": return ["\"stone\"", "\"abcdefgh\"", "\"q\""]
        case "int", "number": return ["7", "120", "3041"]
        case "list[int]", "[int]", "number[]", "array<number>", "list": return ["[3, 1, 2]", "[5]", "[4, 4, 0, 9]"]
        default: return []
        }
    }

    /// The argument of a call that has one.
    private func onlyArgument(_ call: String) -> String? {
        call.withBytes { bytes in
            let reader = ExpressionReader(bytes: bytes, dialect: dialect)
            guard let expression = reader.read(0..<bytes.count), expression.isClosedCall else { return nil }
            let arguments = reader.arguments(of: expression)
            return arguments.count == 1 ? bytes.text(arguments[0]) : nil
        }
    }
}
