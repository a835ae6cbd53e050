internal import AnnealFoundation

/// Two examples that ask for different results of the same call.
public struct ConflictingExampleRule: SpecRule {
    /// The rule's name.
    public let name = "conflicting-examples"

    /// Creates the rule.
    public init() {}

    /// One finding for each later example that disagrees with an earlier one.
    public func findings(in document: SpecDocument) -> [SpecFinding] {
        var known: [String: Example] = [:]
        var findings: [SpecFinding] = []
        for example in document.requirements.flatMap(\.examples) {
            let key = (example.setup + [example.call]).joined(separator: "\n")
            guard let earlier = known[key] else {
                known[key] = example
                continue
            }
            guard Self.disagree(earlier.expectation, example.expectation) else { continue }
            findings.append(
                SpecFinding(
                    rule: name, severity: .error, location: example.location,
                    message:
                        "`\(example.call)` \(Self.words(example.expectation)) here, but \(Self.words(earlier.expectation)) in line \(earlier.location.line)",
                    remedy: "decide which of the two holds, and correct the other"))
        }
        return findings
    }

    /// Whether both cannot hold. Different spellings of numbers and quotes are no contradiction.
    private static func disagree(_ left: Example.Expectation, _ right: Example.Expectation) -> Bool {
        switch (left, right) {
        case (.value(let left), .value(let right)): return normal(left) != normal(right)
        case (.error(let left, let leftText), .error(let right, let rightText)):
            if let leftText, let rightText, leftText != rightText { return true }
            return left != nil && right != nil && left != right
        case (.output(let left, _, let leftStatus), .output(let right, _, let rightStatus)):
            if let left, let right, left != right { return true }
            return leftStatus != nil && rightStatus != nil && leftStatus != rightStatus
        default: return true
        }
    }

    private static func normal(_ value: String) -> String {
        if let number = Double(value) { return "\(number)" }
        return value.filter { !$0.isWhitespace }.replacing("'", with: "\"")
    }

    private static func words(_ expectation: Example.Expectation) -> String {
        switch expectation {
        case .value(let value): "gives `\(value)`"
        case .error(let type, _): "raises \(type.map { "`\($0)`" } ?? "an error")"
        case .output: "prints something else"
        }
    }
}

/// A function that is written with different parameters.
public struct ConflictingSignatureRule: SpecRule {
    /// The rule's name.
    public let name = "conflicting-signatures"

    /// Creates the rule.
    public init() {}

    /// One finding for each later signature whose parameters differ from the first one's.
    public func findings(in document: SpecDocument) -> [SpecFinding] {
        var known: [String: (parameters: [String], location: SourceLocation)] = [:]
        var findings: [SpecFinding] = []
        let interfaces = document.interfaces + document.requirements.flatMap(\.interfaces)
        for interface in interfaces where interface.kind == .function {
            guard let signature = interface.signature else { continue }
            let key = (interface.qualifier ?? "") + "." + interface.name
            let parameters = Self.parameters(signature)
            guard let first = known[key] else {
                known[key] = (parameters, interface.location)
                continue
            }
            // A longer list adds optional parameters; a different order or name is a contradiction.
            let shared = min(first.parameters.count, parameters.count)
            guard first.parameters.prefix(shared) != parameters.prefix(shared) else { continue }
            findings.append(
                SpecFinding(
                    rule: name, severity: .warning, location: interface.location,
                    message:
                        "`\(interface.name)` takes (\(parameters.joined(separator: ", "))) here, but (\(first.parameters.joined(separator: ", "))) in line \(first.location.line)",
                    remedy: "write the parameters the same way everywhere"))
        }
        return findings
    }

    private static func parameters(_ signature: String) -> [String] {
        signature.withBytes { bytes in
            // Only Swift has two names for a parameter, which no other language reads.
            for dialect in [Dialect.unknown, .swift] {
                let reader = ExpressionReader(bytes: bytes, dialect: dialect)
                if let expression = reader.read(0..<bytes.count, arrows: true),
                    let read = FunctionSignature(reader, expression, dialect)
                {
                    return read.parameters.map(\.name)
                }
            }
            return []
        }
    }
}

/// Limits of the same thing that differ: "at most 5 retries" and "at most 3 retries".
public struct ConflictingNumberRule: SpecRule {
    /// The rule's name.
    public let name = "conflicting-numbers"

