internal import AnnealContext
internal import AnnealFoundation
internal import AnnealSpecs
internal import Foundation

/// Calls whose result has to be in order, where a sentence says so and every list of the examples is.
///
/// A sentence that names a key ("by price") says nothing of the values themselves. What such a call gives is not known, only
/// that it is in order; the checks order answers and go into repairs, and are no evidence. Source: properties of the output in
/// place of its value, as in K. Claessen and J. Hughes, "QuickCheck", ICFP 2000.
enum OrderChecks {
    /// How values follow each other.
    enum Order: Hashable, Sendable {
        case ascending, descending
    }

    private static let ascending = [
        "ascending order", "increasing order", "non-decreasing order", "alphabetical order", "lexicographic order",
        "alphabetically", "in sorted order", "from smallest to largest", "from low to high", "in order (small",
        "smallest first", "lowest first",
    ]
    private static let descending = [
        "descending order", "decreasing order", "from largest to smallest", "from high to low", "largest first",
        "highest first",
    ]
    private static let keys = [" by ", " according to ", " order of ", " key", " per "]
    private static let perFunction = 2
    private static let seed: UInt64 = 7

    /// Checks of a requirement.
    ///
    /// - Parameters:
    ///   - requirement: the requirement.
    ///   - language: the language's name; of others than Python and JavaScript nothing is asked.
    /// - Returns: at most two for each function.
    static func checks(of requirement: Requirement, language: String) -> [Check] {
        guard language == "python" || language == "javascript",
            let sentence = requirement.criteria.lazy.compactMap(ordering).first
        else { return [] }
        let calls = requirement.examples.filter { $0.setup.isEmpty }.compactMap { example -> (Example, [String])? in
            guard case .value(let value) = example.expectation, let items = items(of: value) else { return nil }
            return (example, items)
        }
        guard calls.contains(where: { $0.1.count > 1 }), calls.allSatisfy({ isIn(sentence.order, $0.1) }) else {
            return []
        }
        let known = requirement.examples.map(\.call)
        var checks: [Check] = []
        for (function, examples) in Dictionary(grouping: calls, by: { $0.0.call.prefix { $0 != "(" } }).sorted(
            by: { $0.key < $1.key })
        {
            guard let location = examples.first?.0.location else { continue }
            let varied = InputVariations.of(examples.map(\.0.call), limit: 24, seed: seed)
            // Another order of what is given is what tells whether the result has one of its own.
            let reversed = examples.compactMap { turned($0.0.call) }.filter { !known.contains($0) }
            for call in (reversed + varied.filter { $0.contains("[") }).prefix(perFunction) {
                checks.append(
                    Check(
                        id: "order#\(function)\(checks.count + 1)", criterion: sentence.criterion,
                        example: Example(
                            call: expression(call, sentence.order, language),
                            expectation: .value(language == "python" ? "True" : "true"), source: call,
                            location: location)))
            }
        }
        return checks
    }

    /// The order that a sentence states of a result.
    static func ordering(_ criterion: Criterion) -> (criterion: CriterionID, order: Order)? {
        for sentence in criterion.text.split(whereSeparator: { ".;\n".contains($0) }) {
            let lowered = sentence.lowercased().split(separator: " ").joined(separator: " ")
            guard lowered.contains("return") || lowered.contains("gives") || lowered.contains("result"),
                !keys.contains(where: { lowered.contains($0) })
            else { continue }
            if ascending.contains(where: { lowered.contains($0) }) { return (criterion.id, .ascending) }
            if descending.contains(where: { lowered.contains($0) }) { return (criterion.id, .descending) }
        }
        return nil
    }

    /// Whether the items of a list, all numbers or all texts, are in order.
    private static func isIn(_ order: Order, _ items: [String]) -> Bool {
        let numbers = items.compactMap(Double.init)
        if numbers.count == items.count {
            return numbers == (order == .ascending ? numbers.sorted() : numbers.sorted(by: >))
        }
        guard items.allSatisfy({ $0.first == "\"" || $0.first == "'" }) else { return false }
        let texts = items.map { String($0.dropFirst().dropLast()) }
        return texts == (order == .ascending ? texts.sorted() : texts.sorted(by: >))
    }

    /// The items of a flat list or tuple as it is written; `nil` for anything else.
    static func items(of value: String) -> [String]? {
        guard let first = value.first, let last = value.last, "[(".contains(first), "])".contains(last), value.count > 1
        else { return nil }
        let inner = value.dropFirst().dropLast()
        guard !inner.contains(where: { "[](){}:\\".contains($0) }) else { return nil }
        return inner.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
    }

    /// The call with its first list turned round.
    private static func turned(_ call: String) -> String? {
        guard let place = InputVariations.literals(of: call).first(where: { call[$0].hasPrefix("[") }),
            let items = items(of: String(call[place])), items.count > 1, items != items.reversed()
        else { return nil }
        return call.replacingCharacters(in: place, with: "[" + items.reversed().joined(separator: ", ") + "]")
    }

    private static func expression(_ call: String, _ order: Order, _ language: String) -> String {
        if language == "python" {
            return "list(\(call)) == sorted(\(call)\(order == .descending ? ", reverse=True" : ""))"
        }
        let sign = order == .ascending ? "<" : ">"
        return "((v) => v.every((x, i) => i === 0 || !(x \(sign) v[i - 1])))([...\(call)])"
    }
}
