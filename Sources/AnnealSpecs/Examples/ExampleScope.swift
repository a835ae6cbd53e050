internal import AnnealFoundation

/// What examples of one requirement may rely on: its functions, and the values found so far.
struct ExampleScope {
    let dialect: Dialect
    /// The functions whose signatures the requirement gives, each once.
    let functions: [FunctionSignature]
    /// The requirement's function, if it has exactly one.
    let only: FunctionSignature?
    /// The same, if it takes exactly one argument.
    let unary: FunctionSignature?
    /// Whether there is a function with one argument, and whether that is a text.
    let isUnary: Bool
    let takesText: Bool
    /// The last call that needed nothing before it.
    private(set) var lastCall: String?
    /// What has been found, so that nothing is taken twice and contradictions are kept.
    private var taken: [Example] = []
    /// Where each call stands among them; only filled in where they are many.
    private var positions: [String: [Int]] = [:]
    private var placed = 0
    /// The last values of functions, and up to where they have been looked for.
    private var lastValues: [String: String] = [:]
    private var valued = 0

    init(dialect: Dialect, functions: [FunctionSignature]) {
        self.dialect = dialect
        // The same function may be named several times; the first counts.
        if functions.count > 1 {
            var names: Set<String> = []
            self.functions = functions.filter { names.insert($0.name).inserted }
        } else {
            self.functions = functions
        }
        only = self.functions.count == 1 ? self.functions[0] : nil
        let required = only?.parameters.count { !$0.hasDefault } ?? 0
        isUnary = only.map { required == 1 || (required == 0 && $0.parameters.count == 1) } ?? false
        unary = isUnary ? only : nil
        takesText = unary?.parameters.first?.isText == true
    }

    /// How a function is called in an example: as the text writes it, with its module.
    func callName(_ function: FunctionSignature) -> String {
        function.qualifier.map { "\($0).\(function.name)" } ?? function.name
    }

    /// A call of a function with arguments by position, labels included where the language has them.
    ///
    /// - Parameters:
    ///   - function: the function.
    ///   - arguments: an argument or `nil` for each of its first parameters.
    /// - Returns: the call, without the arguments that are `nil`.
    func call(_ function: FunctionSignature, _ arguments: [String?]) -> String {
        var text = callName(function) + "("
        var isFirst = true
        for (index, argument) in arguments.enumerated() {
            guard let argument else { continue }
            if !isFirst { text += ", " }
            isFirst = false
            text += function.parameters.indices.contains(index) ? function.argument(index, argument) : argument
        }
        return text + ")"
    }

    /// What stands before a call's brackets.
    static func calledName(_ call: String) -> String {
        String(decoding: call.utf8.prefix { $0 != ASCII.openParenthesis }, as: UTF8.self)
    }

    /// Takes an example unless the same is there already. Complexity: O(1) on average.
    mutating func take(_ example: Example, into examples: inout [Example]) {
        guard !isKnown(example) else { return }
        taken.append(example)
        if example.setup.isEmpty { lastCall = example.call }
        examples.append(example)
    }

    private mutating func isKnown(_ example: Example) -> Bool {
        // Most requirements have a handful, among which searching is faster than hashing.
        if taken.count <= 12 { return taken.contains { Self.says($0, example) } }
        while placed < taken.count {
            positions[taken[placed].call, default: []].append(placed)
            placed += 1
        }
        return positions[example.call]?.contains { Self.says(taken[$0], example) } ?? false
    }

    /// Whether an example says all that another one does.
    private static func says(_ example: Example, _ other: Example) -> Bool {
        guard example.call == other.call, example.setup == other.setup else { return false }
        if case .error(let type, _) = example.expectation, case .error(type, nil) = other.expectation { return true }
        return example.expectation == other.expectation
    }

    /// The last value found for a function, for sentences with "gives the same".
    mutating func lastValue(of function: String) -> String? {
        while valued < taken.count {
            if case .value(let value) = taken[valued].expectation {
                lastValues[Self.calledName(taken[valued].call)] = value
            }
            valued += 1
        }
        return lastValues[function]
    }
}
