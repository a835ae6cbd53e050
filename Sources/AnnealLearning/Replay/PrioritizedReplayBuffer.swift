/// A replay buffer from which transitions are drawn the more often the more there was to learn from them.
///
/// The probability of a transition is in proportion to its priority to the power of `exponent`; weights in the loss
/// correct for it, the more the nearer `correction` is to 1. A new transition has the largest priority so far, so that
/// it is seen at least once.
///
/// Source: T. Schaul, J. Quan, I. Antonoglou, D. Silver, "Prioritized Experience Replay", ICLR 2016 (proportional
/// variant; defaults 0.6, 0.4 as there).
public struct PrioritizedReplayBuffer: Sendable {
    /// The transitions.
    public internal(set) var buffer: ReplayBuffer
    /// How much priorities count: 0 draws all alike, 1 in proportion.
    public let exponent: Double
    /// Added to each priority, so that none is never drawn.
    public let offset: Double
    var tree: SumTree
    var largestPriority = 1.0

    /// Creates a buffer.
    ///
    /// - Parameters:
    ///   - capacity: how many transitions it holds.
    ///   - observationSize: how many numbers an observation has.
    ///   - maskSize: how many actions the next masks tell of; 0 to keep none.
    ///   - exponent: how much priorities count, 0 ... 1.
    ///   - offset: added to each priority, above 0.
    /// - Throws: `LearningError` of code `invalidArgument` for sizes or numbers outside of these bounds.
    public init(
        capacity: Int, observationSize: Int, maskSize: Int = 0, exponent: Double = 0.6, offset: Double = 1e-6
    ) throws(LearningError) {
        guard (0...1).contains(exponent), offset > 0, offset.isFinite else {
            throw LearningError(
                code: .invalidArgument, message: "the exponent is \(exponent), the offset \(offset)",
                place: "PrioritizedReplayBuffer", remedy: "use an exponent of 0 to 1 and a small offset above 0")
        }
        buffer = try ReplayBuffer(capacity: capacity, observationSize: observationSize, maskSize: maskSize)
        self.exponent = exponent
        self.offset = offset
        tree = SumTree(count: capacity)
    }

    /// How many transitions it holds.
    public var count: Int { buffer.count }

    /// Adds a transition with the largest priority so far.
    ///
    /// - Parameters:
    ///   - transition: action, reward and discount.
    ///   - observation: what was seen before.
    ///   - next: what was seen afterwards.
    ///   - nextMask: which actions were allowed afterwards; may be left out without masks.
    /// - Throws: `LearningError` as `ReplayBuffer.add`.
    /// - Complexity: O(size of an observation + log capacity).
    public mutating func add(
        _ transition: Transition, observation: UnsafeBufferPointer<Float>, next: UnsafeBufferPointer<Float>,
        nextMask: UnsafeBufferPointer<Bool>? = nil
    ) throws(LearningError) {
        let slot = try buffer.add(transition, observation: observation, next: next, nextMask: nextMask)
        tree[slot] = Elementary.pow(largestPriority, exponent)
    }

    /// Adds a transition whose observations are arrays.
    ///
    /// - Parameters:
    ///   - transition: action, reward and discount.
    ///   - observation: what was seen before.
    ///   - next: what was seen afterwards.
    ///   - nextMask: which actions were allowed afterwards; empty without masks.
    /// - Throws: `LearningError` as `ReplayBuffer.add`.
    public mutating func add(
        _ transition: Transition, observation: [Float], next: [Float], nextMask: [Bool] = []
    ) throws(LearningError) {
        let slot = try buffer.add(transition, observation: observation, next: next, nextMask: nextMask)
        tree[slot] = Elementary.pow(largestPriority, exponent)
    }

    /// Draws transitions: the sum of priorities is cut into as many equal parts as the batch has rows, and one is drawn
    /// from each.
    ///
    /// - Parameters:
    ///   - batch: filled; its weights are scaled so that the largest is 1.
    ///   - correction: how far the weights undo the preference, 0 ... 1; raised to 1 during training.
    ///   - random: draws.
    /// - Throws: `LearningError` of code `invalidArgument` when the buffer is empty or the correction is none, `shape`
    ///   for a batch of other sizes.
    /// - Complexity: O(batch · log capacity), without allocation.
    public func sample(
        into batch: inout TransitionBatch, correction: Double, random: inout RandomSource
    ) throws(LearningError) {
        try buffer.check(batch)
        guard (0...1).contains(correction) else {
            throw LearningError(
                code: .invalidArgument, message: "the correction is \(correction), not in 0 ... 1",
                place: "PrioritizedReplayBuffer.sample")
        }
        let part = tree.total / Double(batch.count)
        var largest: Float = 0
        for row in 0..<batch.count {
            let slot = min(tree.slot(at: (Double(row) + random.uniform()) * part), count - 1)
            batch.slots[row] = slot
            let share = Double(count) * tree[slot] / tree.total
            batch.weights[row] = Float(Elementary.pow(share, -correction))
            largest = max(largest, batch.weights[row])
        }
        for row in 0..<batch.count { batch.weights[row] /= largest }
        buffer.gather(into: &batch)
    }

    /// Gives transitions new priorities, such as the absolute errors of their values.
    ///
    /// - Parameters:
    ///   - slots: of a batch that was drawn.
    ///   - priorities: 0 or above, one for each slot.
    /// - Throws: `LearningError` of code `shape` when there is not one for each slot, `invalidArgument` for a slot that
    ///   is not in use, `notFinite` for a priority that is not finite or below 0. Nothing is changed then.
    /// - Complexity: O(batch · log capacity).
    public mutating func update(slots: [Int], priorities: [Float]) throws(LearningError) {
        guard slots.count == priorities.count else {
            throw LearningError(
                code: .shape, message: "\(priorities.count) priorities for \(slots.count) slots",
                place: "PrioritizedReplayBuffer.update")
        }
        for index in slots.indices {
            guard slots[index] >= 0, slots[index] < count else {
                throw LearningError(
                    code: .invalidArgument, message: "slot \(slots[index]) is none of the \(count) in use",
                    place: "PrioritizedReplayBuffer.update")
            }
            guard priorities[index] >= 0, priorities[index].isFinite else {
                throw LearningError(
                    code: .notFinite, message: "a priority is \(priorities[index])",
                    place: "PrioritizedReplayBuffer.update")
            }
        }
        for index in slots.indices {
            let priority = Double(priorities[index]) + offset
            largestPriority = max(largestPriority, priority)
            tree[slots[index]] = Elementary.pow(priority, exponent)
        }
    }
}
