public import AnnealLearning

/// A test of whether the mean of values that come one by one is above a number, which may be looked at after every value
/// and stays valid.
///
/// A gambler bets on the values being above the number. If they are not, the capital never reaches 1 / risk with a
/// probability above the risk, whenever one looks (Ville's inequality). The capital is the mean over stakes of several
/// sizes, fixed beforehand, so that nothing has to be known of how the values spread; they must have a least possible
/// value, and need no largest one.
///
/// With restarts it watches for a change instead: each gambler begins anew whenever less than the first stake is left, so that
/// long good times do not delay the alarm. Then the capital reaches a number c by chance no sooner than after c values in the
/// mean.
///
/// Source: I. Waudby-Smith, A. Ramdas, "Estimating Means of Bounded Random Variables by Betting", JRSS B 86 (2024);
/// I. Waudby-Smith and others, "Anytime-valid off-policy inference for contextual bandits" (2022); restarts: J. Shin,
/// A. Ramdas, A. Rinaldo, "E-detectors: a nonparametric framework for online changepoint detection" (2024).
public struct BettingSequence: Sendable, Hashable, Codable {
    /// What a value is at least.
    public let least: Double
    /// The values so far.
    public private(set) var values: [Double] = []

    /// How large the stakes are that the capital is shared among.
    public enum Stakes: String, Sendable, Hashable, Codable {
        /// Sixteen, from nearly all down to a two-hundredth of that: for values of which nothing is known.
        case wide
        /// Eight large ones: sooner for few values that lie close together, and far too bold for others.
        case bold
    }

    /// The stakes; the usual ones where nothing is stored.
    private var stakes: Stakes?

    /// The capital of a gambler who bets on a mean above 0, brought up to date with each value.
    private var zero: Capital

    /// Creates a sequence.
    ///
    /// - Parameters:
    ///   - least: what a value is at least, below 0; values below it are taken for a fault.
    ///   - restarts: whether it watches for a change.
    ///   - stakes: how large they are; to be chosen before the values are seen.
    public init(least: Double, restarts: Bool = false, stakes: Stakes = .wide) {
        self.least = least
        self.stakes = stakes
        zero = Capital(room: -least, stakes: stakes, restarts: restarts)
    }

    /// Gamblers with stakes of several sizes who share a capital.
    private struct Capital: Sendable, Hashable, Codable {
        /// Each stake as a share of the next larger one.
        private static let factor = 0.7
        private static let count = 16

        var stakes: [Double]
        var capitals: [Double]
        /// The largest mean of the capitals at any time.
        var best = 1.0

        let restarts: Bool

        /// - Parameters:
        ///   - room: how far a value can lie below the number that is bet against; above 0.
        ///   - kind: how large the stakes are.
        ///   - restarts: whether gamblers begin anew when they have lost.
        init(room: Double, stakes kind: Stakes, restarts: Bool = false) {
            self.restarts = restarts
            // A stake of 1 / room could lose all at once.
            switch kind {
            case .wide:
                stakes = [0.9 / room]
                while stakes.count < Self.count { stakes.append((stakes.last ?? 0) * Self.factor) }
            case .bold: stakes = (0..<8).map { (0.95 - 0.12 * Double($0)) / room }
            }
            capitals = [Double](repeating: 1, count: stakes.count)
        }

        /// - Parameter gain: how far the value lies above the number.
        mutating func bet(_ gain: Double) {
            var sum = 0.0
            for index in stakes.indices {
                let stock = restarts ? max(1, capitals[index]) : capitals[index]
                capitals[index] = min(1e100, stock * (1 + stakes[index] * gain))
                sum += capitals[index]
            }
            best = max(best, sum / Double(stakes.count))
        }
    }

    /// Adds a value.
    ///
    /// - Parameter value: finite, at least `least`.
    /// - Throws: `LearningError` of code `invalidArgument`.
    /// - Complexity: O(1).
    public mutating func add(_ value: Double) throws(LearningError) {
        guard value.isFinite, value >= least - 1e-9 else {
            throw LearningError(
                code: .invalidArgument, message: "the value \(value) is below the least value \(least)",
                place: "BettingSequence.add")
        }
        values.append(max(least, value))
        zero.bet(max(least, value))
    }

    /// How many values there are.
    public var count: Int { values.count }

    /// The mean of the values; 0 without one.
    public var mean: Double { values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count) }

    /// The largest capital that a gambler had at any time who bets on a mean above 0: evidence against a mean of at most
    /// 0. Without restarts the evidence holds at 20 with a risk of 1 in 20.
    public var capital: Double { zero.best }

    /// The same for a mean above another number.
    ///
    /// - Parameter number: above `least`.
    /// - Returns: at least 1.
    /// - Complexity: O(n).
    public func capital(against number: Double) -> Double {
        var capital = Capital(room: number - least, stakes: stakes ?? .wide)
        for value in values { capital.bet(value - number) }
        return capital.best
    }

    /// A number that the mean lies above, with a probability of at least 1 − risk for all lengths of the sequence at once.
    ///
    /// - Parameter risk: above 0 and below 1.
    /// - Returns: `least` where nothing more can be said.
    /// - Complexity: O(40 n).
    public func lowerBound(risk: Double) -> Double {
        guard let top = values.max(), top > least else { return least }
        var (low, high) = (least, top)
        for _ in 0..<40 {
            let middle = 0.5 * (low + high)
            if capital(against: middle) >= 1 / risk { low = middle } else { high = middle }
        }
        return low
    }
}
