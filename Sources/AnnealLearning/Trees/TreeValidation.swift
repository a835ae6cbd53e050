/// A cross-validation of boosted trees: each fold is predicted by trees that were trained on the others.
public struct TreeValidation: Sendable, Hashable {
    /// What predictions are judged by.
    public enum Measure: String, Sendable, Codable {
        /// The root of the mean squared error.
        case rmse
        /// The share of pairs of a row of label 1 and one of label 0 in which the first has the larger prediction.
        case auc
        /// The share of rows whose most probable class is right.
        case accuracy
    }

    /// What predictions were judged by.
    public let measure: Measure
    /// Of each fold, its figure.
    public let scores: [Double]
    /// The mean of the folds' figures.
    public var score: Double { scores.reduce(0, +) / Double(max(1, scores.count)) }
    /// What was predicted for the rows of fold 0, class by class where there are several.
    public let firstFold: [Float]
    /// What was predicted for each row of the table, in its order, by the trees that were trained without its fold; class by
    /// class where there are several.
    public let predictions: [Float]

    /// What a table seems to want: the probability of label 1 where all targets are 0 or 1; classes where they are all
    /// whole numbers of 0 ..< k, k of 3 to 20, each of which occurs; else a number.
    ///
    /// - Parameter table: the table.
    /// - Returns: the objective.
    public static func objective(for table: LabelledTable) -> TreeParameters.Objective {
        let distinct = Set(table.targets)
        if distinct == [0, 1] { return .logistic }
        let classes = distinct.count
        guard (3...20).contains(classes), distinct == Set((0..<classes).map(Float.init)) else { return .squaredError }
        return .softmax(classes: classes)
    }

    /// Trains and predicts, fold by fold.
    ///
    /// - Parameters:
    ///   - table: the rows.
    ///   - parameters: of the trees. Without a base score squared error begins with the mean of the training rows' targets,
    ///     all else with 0.5: versions of the library differ in what they estimate.
    ///   - trained: called with each fold's training, which it has to call; a place to take the time.
    /// - Throws: `LearningError` without the library, or when the objective does not fit the targets.
    public init(
        _ table: LabelledTable, parameters: TreeParameters,
        trained: (_ train: () throws -> Void) throws -> Void = { try $0() }
    ) throws {
        measure =
            switch parameters.objective {
            case .logistic: .auc
            case .softmax: .accuracy
            case .squaredError, .poisson, .rankPairwise, .rankGain: .rmse
            }
        var scores: [Double] = []
        var (first, all): ([Float], [Float]) = ([], [])
        for fold in 0..<table.foldCount {
            let train = table.folds.indices.filter { table.folds[$0] != fold }
            let test = table.folds.indices.filter { table.folds[$0] == fold }
            let labels = train.map { table.targets[$0] }
            let examples = BoostedTrees.Examples(try table.features.rows(train), labels: labels)
            var parameters = parameters
            if parameters.baseScore == nil {
                let sum = labels.reduce(0.0) { $0 + Double($1) }
                parameters.baseScore = parameters.objective == .squaredError ? sum / Double(labels.count) : 0.5
            }
            var model: BoostedTrees?
            try trained { model = try BoostedTrees.train(examples, parameters: parameters) }
            guard let predictions = try model?.predict(table.features.rows(test)) else { continue }
            if fold == 0 { first = predictions }
            let width = predictions.count / max(1, test.count)
            if all.isEmpty { all = [Float](repeating: 0, count: table.folds.count * width) }
            for (place, row) in test.enumerated() {
                all.replace(at: row * width, with: Array(predictions[place * width..<(place + 1) * width]))
            }
            scores.append(Self.score(measure, predictions, test.map { table.targets[$0] }))
        }
        self.scores = scores
        firstFold = first
        predictions = all
    }

    private static func score(_ measure: Measure, _ predictions: [Float], _ labels: [Float]) -> Double {
        switch measure {
        case .rmse:
            let sum = zip(predictions, labels).reduce(0.0) { $0 + Double(($1.0 - $1.1) * ($1.0 - $1.1)) }
            return (sum / Double(labels.count)).squareRoot()
        case .auc: return areaUnderCurve(predictions, labels)
        case .accuracy:
            let classes = predictions.count / max(1, labels.count)
            let right = labels.indices.count { row in
                let chances = predictions[row * classes..<(row + 1) * classes]
                let best = chances.indices.reduce(chances.startIndex) { chances[$1] > chances[$0] ? $1 : $0 }
                return Float(best - chances.startIndex) == labels[row]
            }
            return Double(right) / Double(labels.count)
        }
    }

    /// By ranks, equal predictions having the mean of theirs; 0.5 where a label is missing.
    private static func areaUnderCurve(_ predictions: [Float], _ labels: [Float]) -> Double {
        let order = predictions.indices.sorted { predictions[$0] < predictions[$1] }
        var sum = 0.0
        var place = 0
        while place < order.count {
            var end = place
            while end < order.count, predictions[order[end]] == predictions[order[place]] { end += 1 }
            let rank = Double(place + end + 1) / 2
            for index in place..<end where labels[order[index]] == 1 { sum += rank }
            place = end
        }
        let positives = Double(labels.count { $0 == 1 })
        let negatives = Double(labels.count) - positives
        guard positives > 0, negatives > 0 else { return 0.5 }
        return (sum - positives * (positives + 1) / 2) / (positives * negatives)
    }
}

extension FeatureTable {
    /// Some of the rows.
    ///
    /// - Parameter indices: which.
    /// - Returns: a table of these rows in this order.
    /// - Throws: `LearningError` of code `invalidArgument` without a row or for one that there is not.
    public func rows(_ indices: [Int]) throws(LearningError) -> FeatureTable {
        var chosen: [Float] = []
        chosen.reserveCapacity(indices.count * columns)
        for index in indices {
            guard (0..<rows).contains(index) else {
                throw LearningError(
                    code: .invalidArgument, message: "there is no row \(index) of \(rows)", place: "FeatureTable.rows")
            }
            chosen += values[index * columns..<(index + 1) * columns]
        }
        return try FeatureTable(chosen, columns: columns)
    }
}
