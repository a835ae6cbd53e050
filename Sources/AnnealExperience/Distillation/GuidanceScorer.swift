internal import AnnealLearning
internal import Foundation

/// Tells how far a warning applies to a task, by a distilled model.
public actor GuidanceScorer {
    private let model: GuidanceModel
    private let network: OutcomeNetwork

    /// Creates a scorer.
    ///
    /// - Parameter model: what it asks.
    /// - Throws: `ExperienceError` when the model's weights do not fit.
    public init(_ model: GuidanceModel) throws(ExperienceError) {
        self.model = model
        do { network = try model.network() } catch {
            throw ExperienceError(
                code: .malformed, message: "the model cannot be used: \(error.message)", place: error.place,
                remedy: "`anneal experience distill` makes a new one")
        }
    }

    /// The name of the encoder whose vectors it takes.
    public nonisolated var encoder: String { model.encoder }

    /// How many times more likely, in odds, each kind of failure is for a task than in all attempts.
    ///
    /// - Parameters:
    ///   - vector: of the task's text, by the encoder of the model.
    ///   - language: the language, if known.
    ///   - work: the kind of work, if known.
    /// - Returns: a factor for each kind, above 0.
    /// - Throws: `ExperienceError` when the vector has another width.
    public func factors(
        of vector: [Float], language: String?, work: String? = nil
    ) throws(ExperienceError) -> [FailureKind: Double] {
        let features = FailureExample.features(vector, language: language, work: work)
        guard features.count == model.width else {
            throw ExperienceError(
                code: .invalid, message: "a vector of \(vector.count) numbers for a model of another width",
                place: model.encoder, remedy: "`anneal experience distill` makes a model for the encoder in use")
        }
        let logits: [Float]
        do { logits = try network.logits(of: features) } catch {
            throw ExperienceError(code: .invalid, message: error.message, place: error.place, remedy: error.remedy)
        }
        let told = OutcomeNetwork.softmax(logits[...])
        func odds(_ share: Double) -> Double { min(1 - 1e-6, max(1e-6, share)) / (1 - min(1 - 1e-6, max(1e-6, share))) }
        return Dictionary(
            uniqueKeysWithValues: FailureKind.allCases.enumerated().map { index, kind in
                (kind, odds(told[index + 1]) / odds(model.base[index + 1]))
            })
    }
}
