extension DQNTrainer {
    /// Lets the environments take the steps until the next update.
    func collect() throws(LearningError) {
        while stepsToUpdate > 0, stepsTaken < settings.totalSteps {
            try decide()
            before.replace(at: 0, with: environments.observations)
            try environments.step(actions)
            try normalizer?.observe(environments.observations)
            rewards.replace(at: 0, with: environments.rewards)
            try scaler?.scale(&rewards, of: environments, isOver: &isOver)
            for index in 0..<environments.count { try remember(index) }
            stepsTaken += environments.count
            stepsToUpdate -= environments.count
            stepsToTarget -= environments.count
            guard stepsToTarget <= 0 else { continue }
            stepsToTarget += max(settings.targetInterval, environments.count)
            // All of them were taken over already, and nothing was learned since.
            if targetIsCurrent, settings.targetFraction == 1 { continue }
            try targetParameters.update(from: parameters, fraction: settings.targetFraction)
            targetIsCurrent = true
        }
        if stepsToUpdate <= 0 { stepsToUpdate += max(settings.trainingInterval, environments.count) }
    }

    /// A random action with the probability of exploration, otherwise the best one.
    private func decide() throws(LearningError) {
        let exploration = stepsTaken < settings.learningStarts ? 1 : settings.exploration.value(at: progress)
        for index in actions.indices {
            actions[index] =
                random.uniformFloat() < exploration ? try randomAction(index) : try bestAction(index)
        }
    }

    private func randomAction(_ index: Int) throws(LearningError) -> Int {
        let choices = environments.actionCount
        guard settings.usesMasks else { return random.index(below: choices) }
        var left = random.index(below: (0..<choices).count { environments.masks[index * choices + $0] })
        for action in 0..<choices where environments.masks[index * choices + action] {
            if left == 0 { return action }
            left -= 1
        }
        throw LearningError(
            code: .invalidArgument, message: "environment \(index) allows no action", place: "DQNTrainer",
            remedy: "allow at least one action in each state, or end the episode")
    }

    private func bestAction(_ index: Int) throws(LearningError) -> Int {
        let (size, choices) = (environments.observationSize, environments.actionCount)
        try actor.graph.setRows(.batch, to: 1)
        try actor.graph.withInput(actor.x) { target throws(LearningError) in
            _ = target.update(fromContentsOf: environments.observations[index * size..<(index + 1) * size])
            try normalizer?.normalize(target)
        }
        try actor.graph.forward()
        guard settings.usesMasks else { return try actor.graph.best(of: actor.values) }
        return try actor.graph.withValues(of: actor.values) { values throws(LearningError) in
            try Categorical.best(values) { environments.masks[index * choices + $0] }
        }
    }

    /// Adds the transitions that are complete with a step.
    private func remember(_ index: Int) throws(LearningError) {
        let (size, choices, action) = (environments.observationSize, environments.actionCount, actions[index])
        let outcome = StepOutcome(
            reward: environments.rewards[index], isTerminated: environments.terminated[index],
            isTruncated: environments.truncated[index])
        if outcome.isOver { finishedReturns.append(environments.finishedReturns[index]) }
        let after = outcome.isOver ? environments.finalObservations : environments.observations
        let usesMasks = settings.usesMasks
        // After an end the masks are those of the next episode; what was allowed at a cut-off is not known.
        let masks = outcome.isOver ? everythingAllowed : environments.masks
        try before.withUnsafeBufferPointer { before throws(LearningError) in
            try after.withUnsafeBufferPointer { after throws(LearningError) in
                try masks.withUnsafeBufferPointer { masks throws(LearningError) in
                    let row = index * size..<(index + 1) * size
                    let next = UnsafeBufferPointer(rebasing: after[row])
                    let mask = UnsafeBufferPointer(rebasing: masks[index * choices..<(index + 1) * choices])
                    try accumulators[index].take(
                        observation: UnsafeBufferPointer(rebasing: before[row]), action: action, outcome: outcome
                    ) { transition, first throws(LearningError) in
                        try add(transition, first, next, usesMasks ? mask : nil)
                    }
                }
            }
        }
    }

    private func add(
        _ transition: Transition, _ observation: UnsafeBufferPointer<Float>, _ next: UnsafeBufferPointer<Float>,
        _ mask: UnsafeBufferPointer<Bool>?
    ) throws(LearningError) {
        if uniform != nil {
            try uniform?.add(transition, observation: observation, next: next, nextMask: mask)
        } else {
            try prioritized?.add(transition, observation: observation, next: next, nextMask: mask)
        }
    }
}
