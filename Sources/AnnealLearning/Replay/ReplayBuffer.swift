/// The last transitions of an agent, for learning from them more than once: the oldest one makes room for the newest.
///
/// All memory is taken at the start. A buffer is a value; keep it in one place, a copy costs all of it when either
/// changes.
///
/// Source: L.-J. Lin, "Self-Improving Reactive Agents Based on Reinforcement Learning, Planning and Teaching", Machine
/// Learning 8 (1992).
public struct ReplayBuffer: Sendable {
    /// How many transitions it holds at most.
    public let capacity: Int
    /// How many numbers an observation has.
    public let observationSize: Int
    /// How many actions a mask tells of; 0 when none are kept.
    public let maskSize: Int
    /// How many transitions it holds.
    public internal(set) var count = 0
    /// Where the next transition goes.
    public internal(set) var nextSlot = 0

    var observations: [Float]
    var nextObservations: [Float]
    var nextMasks: [Bool]
    var transitions: [Transition]

    /// Creates a buffer.
    ///
    /// - Parameters:
    ///   - capacity: how many transitions it holds.
    ///   - observationSize: how many numbers an observation has.
    ///   - maskSize: how many actions the next masks tell of; 0 to keep none.
    /// - Throws: `LearningError` of code `invalidArgument` when a size is not above 0 (masks: below 0), or all of them
    ///   together are more than memory can be asked for.
    public init(capacity: Int, observationSize: Int, maskSize: Int = 0) throws(LearningError) {
        let product = capacity.multipliedReportingOverflow(by: max(observationSize, maskSize))
        guard capacity > 0, observationSize > 0, maskSize >= 0, !product.overflow,
            product.partialValue <= Self.largestSize
        else {
            throw LearningError(
                code: .invalidArgument,
                message: "a buffer of \(capacity) transitions with \(observationSize) numbers and \(maskSize) actions",
                place: "ReplayBuffer", remedy: "sizes are above 0, and at most \(Self.largestSize) numbers in all")
        }
        self.capacity = capacity
        self.observationSize = observationSize
        self.maskSize = maskSize
        observations = [Float](repeating: 0, count: capacity * observationSize)
        nextObservations = observations
        nextMasks = [Bool](repeating: true, count: capacity * maskSize)
        transitions = [Transition](repeating: Transition(action: 0, reward: 0, discount: 0), count: capacity)
    }

    static let largestSize = 1 << 36

    /// Adds a transition, in the place of the oldest one when the buffer is full.
    ///
    /// - Parameters:
    ///   - transition: action, reward and discount.
    ///   - observation: what was seen before, as long as `observationSize`.
    ///   - next: what was seen afterwards, as long.
    ///   - nextMask: which actions were allowed afterwards, as long as `maskSize`; may be left out without masks.
    /// - Returns: the slot that it went into.
    /// - Throws: `LearningError` of code `shape` for another length, `notFinite` for a number that is none.
    /// - Complexity: O(size of an observation).
    @discardableResult
    public mutating func add(
        _ transition: Transition, observation: UnsafeBufferPointer<Float>, next: UnsafeBufferPointer<Float>,
        nextMask: UnsafeBufferPointer<Bool>? = nil
    ) throws(LearningError) -> Int {
        guard observation.count == observationSize, next.count == observationSize, (nextMask?.count ?? 0) == maskSize
        else {
            throw LearningError(
                code: .shape,
                message: """
                    observations of \(observation.count) and \(next.count) numbers with a mask of \
                    \(nextMask?.count ?? 0) for a buffer of \(observationSize) and \(maskSize)
                    """, place: "ReplayBuffer.add")
        }
        guard transition.reward.isFinite, transition.discount.isFinite, observation.allSatisfy(\.isFinite),
            next.allSatisfy(\.isFinite)
        else {
            throw LearningError(
                code: .notFinite, message: "a reward or observation is not finite", place: "ReplayBuffer.add")
        }
        let slot = nextSlot
        Self.copy(observation, into: &observations, row: slot)
        Self.copy(next, into: &nextObservations, row: slot)
        if let nextMask { Self.copy(nextMask, into: &nextMasks, row: slot) }
        transitions[slot] = transition
        nextSlot = (slot + 1) % capacity
        count = min(count + 1, capacity)
        return slot
    }

