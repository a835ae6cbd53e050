extension ActorCriticTrainer {
    /// Goes through the rollout in batches, as often as the settings say.
    func learn() throws(LearningError) {
        let progress = Float(stepsTaken) / Float(settings.totalSteps)
        optimiser.rate = settings.rate.value(at: progress)
        if let clip = settings.clip { learner.loss.settings.clip = max(1e-6, clip.value(at: progress)) }
        let count = memory.actions.count
        let size = min(count, settings.batchSize ?? count)
        // A batch of the whole rollout is the same in each epoch and is written once.
        if size == count { try write(0..<count) }
        for _ in 0..<settings.epochs {
            if size < count { shuffle() }
            var first = 0
            while first < count {
                let batch = first..<min(count, first + size)
                if size < count { try write(batch) }
                guard try step() else { return }
                first = batch.upperBound
            }
        }
    }

    private func shuffle() {
        for last in stride(from: memory.order.count - 1, to: 0, by: -1) {
            memory.order.swapAt(last, random.index(below: last + 1))
        }
    }

    /// A step of the optimiser; `false` when the policy has moved too far already.
    private func step() throws(LearningError) -> Bool {
        try learner.graph.forward()
        if let target = settings.targetDivergence, statistics.divergence > 1.5 * target { return false }
        try learner.graph.backward()
        try optimiser.step(parameters)
        return true
    }

    /// Gives the learner the decisions of a batch.
    private func write(_ batch: Range<Int>) throws(LearningError) {
        let (graph, loss) = (learner.graph, learner.loss)
        try Self.set(graph, decisions: batch.count, of: environments)
        try gather(memory.observations, environments.observationSize, batch, into: learner.x)
        if let mask = loss.mask { try gather(memory.masks, environments.actionCount, batch, into: mask) }
        try gather(memory.logProbabilities, 1, batch, into: loss.oldLogProbabilities)
        try gather(memory.returns, 1, batch, into: loss.returns)
        try gather(rollout.values, 1, batch, into: loss.oldValues)
        try graph.withIndices(loss.actions) { target in
            for (place, index) in batch.enumerated() { target[place] = Int32(memory.actions[memory.order[index]]) }
        }
        try graph.withInput(loss.advantages) { target in
            for (place, index) in batch.enumerated() { target[place] = memory.advantages[memory.order[index]] }
            if settings.normalizesAdvantages { Self.normalize(target) }
        }
    }

    private func gather(_ array: [Float], _ columns: Int, _ batch: Range<Int>, into node: Node) throws(LearningError) {
        try learner.graph.withInput(node) { target in
            for (place, index) in batch.enumerated() {
                let from = memory.order[index] * columns
                for column in 0..<columns { target[place * columns + column] = array[from + column] }
            }
        }
    }

    /// Mean 0 and deviation 1, with the sample's n − 1; a single number stays as it is.
    private static func normalize(_ values: UnsafeMutableBufferPointer<Float>) {
        guard values.count > 1 else { return }
        let count = Float(values.count)
        let mean = values.reduce(0, +) / count
        let square = values.reduce(Float(0)) { $0 + ($1 - mean) * ($1 - mean) }
        let scale = 1 / ((square / (count - 1)).squareRoot() + 1e-8)
        for index in values.indices { values[index] = (values[index] - mean) * scale }
    }
}
