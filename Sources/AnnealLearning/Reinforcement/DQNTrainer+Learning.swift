extension DQNTrainer {
    /// Takes the steps of the optimiser of an update.
    func learn() throws(LearningError) {
        optimiser.rate = settings.rate.value(at: progress)
        // With priorities the draws depend on the steps before, and with two networks the actions do.
        let isForeseen = uniform != nil && !settings.isDouble
        if isForeseen { try foresee() }
        for index in 0..<settings.gradientSteps {
            if isForeseen {
                try writeForeseen(index)
            } else {
                try draw()
                try writeTargets()
            }
            try step()
        }
        targetIsCurrent = false
    }

    /// Draws the transitions of the whole update and computes what comes after them.
    private func foresee() throws(LearningError) {
        guard let uniform else { return }
        try uniform.check(batch)
        nextValues.draw(settings.gradientSteps * batch.count, from: uniform, random: &random)
        let (count, graph) = (nextValues.wanted.count, target.graph)
        for start in stride(from: 0, to: count, by: NextValues.blockSize) {
            let block = start..<min(start + NextValues.blockSize, count)
            try graph.setRows(.batch, to: block.count)
            try graph.withInput(target.x) { rows throws(LearningError) in
                uniform.copyNextObservations(at: nextValues.wanted[block], into: rows)
                try normalizer?.normalize(rows)
            }
            try graph.forward()
            graph.withValues(of: target.values) { values in
                nextValues.take(block, values: values, choices: environments.actionCount, buffer: uniform)
            }
        }
    }

    /// Takes a batch of those that were drawn, and what is wanted of it.
    private func writeForeseen(_ index: Int) throws(LearningError) {
        guard let uniform else { return }
        uniform.take(nextValues.drawn[index * batch.count..<(index + 1) * batch.count], into: &batch)
        try learner.graph.setRows(.batch, to: batch.count)
        try learner.graph.withInput(learner.targets) { targets in
            for row in 0..<batch.count {
                targets[row] = reward(row) + batch.discounts[row] * nextValues.best[batch.slots[row]]
            }
        }
    }

    private func draw() throws(LearningError) {
        if let uniform {
            try uniform.sample(into: &batch, random: &random)
        } else if case .prioritized(_, let correction) = settings.sampling {
            let now = correction + (1 - correction) * Double(min(1, progress))
            try prioritized?.sample(into: &batch, correction: now, random: &random)
        }
    }

    /// Reward plus the discounted value of what comes next, for each transition of the batch.
    private func writeTargets() throws(LearningError) {
        try run(target)
        if settings.isDouble { try run(chooser) }
        let choices = environments.actionCount
        try learner.graph.setRows(.batch, to: batch.count)
        let judge = settings.isDouble ? chooser : target
        try learner.graph.withInput(learner.targets) { targets in
            target.graph.withValues(of: target.values) { values in
                judge.graph.withValues(of: judge.values) { scores in
                    for row in 0..<batch.count {
                        let action = bestNext(row, scores)
                        targets[row] = reward(row) + batch.discounts[row] * values[row * choices + action]
                    }
                }
            }
        }
    }

    /// What a transition earned, as it is learned from.
    private func reward(_ row: Int) -> Float { scaler?.scaled(batch.rewards[row]) ?? batch.rewards[row] }

    /// Gives a network observations as it is to see them.
    private func write(_ observations: [Float], to x: Node, of graph: Graph) throws(LearningError) {
        try graph.withInput(x) { rows throws(LearningError) in
            _ = rows.update(fromContentsOf: observations)
            try normalizer?.normalize(rows)
        }
    }

    private func run(_ network: Values) throws(LearningError) {
        try network.graph.setRows(.batch, to: batch.count)
        try write(batch.nextObservations, to: network.x, of: network.graph)
        try network.graph.forward()
    }

    /// The best of the allowed actions after a transition; the first when none is, whose value then does not count.
    private func bestNext(_ row: Int, _ scores: UnsafeBufferPointer<Float>) -> Int {
        let choices = environments.actionCount
        guard settings.usesMasks else { return scores.bestAction(in: row * choices..<(row + 1) * choices) }
        var best: Int?
        for action in 0..<choices where batch.nextMasks[row * choices + action] {
            if let found = best, scores[row * choices + found] >= scores[row * choices + action] { continue }
            best = action
        }
        return best ?? 0
    }

    private func step() throws(LearningError) {
        let graph = learner.graph
        try write(batch.observations, to: learner.x, of: graph)
        try graph.withInput(learner.weights) { _ = $0.update(fromContentsOf: batch.weights) }
        try graph.withIndices(learner.actions) { actions in
            for row in 0..<batch.count { actions[row] = Int32(truncatingIfNeeded: batch.actions[row]) }
        }
        try graph.forward()
        try graph.backward()
        try optimiser.step(parameters)
        lastLoss = graph.scalar(of: learner.loss)
        guard prioritized != nil else { return }
        graph.withValues(of: learner.errors) { errors in
            for row in 0..<batch.count { priorities[row] = abs(errors[row]) }
        }
        try prioritized?.update(slots: batch.slots, priorities: priorities)
    }

    /// Returns of whole episodes with the best actions, in an environment of their own.
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
        try actor.graph.setRows(.batch, to: 1)
        var returns: [Double] = []
        for _ in 0..<episodes {
            observation.withUnsafeMutableBufferPointer { environment.reset(into: $0) }
            var total = 0.0
            while true {
                try write(observation, to: actor.x, of: actor.graph)
                try actor.graph.forward()
                let mask = environment.mask
                let action = try actor.graph.withValues(of: actor.values) { values throws(LearningError) in
                    try Categorical.best(values) { mask[$0] }
                }
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
