public import AnnealFoundation
internal import AnnealLearning
public import Foundation

/// Who decides what stays in the cache's memory, the fixed policy or the learned one, and on what evidence.
///
/// The learned policy has to miss less than each of the fixed ones, with 97.5 % on its side of the interval: then it
/// misses less than the best of them, whichever that is, without another allowance for having looked at several. A value
/// is the difference in a window of a trace, in the mean over the sizes that were tried, since sizes share their
/// requests; windows are long, so that what follows from one another falls into the same one.
///
/// Source: batch means: A. Law, W. Kelton, "Simulation Modeling and Analysis", 9.5.3; all of several differences: R. Berger,
/// "Multiparameter Hypothesis Testing and Acceptance Sampling", Technometrics 24(4), 1982.
public struct CacheVerdict: Sendable, Hashable, Codable {
    /// A fixed policy beside the learned one.
    public struct Rival: Sendable, Hashable, Codable {
        /// The policy.
        public var name: String
        /// Its misses for each request, in the mean over traces and sizes.
        public var missRatio: Double
        /// How many more requests than the learned policy it misses, for each request.
        public var difference: Double
        /// The lower end of the interval that has the true difference with 95 %.
        public var low: Double
        /// Its upper end.
        public var high: Double
    }

    /// What decides where the learned policy does not.
    public static let fixed = PolicyName.reuseTime.rawValue
    /// Of both sides together.
    private static let confidence = 0.95

    /// When it was judged.
    public var time: Date
    /// What an object counted.
    public var unit: String
    /// Traces with their sizes.
    public var trials: [CacheTrial]
    /// The learned policy's misses for each request, in the mean over traces and sizes.
    public var learnedMissRatio: Double
    /// The fixed policies, the best first.
    public var rivals: [Rival]
    /// The policy in charge.
    public var inCharge: String
    /// Why.
    public var reason: String
    /// What the learned policy predicts by, where it is in charge.
    public var model: DistanceModel?

    /// Judges.
    ///
    /// - Parameters:
    ///   - trials: of one model; at least one.
    ///   - unit: what an object counted.
    ///   - model: the model.
    ///   - time: when.
    /// - Throws: `CacheError` without a trial.
    public init(
        of trials: [CacheTrial], unit: Simulation.Unit, model: DistanceModel, at time: Date
    ) throws(CacheError) {
        guard !trials.isEmpty else {
            throw CacheError(
                code: .invalidParameter, message: "nothing was tried", place: "CacheVerdict",
                remedy: "give a trace and a size")
        }
        self.time = time
        self.unit = unit.rawValue
        self.trials = trials
        func mean(_ name: String) -> Double {
            trials.reduce(0) { $0 + ($1.missRatios[name] ?? 1) } / Double(trials.count)
        }
        learnedMissRatio = mean(DistancePolicy.name)
        var rivals: [Rival] = []
        for name in CacheTrial.rivals.map(\.rawValue) {
            let values = Self.values(trials, name)
            // No chance is drawn by this kind of interval.
            var random = RandomSource(seed: 1)
            let share = 1 - (1 - Self.confidence) / 2
            do throws(LearningError) {
                let low = try MeanBound.student.lower(of: values, confidence: share, random: &random)
                let high = try MeanBound.student.upper(of: values, confidence: share, random: &random)
                let difference = values.reduce(0, +) / Double(values.count)
                rivals.append(
                    Rival(name: name, missRatio: mean(name), difference: difference, low: low, high: high))
            } catch {
                throw CacheError(
                    code: .invalidParameter, message: "the differences say nothing: \(error.message)",
                    place: error.place, remedy: error.remedy)
            }
        }
        self.rivals = rivals.sorted { ($0.missRatio, $0.name) < ($1.missRatio, $1.name) }
        // The one that is the hardest to beat.
        let closest = rivals.min { ($0.low, $0.name) < ($1.low, $1.name) }
        if let closest, closest.low <= 0 {
            inCharge = Self.fixed
            reason = "it is not shown that \(DistancePolicy.name) misses less than \(closest.name)"
            self.model = nil
        } else {
            inCharge = DistancePolicy.name
            reason = "it misses less than each fixed policy"
            self.model = model
        }
    }

    /// Differences to a fixed policy by trace and window, in the mean over sizes.
    private static func values(_ trials: [CacheTrial], _ name: String) -> [Double] {
        Dictionary(grouping: trials, by: \.trace).sorted { $0.key < $1.key }.flatMap { _, trials -> [Double] in
            let lists = trials.map { $0.differences[name] ?? [] }
            let count = lists.map(\.count).min() ?? 0
            return (0..<count).map { window in
                lists.reduce(0) { $0 + $1[window] } / Double(lists.count)
            }
        }
    }

    /// Where the verdict of this machine is kept.
    ///
    /// - Parameter directories: the state folders.
    /// - Returns: the file.
    public static func file(in directories: StateDirectories) -> URL {
        directories.state.appending(path: "learning/cache-gate.json")
    }

    /// Reads the verdict of this machine.
    ///
    /// - Parameter directories: the state folders.
    /// - Returns: `nil` where none was kept.
    /// - Throws: `CacheError` when it cannot be read.
    public static func kept(in directories: StateDirectories) throws(CacheError) -> CacheVerdict? {
        let file = file(in: directories)
        guard FileManager.default.fileExists(atPath: file.path) else { return nil }
        do {
            return try CanonicalJSON.decode(CacheVerdict.self, from: Data(contentsOf: file))
        } catch {
            throw CacheError(
                code: .untrained, message: "the verdict on the cache's policies cannot be read: \(error)",
                place: file.path,
                remedy: "remove it, or make another: `anneal cache gate TRACE --keep`")
        }
    }

    /// Keeps the verdict: from now on it says which policy this machine's cache uses.
    ///
    /// - Parameter directories: the state folders.
    /// - Throws: `CacheError` when it cannot be written.
    public func keep(in directories: StateDirectories) throws(CacheError) {
        let file = Self.file(in: directories)
        do {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try CanonicalJSON.data(self).write(to: file, options: .atomic)
        } catch {
            throw CacheError(
                code: .untrained, message: "the verdict on the cache's policies cannot be kept: \(error)",
                place: file.path,
                remedy: "check that there is space and that the folder can be written")
        }
    }
}
