internal import AnnealFoundation

/// What examples of one requirement may rely on: its functions, and the values found so far.
struct ExampleScope {
    let dialect: Dialect
    /// The functions whose signatures the requirement gives.
    var functions: [FunctionSignature]
    /// The last value found for a function, for sentences with "gives the same".
    var lastValue: [String: String] = [:]
    /// The last call that needed nothing before it.
    private(set) var lastCall: String?
    /// What calls have been found to give, so that nothing is taken twice and contradictions are kept.
    private var seen: [String: [Example.Expectation]] = [:]

    init(dialect: Dialect, functions: [FunctionSignature]) {
        self.dialect = dialect
        var names: Set<String> = []
        self.functions = functions.filter { names.insert($0.name).inserted }
    }

    /// The requirement's function, if it has exactly one.
    var only: FunctionSignature? { functions.count == 1 ? functions[0] : nil }

    /// The requirement's function, if it has exactly one and that takes exactly one argument.
    var unary: FunctionSignature? {
        guard let only, only.required.count == 1 || (only.required.isEmpty && only.parameters.count == 1) else {
            return nil
        }
        return only
    }

    /// How a function is called in an example: as the text writes it, with its module.
    func callName(_ function: FunctionSignature) -> String {
        function.qualifier.map { "\($0).\(function.name)" } ?? function.name
    }

    /// A call of a function with arguments by position, labels included where the language has them.
    func call(_ function: FunctionSignature, _ arguments: [Int: String]) -> String {
        let list = arguments.keys.sorted().compactMap { index in
            arguments[index].map { function.parameters.indices.contains(index) ? function.argument(index, $0) : $0 }
        }
        return "\(callName(function))(\(list.joined(separator: ", ")))"
    }

    /// What stands before a call's brackets.
    static func calledName(_ call: String) -> String {
        String(decoding: call.utf8.prefix { $0 != ASCII.openParenthesis }, as: UTF8.self)
    }

    /// Takes an example unless the same is there already.
    mutating func take(_ example: Example, into examples: inout [Example]) {
        let key = example.setup.joined(separator: "\n") + "\u{0}" + example.call
        let known = seen[key] ?? []
        let isKnown = known.contains { other in
            if case .error(let type, _) = other, case .error(type, nil) = example.expectation { return true }
            return other == example.expectation
        }
        guard !isKnown else { return }
        seen[key, default: []].append(example.expectation)
        if case .value(let value) = example.expectation { lastValue[Self.calledName(example.call)] = value }
        if example.setup.isEmpty { lastCall = example.call }
        examples.append(example)
    }
}
