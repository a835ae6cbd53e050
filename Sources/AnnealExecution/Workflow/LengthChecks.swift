internal import AnnealContext
internal import AnnealFoundation
internal import AnnealSpecs

/// Calls whose result has to be as long as an argument says: "returns a list of length `k`".
///
/// What such a call gives is not known, only how long it is. Zero and one are asked for, where code that counts from an end
/// goes wrong most (`items[-k:]`). The checks order answers and go into repairs, and are no evidence.
enum LengthChecks {
    private static let lengths = [0, 1]

    /// Checks of a requirement.
    ///
    /// - Parameters:
    ///   - requirement: the requirement.
    ///   - language: the language's name; of others than Python and JavaScript nothing is asked.
    /// - Returns: at most two, where every example keeps to the sentence.
    static func checks(of requirement: Requirement, language: String) -> [Check] {
        guard language == "python" || language == "javascript" else { return [] }
        for function in requirement.interfaces where function.kind == .function {
            let parameters = ExistingFunctions.parameters(of: function.signature ?? "")
            for (index, name) in parameters.enumerated() {
                guard let criterion = requirement.criteria.first(where: { says($0.text, name) }) else { continue }
                return checks(
                    of: requirement, function.name, index, criterion, allowsZero: allowsZero(requirement.text, name),
                    language)
            }
        }
        return []
    }

    private static func checks(
        of requirement: Requirement, _ function: String, _ index: Int, _ criterion: Criterion, allowsZero: Bool,
        _ language: String
    ) -> [Check] {
        var shown: [(example: Example, arguments: [String])] = []
        for example in requirement.examples where example.setup.isEmpty {
            guard let arguments = arguments(of: example.call, function), arguments.indices.contains(index) else {
                continue
            }
            guard case .value(let value) = example.expectation, let wanted = Int(arguments[index]),
                length(of: value) == wanted
            else { return [] }
            shown.append((example, arguments))
        }
        guard let (example, arguments) = shown.max(by: { $0.example.call.count < $1.example.call.count }) else {
            return []
        }
        let known = Set(requirement.examples.map(\.call))
        return lengths.compactMap { length in
            guard length > 0 || allowsZero else { return nil }
            var changed = arguments
            changed[index] = "\(length)"
            let call = "\(function)(\(changed.joined(separator: ", ")))"
            guard !known.contains(call) else { return nil }
            return Check(
                id: "length#\(length)", criterion: criterion.id,
                example: Example(
                    call: language == "python" ? "len(\(call))" : "\(call).length", expectation: .value("\(length)"),
                    source: call, location: example.location))
        }
    }

    /// Whether a text says that the result is as long as a parameter tells.
    static func says(_ text: String, _ parameter: String) -> Bool {
        for sentence in text.split(whereSeparator: { ".;\n".contains($0) }) {
            let words = sentence.lowercased().split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init)
            guard let verb = words.firstIndex(where: { ["return", "returns", "gives", "give", "result"].contains($0) })
            else {
                continue
            }
            let rest = Array(words[verb...])
            let name = parameter.lowercased()
            let kinds = ["list", "array", "string", "tuple", "text"]
            for place in rest.indices where rest[place] == name && place >= 3 {
                let before = rest[(place - 3)..<place]
                if kinds.contains(before.first ?? ""),
                    ["of length", "with length", "of size"].contains(
                        before.dropFirst().joined(separator: " "))
                {
                    return true
                }
            }
        }
        return false
    }

    /// Whether 0 is a value that the parameter can have.
    private static func allowsZero(_ text: String, _ parameter: String) -> Bool {
        let close = text.filter { !$0.isWhitespace && $0 != "`" }
        return close.contains("0<=\(parameter)") || close.contains("0≤\(parameter)")
            || !(text.contains("positive") || text.contains("at least"))
    }

    /// The arguments of a call of a function, by position.
    private static func arguments(of call: String, _ function: String) -> [String]? {
        guard call.hasPrefix("\(function)("), call.hasSuffix(")") else { return nil }
        return InputVariations.elements(of: String(call.dropFirst(function.count)))
    }

    /// How long a list or a text is, as it is written.
    private static func length(of value: String) -> Int? {
        if let first = value.first, first == "\"" || first == "'", value.last == first, value.count > 1,
            !value.contains("\\")
        {
            return value.count - 2
        }
        return OrderChecks.items(of: value)?.count
    }
}