    private struct Limit {
        var direction: String
        var number: String
        var unit: String
        var words: Set<String>
        var location: SourceLocation
    }

    private static let directions: [(String, String)] = [
        ("at most", "at most"), ("no more than", "at most"), ("up to", "at most"), ("maximum of", "at most"),
        ("at least", "at least"), ("no fewer than", "at least"), ("no less than", "at least"),
        ("minimum of", "at least"), ("exactly", "exactly"), ("limit of", "at most"), ("within", "within"),
    ]

    /// Creates the rule.
    public init() {}

    /// One finding for each later limit that differs from an earlier one about the same thing.
    public func findings(in document: SpecDocument) -> [SpecFinding] {
        var limits: [String: [Limit]] = [:]
        var findings: [SpecFinding] = []
        for criterion in document.requirements.flatMap(\.criteria) {
            for limit in Self.limits(in: criterion) {
                let key = limit.direction + " " + limit.unit
                let earlier = limits[key, default: []].first {
                    $0.number != limit.number && $0.words.intersection(limit.words).count >= 3
                }
                if let earlier {
                    findings.append(
                        SpecFinding(
                            rule: name, severity: .warning, location: limit.location,
                            message:
                                "\(limit.direction) \(limit.number) \(limit.unit) here, but \(earlier.number) in line \(earlier.location.line)",
                            remedy: "if both are about the same thing, decide for one number"))
                }
                limits[key, default: []].append(limit)
            }
        }
        return findings
    }

    private static func limits(in criterion: Criterion) -> [Limit] {
        let text = Prose.withoutCode(criterion.text).lowercased()
        var found: [Limit] = []
        for (phrase, direction) in directions {
            guard let range = text.firstRange(of: phrase + " ") else { continue }
            let rest = Prose.words(String(text[range.upperBound...].prefix(60)))
            guard rest.count > 1, let number = rest.first, number.allSatisfy(\.isNumber) else { continue }
            let words = Set(Prose.words(text)).filter { $0.count > 3 && $0 != rest[1] }
            found.append(
                Limit(direction: direction, number: number, unit: rest[1], words: words, location: criterion.location))
        }
        return found
    }
}

/// A name that is written in two almost equal ways.
public struct MisspeltNameRule: SpecRule {
    /// The rule's name.
    public let name = "misspelt-name"

    /// Creates the rule.
    public init() {}

    /// Functions called in examples whose name differs in one letter from one that has a signature.
    public func findings(in document: SpecDocument) -> [SpecFinding] {
        let interfaces = document.interfaces + document.requirements.flatMap(\.interfaces)
        let functions = interfaces.filter { $0.kind == .function }
        let defined = Set(functions.filter { $0.signature != nil }.map(\.name))
        guard !defined.isEmpty, defined.count < 2000 else { return [] }
        var reported: Set<String> = []
        return functions.compactMap { function in
            guard function.signature == nil, !defined.contains(function.name), function.name.count > 4,
                let near = defined.first(where: { Self.isOneOff($0, function.name) }),
                reported.insert(function.name).inserted
            else { return nil }
            return SpecFinding(
                rule: name, severity: .warning, location: function.location,
                message: "`\(function.name)` is defined nowhere; `\(near)` is",
                remedy: "if the same function is meant, write its name the same way")
        }
    }

    /// Whether two names differ by one letter more, fewer or other, or by two neighbours exchanged.
    static func isOneOff(_ left: String, _ right: String) -> Bool {
        let left = Array(left.utf8)
        let right = Array(right.utf8)
        guard abs(left.count - right.count) <= 1 else { return false }
        var start = 0
        while start < min(left.count, right.count), left[start] == right[start] { start += 1 }
        var end = 0
        while end < min(left.count, right.count) - start, left[left.count - 1 - end] == right[right.count - 1 - end] {
            end += 1
        }
        let leftRest = left[start..<(left.count - end)]
        let rightRest = right[start..<(right.count - end)]
        // Numbers at the end tell functions apart on purpose.
        if (leftRest + rightRest).contains(where: ASCII.isDigit) { return false }
        return leftRest.count <= 1 && rightRest.count <= 1
            || leftRest.count == 2 && rightRest.count == 2 && Array(leftRest.reversed()) == Array(rightRest)
    }
}
