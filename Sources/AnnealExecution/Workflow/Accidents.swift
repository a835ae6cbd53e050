internal import AnnealContext
internal import AnnealSpecs

/// Calls that end in an error which nobody meant: `max()` of nothing, an index beyond the end.
///
/// Answers that are right on the examples may stumble over inputs like them, such as a list with one element less, and all
/// in the same way, so that they agree. Where a text says nothing of errors, what stumbles is likelier wrong than the input.
/// Only numbers and lists of them are looked at, since a changed text may have lost its form; and what all of several
/// different answers stumble over is taken for an input that cannot be.
struct Accidents {
    /// A call, and the kind of error that it ends in.
    struct Told: Hashable {
        var call: String
        var error: String
    }

    /// The outcomes that are accidents, for each candidate.
    let byCandidate: [[TestOutcome]]
    private let calls: [String: String]

    /// Calls that have to end so before it counts.
    private static let fewest = 2
    /// The share of the calls that are looked at which have to end so.
    private static let leastShare = 0.1
    /// Different answers all of which stumble over what cannot be given.
    private static let enough = 3

    /// Looks for accidents.
    ///
    /// - Parameters:
    ///   - outcomes: how each candidate's calls ended.
    ///   - files: the task's files.
    ///   - calls: the calls by the names of their tests.
    ///   - examples: the calls of the examples.
    init(_ outcomes: [[TestOutcome]], of files: Set<String>, calls: [String: String], examples: [String]) {
        self.calls = calls
        let known = examples.map(Arguments.init)
        let looked = Set(calls.filter { Arguments($0.value).isLike(known) }.keys)
        let accidents = outcomes.map { own in
            own.filter { looked.contains($0.name) && Self.isAccident($0, of: files) }
        }
        let shared =
            accidents.count < Self.enough
            ? [] : accidents.dropFirst().reduce(Set(accidents[0].map(\.name))) { $0.intersection($1.map(\.name)) }
        byCandidate = accidents.map { own in
            let counted = own.filter { !shared.contains($0.name) }
            let isMuch =
                counted.count >= Self.fewest && Double(counted.count) >= Self.leastShare * Double(looked.count)
            return isMuch ? counted : []
        }
    }

    /// The first accident of a candidate.
    func told(of candidate: Int) -> Told? {
        byCandidate[candidate].compactMap { outcome in
            calls[outcome.name].map { Told(call: $0, error: String(outcome.detail.prefix(while: \.isLetter))) }
        }.min { ($0.call.count, $0.call) < ($1.call.count, $1.call) }
    }

    /// Errors of Python's own operations. JavaScript has none: it gives `undefined`.
    private static let kinds: Set<String> = [
        "IndexError", "KeyError", "ValueError", "ZeroDivisionError", "OverflowError", "StopIteration",
    ]

    /// Whether an error came of an operation in one of the task's files, and not of a statement that raises it.
    static func isAccident(_ outcome: TestOutcome, of files: Set<String>) -> Bool {
        guard outcome.status == .failed || outcome.status == .errored else { return false }
        let lines = outcome.detail.split(separator: "\n")
        guard let kind = lines.first?.prefix(while: \.isLetter), kinds.contains(String(kind)) else { return false }
        let own = lines.dropFirst().filter { line in
            line.hasPrefix("at ") && files.contains(String(line.dropFirst(3).prefix { $0 != ":" }))
        }
        return !own.isEmpty && !own.contains { $0.contains(": raise ") }
    }

    /// Whether a requirement says nothing of errors and of what may be given.
    static func isSilent(_ requirements: [Requirement]) -> Bool {
        requirements.allSatisfy { requirement in
            let text = (requirement.text + requirement.criteria.map(\.text).joined()).lowercased()
            guard !words.contains(where: { text.contains($0) }) else { return false }
            return !requirement.examples.contains { example in
                if case .error = example.expectation { true } else { false }
            }
        }
    }

    private static let words = [
        "raise", "throw", "error", "exception", "invalid", "assum", "guarantee", "undefined", "refuse", "fail",
        "at least", "non-empty", "nonempty", "not empty", "never empty",
    ]
}

extension Accidents {
    /// The arguments of a call that are numbers, or lists of numbers.
    private struct Arguments {
        private var numbers: [Double]?
        private var hasEmpty: Bool

        init(_ call: String) {
            let open = call.firstIndex(of: "(") ?? call.endIndex
            let text = call[open...]
            hasEmpty = text.contains("[]")
            let words = ["True", "False", "None"].reduce(String(text)) { $0.replacing($1, with: "") }
            guard !text.isEmpty, words.allSatisfy({ $0.isASCII && ($0.isNumber || "()[], -.".contains($0)) }) else {
                numbers = nil
                return
            }
            numbers = text.split { !($0.isNumber || $0 == "-" || $0 == ".") }.compactMap { Double($0) }
        }

        /// Whether they are numbers, and empty, zero or below zero only where those of an example are, too.
        func isLike(_ examples: [Arguments]) -> Bool {
            guard let numbers else { return false }
            func shown(_ holds: (Double) -> Bool) -> Bool {
                !numbers.contains(where: holds) || examples.contains { $0.numbers?.contains(where: holds) == true }
            }
            return (!hasEmpty || examples.contains(where: \.hasEmpty)) && shown { $0 == 0 } && shown { $0 < 0 }
        }
    }
}
