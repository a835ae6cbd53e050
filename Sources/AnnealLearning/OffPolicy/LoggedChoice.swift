/// One decision that was logged while another policy chose, as far as an estimator needs it.
public struct LoggedChoice: Sendable, Hashable, Codable {
    /// What the choice earned.
    public var reward: Double
    /// With what probability the logging policy made this choice, above 0.
    public var loggingProbability: Double
    /// With what probability the policy under evaluation would make it.
    public var targetProbability: Double
    /// What a model predicts that this choice earns; 0 without a model.
    public var predictedReward: Double
    /// What the model predicts for the policy under evaluation: the sum over all choices of their probability under it
    /// times their predicted reward; 0 without a model.
    public var predictedValue: Double

    /// Creates a logged choice.
    ///
    /// - Parameters:
    ///   - reward: what the choice earned.
    ///   - loggingProbability: with what probability it was made, above 0.
    ///   - targetProbability: with what probability the policy under evaluation would make it.
    ///   - predictedReward: what a model predicts for this choice.
    ///   - predictedValue: what the model predicts for the policy under evaluation.
    public init(
        reward: Double, loggingProbability: Double, targetProbability: Double, predictedReward: Double = 0,
        predictedValue: Double = 0
    ) {
        self.reward = reward
        self.loggingProbability = loggingProbability
        self.targetProbability = targetProbability
        self.predictedReward = predictedReward
        self.predictedValue = predictedValue
    }

    /// Creates a logged choice from the probabilities and predictions of all choices.
    ///
    /// - Parameters:
    ///   - choice: which one was made.
    ///   - reward: what it earned.
    ///   - loggingProbability: with what probability it was made, above 0.
    ///   - targetProbabilities: of each choice under the policy under evaluation.
    ///   - predictedRewards: of each choice.
    /// - Throws: `LearningError` of code `shape` when the two lists differ in length or do not have the choice.
    public init(
        choice: Int, reward: Double, loggingProbability: Double, targetProbabilities: [Double],
        predictedRewards: [Double]
    ) throws(LearningError) {
        guard targetProbabilities.count == predictedRewards.count, targetProbabilities.indices.contains(choice) else {
            throw LearningError(
                code: .shape,
                message: """
                    choice \(choice) stands beside \(targetProbabilities.count) probabilities and \
                    \(predictedRewards.count) predictions
                    """, place: "LoggedChoice")
        }
        self.init(
            reward: reward, loggingProbability: loggingProbability, targetProbability: targetProbabilities[choice],
            predictedReward: predictedRewards[choice],
            predictedValue: zip(targetProbabilities, predictedRewards).reduce(0) { $0 + $1.0 * $1.1 })
    }

    /// How much more probable the choice is under the policy under evaluation.
    public var weight: Double { targetProbability / loggingProbability }

    /// Makes sure that the numbers can be used.
    ///
    /// - Parameter place: named in the error.
    /// - Throws: `LearningError` of code `notFinite` or `invalidArgument`.
    func check(place: @autoclosure () -> String) throws(LearningError) {
        guard reward.isFinite, predictedReward.isFinite, predictedValue.isFinite else {
            throw LearningError(code: .notFinite, message: "a reward or prediction is not finite", place: place())
        }
        guard loggingProbability > 0, loggingProbability <= 1 else {
            throw LearningError(
                code: .invalidArgument, message: "the logging probability is \(loggingProbability)", place: place(),
                remedy: "log the probability with which the choice was made, above 0 and at most 1")
        }
        guard targetProbability >= 0, targetProbability <= 1 else {
            throw LearningError(
                code: .invalidArgument, message: "the target probability is \(targetProbability)", place: place())
        }
    }
}
