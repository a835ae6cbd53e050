/// Gradient-boosted trees, by XGBoost's C library.
///
/// Not sendable: a model belongs to one task at a time. Training takes XGBoost's time and memory; a prediction about a
/// microsecond a row and some ten for the call.
///
/// Source: T. Chen, C. Guestrin, "XGBoost: A Scalable Tree Boosting System", KDD 2016.
public final class BoostedTrees {
    /// Which of a feature's merits is told.
    public enum Importance: String, Sendable, CaseIterable {
        /// How many splits use the feature.
        case splits = "weight"
        /// What a split with it gains in the mean.
        case gain
        /// How much data a split with it sees in the mean.
        case cover
        /// What all splits with it gain.
        case totalGain = "total_gain"
        /// How much data all splits with it see.
        case totalCover = "total_cover"
    }

    /// Whether the library is installed.
    public static var isAvailable: Bool { if case .success = XGBoostLibrary.shared { true } else { false } }

    /// The version of the library, such as `1.7.4`.
    ///
    /// - Returns: the version.
    /// - Throws: `LearningError` of code `library` when there is none.
    public static func libraryVersion() throws(LearningError) -> String {
        let library = try XGBoostLibrary.shared.get()
        var (major, minor, patch): (Int32, Int32, Int32) = (0, 0, 0)
        library.version(&major, &minor, &patch)
        return "\(major).\(minor).\(patch)"
    }

    let library: XGBoostLibrary
    let handle: XGBoostLibrary.Handle
    /// How many features a row has.
    public let columns: Int
    /// By round, what validation was judged at; empty without validation.
    public let validationScores: [Double]

    init(
        library: XGBoostLibrary, handle: XGBoostLibrary.Handle, columns: Int, validationScores: [Double]
    ) {
        self.library = library
        self.handle = handle
        self.columns = columns
        self.validationScores = validationScores
    }

    deinit { _ = library.freeBooster(handle) }

    /// How many rounds of trees there are.
    ///
    /// - Returns: after early stopping those up to the best round.
    /// - Throws: `LearningError` of code `library`.
    public func rounds() throws(LearningError) -> Int {
        var rounds: Int32 = 0
        try library.check(library.rounds(handle, &rounds), "BoostedTrees.rounds")
        return Int(rounds)
    }

    /// Predicts.
    ///
    /// - Parameter table: rows with as many features as in training.
    /// - Returns: a number a row; with `softmax` a probability for each class, row after row.
    /// - Throws: `LearningError` of code `shape` for another number of features, `library`.
    public func predict(_ table: FeatureTable) throws(LearningError) -> [Float] {
        guard table.columns == columns else {
            throw LearningError(
                code: .shape, message: "rows of \(table.columns) features for a model of \(columns)",
                place: "BoostedTrees.predict")
        }
        let matrix = try TreeMatrix(table, labels: nil, weights: nil, library: library)
        let configuration = """
            {"type": 0, "training": false, "iteration_begin": 0, "iteration_end": 0, "strict_shape": true}
            """
        var shape: UnsafePointer<UInt64>?
        var dimensions: UInt64 = 0
        var result: UnsafePointer<Float>?
        try library.check(
            library.predict(handle, matrix.handle, configuration, &shape, &dimensions, &result),
            "BoostedTrees.predict")
        guard let shape, let result else { return [] }
        // The library owns both until its next call on this model.
        let count = (0..<Int(dimensions)).reduce(1) { $0 * Int(shape[$1]) }
        let values = Array(UnsafeBufferPointer(start: result, count: count))
        guard values.allSatisfy(\.isFinite) else {
            throw LearningError(code: .notFinite, message: "a prediction is not finite", place: "BoostedTrees.predict")
        }
        return values
    }

    /// What each feature contributes.
    ///
    /// - Parameter kind: which merit is told.
    /// - Returns: by the index of the feature; features that no split uses are left out.
    /// - Throws: `LearningError` of code `library`.
    public func importance(_ kind: Importance = .gain) throws(LearningError) -> [Int: Float] {
        var count: UInt64 = 0
        var names: UnsafePointer<XGBoostLibrary.Text?>?
        var dimensions: UInt64 = 0
        var shape: UnsafePointer<UInt64>?
        var scores: UnsafePointer<Float>?
        try library.check(
            library.scores(
                handle, "{\"importance_type\": \"\(kind.rawValue)\"}", &count, &names, &dimensions, &shape, &scores),
            "BoostedTrees.importance")
        guard let names, let scores else { return [:] }
        var importance: [Int: Float] = [:]
        for position in 0..<Int(count) {
            // Without names of its own XGBoost calls the features f0, f1, …
            guard let name = names[position], let index = Int(String(cString: name).dropFirst()) else { continue }
            importance[index] = scores[position]
        }
        return importance
    }

    /// The model as XGBoost's JSON, which other programs read too.
    ///
    /// - Returns: the text, UTF-8.
    /// - Throws: `LearningError` of code `library`.
    public func json() throws(LearningError) -> [UInt8] {
        var count: UInt64 = 0
        var bytes: XGBoostLibrary.Text?
        try library.check(library.save(handle, "{\"format\": \"json\"}", &count, &bytes), "BoostedTrees.json")
        guard let bytes else { return [] }
        return UnsafeBufferPointer(start: bytes, count: Int(count)).map { UInt8(bitPattern: $0) }
    }

    /// Reads a model.
    ///
    /// - Parameters:
    ///   - json: XGBoost's JSON. Its trees are checked before the library sees them, which trusts what it reads.
    ///   - source: what the text is called in errors, such as the file's name.
    ///   - threads: how many threads predict.
    /// - Throws: `LearningError` of code `malformed` for a text that is no such model, `unsupported` for a kind of model
    ///   other than trees, `library` when there is none or it refuses.
    public convenience init(json: [UInt8], source: String, threads: Int = 1) throws(LearningError) {
        let library = try XGBoostLibrary.shared.get()
        try TreeModelCheck.check(json, source: source)
        var handle: XGBoostLibrary.Handle?
        try library.check(library.createBooster(nil, 0, &handle), source)
        guard let handle else {
            throw LearningError(code: .library, message: "XGBoost made no model", place: source)
        }
        var columns: UInt64 = 0
        do throws(LearningError) {
            for (name, value) in [("verbosity", "0"), ("nthread", "\(max(1, threads))")] {
                try library.check(library.setParameter(handle, name, value), source)
            }
            let status = json.withUnsafeBytes { bytes in
                bytes.baseAddress.map { library.load(handle, $0, UInt64(bytes.count)) } ?? -1
            }
            try library.check(status, source)
            try library.check(library.featureCount(handle, &columns), source)
        } catch {
            _ = library.freeBooster(handle)
            throw error
        }
        self.init(library: library, handle: handle, columns: Int(columns), validationScores: [])
    }
}
