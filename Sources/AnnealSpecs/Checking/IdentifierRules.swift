internal import AnnealFoundation

/// An identifier that is given twice.
public struct DuplicateIdentifierRule: SpecRule {
    /// The rule's name.
    public let name = "duplicate-id"

    /// Creates the rule.
    public init() {}

    /// Requirements whose identifier had to be made unique while reading: `R1` came again and is called `R1-2`.
    public func findings(in document: SpecDocument) -> [SpecFinding] {
        let first = Dictionary(document.requirements.map { ($0.id.rawValue, $0) }, uniquingKeysWith: { old, _ in old })
        return document.requirements.compactMap { requirement in
            let parts = requirement.id.rawValue.split(separator: "-")
            guard parts.count > 1, let count = parts.last.flatMap({ Int($0) }), count > 1 else { return nil }
            let base = parts.dropLast().joined(separator: "-")
            guard let earlier = first[base], base.last?.isNumber == true, earlier.location < requirement.location else {
                return nil
            }
            return SpecFinding(
                rule: name, severity: .error, location: requirement.location,
                message: "\(base) is given twice, first in line \(earlier.location.line)",
                remedy: "give each requirement an identifier of its own")
        }
    }
}

/// A gap in the counting of identifiers.
public struct SkippedIdentifierRule: SpecRule {
    /// The rule's name.
    public let name = "skipped-id"

    /// Creates the rule.
    public init() {}

    /// Numbers that are left out between two requirements with the same letters.
    public func findings(in document: SpecDocument) -> [SpecFinding] {
        var numbers: [String: [(Int, Requirement)]] = [:]
        for requirement in document.requirements {
            guard let (prefix, number) = IdentifierParts.of(requirement.id.rawValue) else { continue }
            numbers[prefix, default: []].append((number, requirement))
        }
        return numbers.flatMap { prefix, found in
            let sorted = found.sorted { $0.0 < $1.0 }
            return zip(sorted, sorted.dropFirst()).compactMap { lower, upper -> SpecFinding? in
                let gap = upper.0 - lower.0
                // Numbers in steps of ten, or by chapter, are a scheme and no slip.
                guard gap > 1, gap < 10 else { return nil }
                let missing =
                    gap == 2 ? "\(prefix)\(lower.0 + 1) is" : "\(prefix)\(lower.0 + 1) to \(prefix)\(upper.0 - 1) are"
                return SpecFinding(
                    rule: name, severity: .note, location: upper.1.location,
                    message: "\(missing) skipped before \(upper.1.id)",
                    remedy: "if a requirement was taken out on purpose, nothing; otherwise put it back")
            }
        }
    }
}

/// A mention of a requirement that does not exist.
public struct DanglingReferenceRule: SpecRule {
    /// The rule's name.
    public let name = "dangling-reference"

    /// Creates the rule.
    public init() {}

    /// Mentions, in criteria, of identifiers with the letters of this document that nothing has.
    public func findings(in document: SpecDocument) -> [SpecFinding] {
        let ids = Set(document.requirements.map(\.id.rawValue))
        let prefixes = Set(ids.compactMap { IdentifierParts.of($0)?.0 })
        guard !prefixes.isEmpty else { return [] }
        return document.requirements.flatMap { requirement in
            requirement.criteria.flatMap { criterion -> [SpecFinding] in
                let mentioned = Prose.withoutCode(criterion.text).withBytes { References.in($0, 0..<$0.count) }
                var seen: Set<String> = []
                return mentioned.compactMap { id in
                    guard !ids.contains(id), let parts = IdentifierParts.of(id), prefixes.contains(parts.0),
                        seen.insert(id).inserted
                    else { return nil }
                    return SpecFinding(
                        rule: name, severity: .warning, location: criterion.location,
                        message: "criterion \(criterion.id) refers to \(id), which does not exist",
                        remedy: "correct the identifier, or add the requirement")
                }
            }
        }
    }
}

/// What has to be decided by a person before work can begin.
public struct OpenQuestionRule: SpecRule {
    /// The rule's name.
    public let name = "needs-clarification"

    /// Creates the rule.
    public init() {}

    /// Marks `[NEEDS CLARIFICATION: …]` are errors; questions in a section of their own are warnings.
    public func findings(in document: SpecDocument) -> [SpecFinding] {
        document.openQuestions.map { question in
            SpecFinding(
                rule: name, severity: question.isBlocking ? .error : .warning, location: question.location,
                message: "not decided: \(question.text)",
                remedy: question.isBlocking
                    ? "decide, and put the answer in the mark's place"
                    : "decide, or say in the document who will, and when")
        }
    }
}

/// An identifier's letters and number: `FR-` and 12.
enum IdentifierParts {
    /// The parts of an identifier that ends in a number; the letters may be missing.
    static func of(_ id: String) -> (String, Int)? {
        let digits = id.reversed().prefix { $0.isASCII && $0.isNumber }
        guard !digits.isEmpty, digits.count < 9, let number = Int(String(digits.reversed())) else { return nil }
        let prefix = String(id.dropLast(digits.count))
        // `R2.1` counts within `R2`.
        return prefix.contains(".") ? nil : (prefix, number)
    }
}
