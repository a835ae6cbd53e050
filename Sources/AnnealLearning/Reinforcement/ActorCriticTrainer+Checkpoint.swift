public import Foundation

extension ActorCriticTrainer {
    /// All that training goes on from, as the bytes of a safetensors file.
    ///
    /// - Returns: weights, the optimiser's memory, the environments and all draws.
    /// - Throws: `LearningError` when an environment cannot be stored.
    public func checkpoint() throws(LearningError) -> Data {
        try TrainingCheckpoint.data(
            weights: ["net.": parameters], optimiser: optimiser, random: random, environments: environments,
            numbers: ["steps": stepsTaken],
            extra: Extra(order: memory.order, normalizer: normalizer, scaler: scaler))
    }

    /// What is stored beside weights, environments and draws.
    private struct Extra: Codable {
        let order: [Int]
        let normalizer: ObservationNormalizer?
        let scaler: RewardScaler?
    }

    /// Goes on from a checkpoint of a trainer with the same settings.
    ///
    /// - Parameter data: what `checkpoint()` returned.
    /// - Throws: `LearningError` when it cannot be read or is of another network; the trainer should not be used then.
    public func restore(_ data: Data) throws(LearningError) {
        let file = try TrainingCheckpoint(data)
        try file.load(parameters, prefix: "net.")
        try optimiser.restore(file.optimiserState())
        random = try file.random()
        environments = try file.environments(like: environments)
        let extra: Extra = try file.extra()
        guard extra.order.sorted() == Array(memory.order.indices) else {
            throw TrainingCheckpoint.malformed("the checkpoint's order of decisions is none")
        }
        guard (extra.normalizer == nil) == (normalizer == nil), (extra.scaler == nil) == (scaler == nil) else {
            throw TrainingCheckpoint.malformed("the checkpoint is of a training with another normalisation")
        }
        guard extra.normalizer?.isWhole(size: environments.observationSize) ?? true,
            extra.scaler?.isWhole(environments: environments.count) ?? true
        else { throw TrainingCheckpoint.malformed("the checkpoint's normalisation cannot be read") }
        memory.order = extra.order
        normalizer = extra.normalizer
        scaler = extra.scaler
        seen = environments.observations
        try normalizeSeen()
        stepsTaken = try file.number("steps")
    }
}
