extension BoostedTrees {
    /// Rows to learn from or to judge by.
    public struct Examples: Sendable {
        /// The features.
        public var table: FeatureTable
        /// What is to be predicted, a number a row.
        public var labels: [Float]
        /// What each row counts; all the same when left out.
        public var weights: [Float]?
        /// For an order: how many rows each group has, such as the candidates of one query; the groups follow one another.
        public var groups: [Int]?

        /// Creates examples.
        ///
        /// - Parameters:
        ///   - table: the features.
        ///   - labels: what is to be predicted.
        ///   - weights: what each row counts; with groups, what each group counts.
        ///   - groups: how many rows each group has.
        public init(_ table: FeatureTable, labels: [Float], weights: [Float]? = nil, groups: [Int]? = nil) {
            self.table = table
            self.labels = labels
            self.weights = weights
            self.groups = groups
        }
    }

    /// Trains a model.
    ///
    /// - Parameters:
    ///   - examples: what is learned from.
    ///   - parameters: how.
    ///   - validation: what each round is judged by.
    ///   - patience: with validation, after how many rounds without a better score training stops; the model keeps the
    ///     trees up to the best round. Never when left out.
    /// - Returns: the model.
    /// - Throws: `LearningError` of code `shape` when lengths do not fit, `notFinite` for labels or weights,
    ///   `invalidArgument` for parameters, `library` when there is none or it refuses.
    public static func train(
        _ examples: Examples, parameters: TreeParameters, validation: Examples? = nil, patience: Int? = nil
    ) throws(LearningError) -> BoostedTrees {
        let library = try XGBoostLibrary.shared.get()
        let settings = try parameters.settings(columns: examples.table.columns)
        if let validation, validation.table.columns != examples.table.columns {
            throw LearningError(
                code: .shape,
                message: """
                    validation has \(validation.table.columns) features, the examples \(examples.table.columns)
                    """, place: "BoostedTrees.train")
        }
        let matrix = try TreeMatrix(examples, library: library)
        let judge = try validation.map { validation throws(LearningError) in
            try TreeMatrix(validation, library: library)
        }
        let booster = try Booster(matrix, settings, library)
        var scores: [Double] = []
        var best = 0
        for round in 0..<parameters.rounds {
            try library.check(library.update(booster.handle, Int32(round), matrix.handle), "BoostedTrees.train")
            guard let judge else { continue }
            let (metric, score) = try booster.score(judge, round: round)
            scores.append(score)
            if Self.isBetter(score, than: scores[best], metric: metric) { best = round }
            if let patience, round - best >= max(1, patience) { break }
        }
        let stops = judge != nil && patience != nil
        let handle = stops ? try booster.slice(upTo: best + 1) : try booster.release()
        return BoostedTrees(
            library: library, handle: handle, columns: examples.table.columns, validationScores: scores)
    }

    /// Whether a score is better than another: larger for shares of what is right, smaller for errors.
    private static func isBetter(_ score: Double, than other: Double, metric: String) -> Bool {
        let larger = ["auc", "aucpr", "map", "ndcg", "pre"]
        let name = metric.prefix { $0 != "@" }
        return larger.contains(String(name)) ? score > other : score < other
    }

    /// A model under training, freed when training fails.
    private final class Booster {
        private let library: XGBoostLibrary
        private var owned: XGBoostLibrary.Handle?
        let handle: XGBoostLibrary.Handle

        init(_ matrix: TreeMatrix, _ settings: [(String, String)], _ library: XGBoostLibrary) throws(LearningError) {
            self.library = library
            var cached: XGBoostLibrary.Handle? = matrix.handle
            var created: XGBoostLibrary.Handle?
            try library.check(library.createBooster(&cached, 1, &created), "BoostedTrees.train")
            guard let created else {
                throw LearningError(code: .library, message: "XGBoost made no model", place: "BoostedTrees.train")
            }
            handle = created
            owned = created
            for (name, value) in settings {
                try library.check(library.setParameter(created, name, value), "TreeParameters, \(name) = \(value)")
            }
        }

        deinit { if let owned { _ = library.freeBooster(owned) } }

        /// Gives the model away.
        func release() throws(LearningError) -> XGBoostLibrary.Handle {
            owned = nil
            return handle
        }

        /// A model of the first rounds.
        func slice(upTo rounds: Int) throws(LearningError) -> XGBoostLibrary.Handle {
            var sliced: XGBoostLibrary.Handle?
            try library.check(library.slice(handle, 0, Int32(rounds), 1, &sliced), "BoostedTrees.train")
            guard let sliced else { return try release() }
            return sliced
        }

        /// The last metric that XGBoost tells for a round: `[0]\tvalidation-rmse:12.5`.
        func score(_ matrix: TreeMatrix, round: Int) throws(LearningError) -> (metric: String, score: Double) {
            var matrices: XGBoostLibrary.Handle? = matrix.handle
            var result: XGBoostLibrary.Text?
            let status = "v".withCString { name in
                var names: XGBoostLibrary.Text? = name
                return library.evaluate(handle, Int32(round), &matrices, &names, 1, &result)
            }
            try library.check(status, "BoostedTrees.train")
            let text = result.map { String(cString: $0) } ?? ""
            let last = text.split(separator: "\t").last?.split(separator: ":") ?? []
            guard last.count == 2, let score = Double(last[1]) else {
                throw LearningError(
                    code: .library, message: "XGBoost tells no score: \(text)", place: "BoostedTrees.train")
            }
            return (String(last[0].drop { $0 != "-" }.dropFirst()), score)
        }
    }
}
