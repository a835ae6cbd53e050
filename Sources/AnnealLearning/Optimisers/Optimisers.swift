/// What the optimisers share.
enum Optimisers {
    /// The least number that is added to a root: with smaller ones a weight whose gradient is 0 would become 0 / 0.
    static let leastEpsilon: Float = 1e-30

    static func otherParameters(_ count: Int, _ wanted: Int) -> LearningError {
        LearningError(
            code: .shape, message: "an optimiser that knows \(count) weights was given \(wanted)",
            place: "Optimiser.step", remedy: "use one optimiser for one set of parameters")
    }

    /// An error when a number of an optimiser makes no sense: with it, weights would become numbers that are none.
    static func check(
        _ isRight: Bool, _ what: @autoclosure () -> String, takes rule: @autoclosure () -> String
    ) throws(LearningError) {
        guard isRight else {
            throw LearningError(
                code: .invalidArgument, message: "an optimiser cannot step with \(what())", place: "Optimiser.step",
                remedy: "give \(rule())")
        }
    }

    static func check(epsilon: Float) throws(LearningError) {
        try check(isUsable(epsilon: epsilon), "an epsilon of \(epsilon)", takes: "\(leastEpsilon) or more")
    }

    static func isUsable(epsilon: Float) -> Bool { epsilon.isFinite && epsilon >= leastEpsilon }
}