    /// Adds a transition whose observations are arrays.
    ///
    /// - Parameters:
    ///   - transition: action, reward and discount.
    ///   - observation: what was seen before.
    ///   - next: what was seen afterwards.
    ///   - nextMask: which actions were allowed afterwards; empty without masks.
    /// - Returns: the slot that it went into.
    /// - Throws: as the other form.
    @discardableResult
    public mutating func add(
        _ transition: Transition, observation: [Float], next: [Float], nextMask: [Bool] = []
    ) throws(LearningError) -> Int {
        try observation.withUnsafeBufferPointer { observation throws(LearningError) in
            try next.withUnsafeBufferPointer { next throws(LearningError) in
                try nextMask.withUnsafeBufferPointer { mask throws(LearningError) in
                    try add(transition, observation: observation, next: next, nextMask: mask)
                }
            }
        }
    }

    /// Draws transitions, each as likely as the others, with replacement.
    ///
    /// - Parameters:
    ///   - batch: filled; of this buffer's sizes.
    ///   - random: draws.
    /// - Throws: `LearningError` of code `invalidArgument` when the buffer is empty, `shape` for a batch of other sizes.
    /// - Complexity: O(batch), without allocation.
    public func sample(into batch: inout TransitionBatch, random: inout RandomSource) throws(LearningError) {
        try check(batch)
        for row in 0..<batch.count {
            batch.slots[row] = random.index(below: count)
            batch.weights[row] = 1
        }
        gather(into: &batch)
    }

    func check(_ batch: borrowing TransitionBatch) throws(LearningError) {
        guard count > 0 else {
            throw LearningError(
                code: .invalidArgument, message: "nothing can be drawn from an empty buffer", place: "ReplayBuffer",
                remedy: "add transitions first")
        }
        guard batch.observations.count == batch.count * observationSize,
            batch.nextMasks.count == batch.count * maskSize
        else {
            throw LearningError(
                code: .shape, message: "the batch was made for observations or masks of another size",
                place: "ReplayBuffer.sample")
        }
    }

    /// Fills a batch of this buffer's sizes with transitions that were drawn already.
    ///
    /// - Parameters:
    ///   - slots: in use, one for each row of the batch.
    ///   - batch: filled; each of its rows counts alike.
    func take(_ slots: ArraySlice<Int>, into batch: inout TransitionBatch) {
        for (row, slot) in slots.enumerated() {
            batch.slots[row] = slot
            batch.weights[row] = 1
        }
        gather(into: &batch)
    }

    /// Copies what was seen after transitions, a row for each.
    ///
    /// - Parameters:
    ///   - slots: in use.
    ///   - rows: slots × `observationSize`.
    func copyNextObservations(at slots: ArraySlice<Int>, into rows: UnsafeMutableBufferPointer<Float>) {
        nextObservations.withUnsafeBufferPointer { source in
            guard let from = source.baseAddress, let to = rows.baseAddress else { return }
            // Slots are below `count`, and there is a row for each of them.
            for (row, slot) in slots.enumerated() {
                (to + row * observationSize).update(from: from + slot * observationSize, count: observationSize)
            }
        }
    }

    /// Copies the transitions at the batch's slots into its rows.
    func gather(into batch: inout TransitionBatch) {
        for row in 0..<batch.count {
            let transition = transitions[batch.slots[row]]
            batch.actions[row] = transition.action
            batch.rewards[row] = transition.reward
            batch.discounts[row] = transition.discount
        }
        Self.gather(observations, observationSize, batch.slots, into: &batch.observations)
        Self.gather(nextObservations, observationSize, batch.slots, into: &batch.nextObservations)
        if maskSize > 0 { Self.gather(nextMasks, maskSize, batch.slots, into: &batch.nextMasks) }
    }

    private static func copy<Element>(_ row: UnsafeBufferPointer<Element>, into array: inout [Element], row index: Int)
    {
        guard let source = row.baseAddress, row.count > 0 else { return }
        array.withUnsafeMutableBufferPointer { buffer in
            // The slot is below the capacity and the row as long as the array's rows: checked by `add`.
            buffer.baseAddress?.advanced(by: index * row.count).update(from: source, count: row.count)
        }
    }

    private static func gather<Element>(
        _ array: [Element], _ size: Int, _ slots: [Int], into rows: inout [Element]
    ) {
        array.withUnsafeBufferPointer { source in
            rows.withUnsafeMutableBufferPointer { target in
                guard let source = source.baseAddress, let target = target.baseAddress else { return }
                // Slots are below `count`; a batch's arrays have `size` elements for each of its slots.
                for (row, slot) in slots.enumerated() {
                    target.advanced(by: row * size).update(from: source.advanced(by: slot * size), count: size)
                }
            }
        }
    }
}
