public import Foundation

extension DQNTrainer {
    /// All that training goes on from.
    public struct Checkpoint: Sendable {
        /// Weights, the optimiser's memory, environments and draws: the bytes of a safetensors file.
        public var training: Data
        /// The transitions.
        public var replay: [UInt8]

        /// Puts a checkpoint together from its two parts.
        ///
        /// - Parameters:
        ///   - training: as it was stored.
        ///   - replay: as it was stored.
        public init(training: Data, replay: [UInt8]) {
            self.training = training
            self.replay = replay
        }
    }

    /// All that training goes on from.
    ///
    /// - Returns: the checkpoint, as large as the transitions that are kept.
    /// - Throws: `LearningError` when an environment cannot be stored.
    public func checkpoint() throws(LearningError) -> Checkpoint {
        let training = try TrainingCheckpoint.data(
            weights: ["q.": parameters, "target.": targetParameters], optimiser: optimiser, random: random,
            environments: environments,
            numbers: ["steps": stepsTaken, "stepsToUpdate": stepsToUpdate, "stepsToTarget": stepsToTarget],
            extra: Extra(accumulators: accumulators, normalizer: normalizer, scaler: scaler))
        return Checkpoint(training: training, replay: uniform?.bytes ?? prioritized?.bytes ?? [])
    }

    /// What is stored beside weights, environments and draws.
    private struct Extra: Codable {
        let accumulators: [NStepAccumulator]
        let normalizer: ObservationNormalizer?
        let scaler: RewardScaler?
    }

    /// Goes on from a checkpoint of a trainer with the same settings.
    ///
    /// - Parameter checkpoint: what `checkpoint()` returned.
    /// - Throws: `LearningError` when it cannot be read or is of another network; the trainer should not be used then.
    public func restore(_ checkpoint: Checkpoint) throws(LearningError) {
        let file = try TrainingCheckpoint(checkpoint.training)
        try file.load(parameters, prefix: "q.")
        try file.load(targetParameters, prefix: "target.")
        targetIsCurrent = false
        try optimiser.restore(file.optimiserState())
        random = try file.random()
        environments = try file.environments(like: environments)
        stepsTaken = try file.number("steps")
        stepsToUpdate = try file.number("stepsToUpdate")
        stepsToTarget = try file.number("stepsToTarget")
        let extra: Extra = try file.extra()
        let stored = extra.accumulators
        guard stored.count == accumulators.count else {
            throw TrainingCheckpoint.malformed("the checkpoint is of another number of environments")
        }
        guard zip(stored, accumulators).allSatisfy({ $0.isWhole(like: $1) }) else {
            throw TrainingCheckpoint.malformed("the checkpoint's unfinished transitions cannot be read")
        }
        guard (extra.normalizer == nil) == (normalizer == nil), (extra.scaler == nil) == (scaler == nil) else {
            throw TrainingCheckpoint.malformed("the checkpoint is of a training with another normalisation")
        }
        guard extra.normalizer?.isWhole(size: environments.observationSize) ?? true,
            extra.scaler?.isWhole(environments: environments.count) ?? true
        else { throw TrainingCheckpoint.malformed("the checkpoint's normalisation cannot be read") }
        accumulators = stored
        normalizer = extra.normalizer
        scaler = extra.scaler
        // No more memory than this trainer's own buffer has.
        let row = 16 + 8 * environments.observationSize + (settings.usesMasks ? environments.actionCount : 0)
        let memory = row * settings.capacity
        if uniform != nil {
            let buffer = try ReplayBuffer(bytes: checkpoint.replay, maximumMemory: memory)
            try check(buffer)
            uniform = buffer
        } else {
            let buffer = try PrioritizedReplayBuffer(bytes: checkpoint.replay, maximumMemory: memory)
            try check(buffer.buffer)
            prioritized = buffer
        }
    }

    private func check(_ buffer: ReplayBuffer) throws(LearningError) {
        guard buffer.observationSize == environments.observationSize, buffer.capacity == settings.capacity,
            buffer.maskSize == (settings.usesMasks ? environments.actionCount : 0)
        else { throw TrainingCheckpoint.malformed("the checkpoint's transitions are of another kind") }
    }
}
