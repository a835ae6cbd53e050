extension ActorCriticTrainer {
    /// Lets all environments take the steps of a rollout.
    func collect() throws(LearningError) {
        finishedReturns.removeAll(keepingCapacity: true)
        for step in 0..<settings.rolloutSteps {
            try look()
            try decide(step)
            try environments.step(memory.chosen)
            try keepOutcome(of: step)
            try see()
        }
        try look()
        actor.graph.withValues(of: actor.values) { values in
            for index in values.indices { rollout.lastValues[index] = values[index] }
        }
        stepsTaken += settings.rolloutSteps * environments.count
    }

    /// Takes over what the environments show now.
    func see() throws(LearningError) {
        seen.replace(at: 0, with: environments.observations)
        try normalizer?.observe(seen)
        try normalizeSeen()
    }

    /// Brings what is seen to the scale of what was seen so far.
    func normalizeSeen() throws(LearningError) {
        guard let normalizer else { return }
        try seen.withUnsafeMutableBufferPointer { rows throws(LearningError) in try normalizer.normalize(rows) }
    }

    /// Runs the networks on what the environments show now.
    private func look() throws(LearningError) {
        try Self.set(actor.graph, decisions: environments.count, of: environments)
        try actor.graph.withInput(actor.x) { target in
            _ = target.update(fromContentsOf: seen)
        }
        if let mask = actor.mask {
            try actor.graph.withInput(mask) { target in
                for index in target.indices { target[index] = environments.masks[index] ? 1 : 0 }
            }
        }
        try actor.graph.forward()
    }

    /// Draws an action for each environment and remembers what was seen and done.
    private func decide(_ step: Int) throws(LearningError) {
        let (count, size, choices) = (environments.count, environments.observationSize, environments.actionCount)
        let first = step * count
        memory.observations.replace(at: first * size, with: seen)
        if settings.usesMasks {
            for index in 0..<count * choices {
                memory.masks[first * choices + index] = environments.masks[index] ? 1 : 0
            }
        }
        try actor.graph.withValues(of: actor.logProbabilities) { logs throws(LearningError) in
            for index in 0..<count {
                let row = UnsafeBufferPointer(rebasing: logs[index * choices..<(index + 1) * choices])
                memory.chosen[index] = try Categorical.sample(row, using: &random)
                memory.logProbabilities[first + index] = row[memory.chosen[index]]
            }
        }
        memory.actions.replace(at: first, with: memory.chosen)
        actor.graph.withValues(of: actor.values) { values in
            for index in 0..<count { rollout.values[first + index] = values[index] }
        }
    }

    private func keepOutcome(of step: Int) throws(LearningError) {
        let first = step * environments.count
        rewards.replace(at: 0, with: environments.rewards)
        try scaler?.scale(&rewards, of: environments, isOver: &isOver)
        for index in 0..<environments.count {
            rollout.rewards[first + index] = rewards[index]
            rollout.terminated[first + index] = environments.terminated[index]
            rollout.truncated[first + index] = environments.truncated[index]
            guard environments.terminated[index] || environments.truncated[index] else { continue }
            finishedReturns.append(environments.finishedReturns[index])
            if !environments.terminated[index] {
                rollout.finalValues[first + index] = try value(ofFinalObservation: index)
            }
        }
    }

    /// What the observation was worth at which an episode was cut off.
    private func value(ofFinalObservation index: Int) throws(LearningError) -> Float {
        let size = environments.observationSize
        try actor.valueGraph.withInput(actor.valueInput) { target throws(LearningError) in
            _ = target.update(fromContentsOf: environments.finalObservations[index * size..<(index + 1) * size])
            try normalizer?.normalize(target)
        }
        try actor.valueGraph.forward()
        return actor.valueGraph.scalar(of: actor.value)
    }

    /// Returns of whole episodes with the most probable actions, in environments of their own.
    ///
    /// - Parameters:
    ///   - environment: a copy is acted in.
    ///   - episodes: how many.
    ///   - seed: of the environment.
    /// - Returns: the return of each episode.
    /// - Throws: `LearningError` when the environment fails.
    public func evaluate(in environment: Member, episodes: Int, seed: UInt64) throws(LearningError) -> [Double] {
        var environment = environment
        environment.seed(seed)
        var observation = [Float](repeating: 0, count: environment.observationSize)
        try Self.set(actor.graph, decisions: 1, of: environments)
        var returns: [Double] = []
        for _ in 0..<episodes {
            observation.withUnsafeMutableBufferPointer { environment.reset(into: $0) }
            var total = 0.0
            while true {
                try actor.graph.write(normalizer?.normalized(observation) ?? observation, to: actor.x)
                if let mask = actor.mask { try actor.graph.write(environment.mask.map { $0 ? 1 : 0 }, to: mask) }
                try actor.graph.forward()
                let action = try actor.graph.best(of: actor.logProbabilities)
                let outcome = try observation.withUnsafeMutableBufferPointer { buffer throws(LearningError) in
                    try environment.step(action, into: buffer)
                }
                total += Double(outcome.reward)
                if outcome.isOver { break }
            }
            returns.append(total)
        }
        return returns
    }
}

extension Graph {
    /// The place of the largest number of a matrix of one row.
    func best(of node: Node) throws(LearningError) -> Int {
        try withValues(of: node) { values throws(LearningError) in try Categorical.best(values) }
    }
}

extension Array {
    /// Overwrites elements from a place on.
    mutating func replace(at start: Int, with other: [Element]) {
        for index in other.indices { self[start + index] = other[index] }
    }
}
