internal import AnnealFoundation

/// Puts technologies together that meet a need and go with one another, and orders the stacks.
///
/// For each role that the need calls for the best few technologies are taken; stacks grow part by part, the best are kept
/// on the way (beam search); what a part cannot do without is added; what does not go together is left out.
public struct StackAdvisor: Sendable {
    /// The technologies of a role that are tried.
    static let perRole = 6
    /// The stacks that are kept on the way.
    static let beam = 120

    let list: TechnologyList

    /// Creates an advisor.
    ///
    /// - Parameter list: the technologies that it knows.
    public init(list: TechnologyList) { self.list = list }

    /// Stacks for a need.
    ///
    /// - Parameters:
    ///   - text: the need, one sentence or a whole specification.
    ///   - features: what is known beside it.
    ///   - alternatives: the most stacks beside the best one.
    /// - Returns: the best stack, alternatives, and how sure the order is.
    /// - Throws: `RecommendationError` when the need calls for no part that is known, when a name in the features is not
    ///   known, or when nothing goes together.
    public func advise(_ text: String, features: ProjectFeatures, alternatives: Int = 3) throws -> StackAdvice {
        let need = NeedReading(NeedReading.sentences(of: text), list: list)
        for name in features.stack + features.integration where list[name] == nil {
            throw RecommendationError(
                message: "there is no technology '\(name)' in the list", place: "the stack or the integration",
                remedy: "write names as in \(list.technologies.prefix(3).map(\.name).joined(separator: ", ")), …",
                exitCode: .usage)
        }
        let builder = StackBuilder(list: list, need: need, features: features)
        let roles = builder.roles
        guard !roles.isEmpty else {
            throw RecommendationError(
                message: "the need calls for no part of a stack that is known", place: "the need",
                remedy: "say what it is made of: a web application, a database, a message queue, search, monitoring, …")
        }
        var stacks = builder.languages.flatMap { builder.stacks(roles, language: $0) }
        guard !stacks.isEmpty else {
            throw RecommendationError(
                message: "no technologies were found that go together for \(roles.joined(separator: ", "))",
                place: "the need", remedy: "name fewer technologies, or leave out a rule")
        }
        stacks.sort { ($1.value, $0.names.joined()) < ($0.value, $1.names.joined()) }
        var seen: Set<[String]> = []
        stacks = stacks.filter { seen.insert($0.names).inserted }
        let compared = Array(stacks.prefix(400))
        let front = ParetoFront.members(compared.map { $0.marks.values + [$0.fit] })
        let marked = zip(compared, front).map { stack, isOnFront in
            var stack = stack
            stack.isOnParetoFront = isOnFront
            return stack
        }
        return StackAdvice(
            stacks: Array(marked.prefix(1 + max(0, alternatives))),
            confidence: Self.steadiness(marked, weights: features.weights), compared: stacks.count,
            weights: features.weights, features: features)
    }

    /// The share of changed weights under which the first stack stays first.
    private static func steadiness(_ stacks: [StackRecommendation], weights: [Double]) -> Double {
        guard let first = stacks.first else { return 0 }
        var random = SplitMix64(seed: 1)
        let draws = 200
        var kept = 0
        for _ in 0..<draws {
            let changed = weights.map { $0 * Double.random(in: 0.5...1.5, using: &random) }
            let share = changed.reduce(0, +)
            func value(_ stack: StackRecommendation) -> Double {
                let base = zip(weights, stack.marks.values).reduce(0) { $0 + $1.0 * $1.1 } / 5
                return stack.value - base + zip(changed, stack.marks.values).reduce(0) { $0 + $1.0 * $1.1 } / 5 / share
            }
            let own = value(first)
            if stacks.allSatisfy({ value($0) <= own + 1e-12 }) { kept += 1 }
        }
        return Double(kept) / Double(draws)
    }
}
