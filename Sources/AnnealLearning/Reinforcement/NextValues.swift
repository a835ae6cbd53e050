/// What the target network says that comes after the transitions of an update, computed once for each transition.
///
/// The target network does not change within an update. Where the transitions of all its batches can be drawn at once,
/// those that were drawn more often than once are computed once, those after which nothing comes never, and the others in
/// blocks that are larger than a batch.
///
/// It takes 8 bytes for each transition that the buffer can hold, and up to 16 for each that an update draws.
struct NextValues {
    /// Transitions that are computed together: enough that putting the weights in order does not count.
    static let blockSize = 512

    /// The slots of all batches of an update, one batch after the other.
    private(set) var drawn: [Int] = []
    /// By slot, the value of the best action afterwards; of the slots that were drawn for this update.
    private(set) var best: [Float] = []
    /// By slot, the update that it was last drawn for.
    private var updates: [Int32] = []
    /// How many updates there were; none is 0.
    private var update: Int32 = 0
    /// The slots that are to be computed, each once, in the order in which they were drawn.
    private(set) var wanted: [Int] = []

    /// Draws the transitions of an update.
    ///
    /// - Parameters:
    ///   - count: how many, of all batches together.
    ///   - buffer: which holds them.
    ///   - random: draws as it would for one batch after the other.
    mutating func draw(_ count: Int, from buffer: borrowing ReplayBuffer, random: inout RandomSource) {
        if best.isEmpty {
            best = [Float](repeating: 0, count: buffer.capacity)
            updates = [Int32](repeating: 0, count: buffer.capacity)
            drawn.reserveCapacity(count)
            wanted.reserveCapacity(count)
        }
        if update == .max {
            update = 0
            for slot in updates.indices { updates[slot] = 0 }
        }
        update += 1
        drawn.removeAll(keepingCapacity: true)
        wanted.removeAll(keepingCapacity: true)
        for _ in 0..<count {
            let slot = random.index(below: buffer.count)
            drawn.append(slot)
            guard updates[slot] != update else { continue }
            updates[slot] = update
            if buffer.transitions[slot].discount == 0 { best[slot] = 0 } else { wanted.append(slot) }
        }
    }

    /// Takes the values of a block of what is wanted.
    ///
    /// - Parameters:
    ///   - block: places in `wanted`.
    ///   - values: a row for each of them, a column for each action.
    ///   - choices: how many actions there are.
    ///   - buffer: whose masks tell which of them are allowed; the first one counts where none is.
    mutating func take(
        _ block: Range<Int>, values: UnsafeBufferPointer<Float>, choices: Int, buffer: borrowing ReplayBuffer
    ) {
        for (row, place) in block.enumerated() {
            let slot = wanted[place]
            guard buffer.maskSize > 0 else {
                let first = row * choices
                best[slot] = values[first + values.bestAction(in: first..<first + choices)]
                continue
            }
            var found: Float?
            for action in 0..<choices where buffer.nextMasks[slot * choices + action] {
                let value = values[row * choices + action]
                if let best = found, best >= value { continue }
                found = value
            }
            best[slot] = found ?? values[row * choices]
        }
    }
}
