/// The bytes of a buffer for a checkpoint: what is in it, the order of it and its priorities, bit for bit.
///
/// Layout, all numbers little-endian: the text "ARB1", then as 64-bit numbers capacity, observation size, mask size,
/// count and next slot; for each slot in use the action (64 bits), reward, discount, observation and next observation (32
/// bits each) and the mask (a byte an action). A prioritized buffer writes "APB1", exponent, offset and largest priority
/// (64 bits), then the buffer, then the weight of each slot in use.
extension ReplayBuffer {
    /// The bytes that `init(bytes:)` reads.
    public var bytes: [UInt8] {
        var writer = ByteWriter()
        write(into: &writer)
        return writer.bytes
    }

    /// Reads a buffer.
    ///
    /// - Parameters:
    ///   - bytes: as `bytes` wrote them.
    ///   - maximumMemory: how many bytes the buffer may take, which a wrong number for its capacity would ask for.
    /// - Throws: `LearningError` of code `malformed` when they are something else or ask for more.
    public init(bytes: [UInt8], maximumMemory: Int = 1 << 32) throws(LearningError) {
        var reader = ByteReader(bytes: bytes, place: "replay buffer")
        self = try ReplayBuffer(reading: &reader, maximumMemory: maximumMemory)
        try reader.finish()
    }

    func write(into writer: inout ByteWriter) {
        writer.text("ARB1")
        for number in [capacity, observationSize, maskSize, count, nextSlot] { writer.integer(number) }
        for slot in 0..<count {
            writer.integer(transitions[slot].action)
            writer.float(transitions[slot].reward)
            writer.float(transitions[slot].discount)
            for index in 0..<observationSize { writer.float(observations[slot * observationSize + index]) }
            for index in 0..<observationSize { writer.float(nextObservations[slot * observationSize + index]) }
            for index in 0..<maskSize { writer.byte(nextMasks[slot * maskSize + index] ? 1 : 0) }
        }
    }

    init(reading reader: inout ByteReader, maximumMemory: Int) throws(LearningError) {
        try reader.expect("ARB1")
        let capacity = try reader.integer()
        let observationSize = try reader.integer()
        let maskSize = try reader.integer()
        let count = try reader.integer()
        let nextSlot = try reader.integer()
        // What is in use is checked against the bytes there are before memory is asked for.
        let isPossible = capacity > 0 && (0...capacity).contains(count) && (0..<capacity).contains(nextSlot)
        guard isPossible, count == capacity || nextSlot == count else {
            throw reader.error("\(count) of \(capacity) slots in use with \(nextSlot) as the next one")
        }
        guard observationSize > 0, maskSize >= 0, observationSize <= Self.largestSize, maskSize <= Self.largestSize
        else { throw reader.error("observations of \(observationSize) numbers, masks of \(maskSize)") }
        let row = 16 + 8 * observationSize + maskSize
        guard reader.left / row >= count else { throw reader.error("the bytes end before \(count) transitions") }
        guard capacity <= maximumMemory / row else {
            throw reader.error("\(capacity) transitions take more than \(maximumMemory) bytes")
        }
        try self.init(capacity: capacity, observationSize: observationSize, maskSize: maskSize)
        self.count = count
        self.nextSlot = nextSlot
        for slot in 0..<count {
            transitions[slot] = Transition(
                action: try reader.integer(), reward: try reader.float(), discount: try reader.float())
            for index in 0..<observationSize { observations[slot * observationSize + index] = try reader.float() }
            for index in 0..<observationSize { nextObservations[slot * observationSize + index] = try reader.float() }
            for index in 0..<maskSize { nextMasks[slot * maskSize + index] = try reader.byte() != 0 }
        }
    }
}

extension PrioritizedReplayBuffer {
    /// The bytes that `init(bytes:)` reads.
    public var bytes: [UInt8] {
        var writer = ByteWriter()
        writer.text("APB1")
        for number in [exponent, offset, largestPriority] { writer.double(number) }
        buffer.write(into: &writer)
        for slot in 0..<count { writer.double(tree[slot]) }
        return writer.bytes
    }

    /// Reads a buffer.
    ///
    /// - Parameters:
    ///   - bytes: as `bytes` wrote them.
    ///   - maximumMemory: how many bytes the transitions may take.
    /// - Throws: `LearningError` of code `malformed` when they are something else or ask for more.
    public init(bytes: [UInt8], maximumMemory: Int = 1 << 32) throws(LearningError) {
        var reader = ByteReader(bytes: bytes, place: "prioritized replay buffer")
        try reader.expect("APB1")
        let exponent = try reader.double()
        let offset = try reader.double()
        let largest = try reader.double()
        guard (0...1).contains(exponent), offset > 0, offset.isFinite, largest >= 0, largest.isFinite else {
            throw reader.error("exponent \(exponent), offset \(offset), largest priority \(largest)")
        }
        let buffer = try ReplayBuffer(reading: &reader, maximumMemory: maximumMemory)
        self.buffer = buffer
        self.exponent = exponent
        self.offset = offset
        largestPriority = largest
        tree = SumTree(count: buffer.capacity)
        for slot in 0..<buffer.count {
            let weight = try reader.double()
            guard weight > 0, weight.isFinite else { throw reader.error("a weight of \(weight)") }
            tree[slot] = weight
        }
        try reader.finish()
    }
}

/// Writes numbers one after another, little-endian.
struct ByteWriter {
    private(set) var bytes: [UInt8] = []

    mutating func text(_ text: String) { bytes += text.utf8 }
    mutating func byte(_ byte: UInt8) { bytes.append(byte) }
    mutating func integer(_ number: Int) { bits(UInt64(bitPattern: Int64(number))) }
    mutating func double(_ number: Double) { bits(number.bitPattern) }
    mutating func float(_ number: Float) { bits(number.bitPattern) }

    private mutating func bits<Bits: FixedWidthInteger>(_ bits: Bits) {
        for shift in stride(from: 0, to: Bits.bitWidth, by: 8) {
            bytes.append(UInt8(truncatingIfNeeded: bits >> shift))
        }
    }
}

/// Reads what `ByteWriter` wrote; never beyond the end.
struct ByteReader {
    private let bytes: [UInt8]
    private let place: String
    private var position = 0

    init(bytes: [UInt8], place: String) {
        self.bytes = bytes
        self.place = place
    }

    /// How many bytes are left.
    var left: Int { bytes.count - position }

    mutating func expect(_ text: String) throws(LearningError) {
        guard left >= text.utf8.count, bytes[position..<position + text.utf8.count].elementsEqual(text.utf8) else {
            throw error("the bytes do not have the mark \(text)")
        }
        position += text.utf8.count
    }

    mutating func byte() throws(LearningError) -> UInt8 { try bits() }
    mutating func integer() throws(LearningError) -> Int { Int(Int64(bitPattern: try bits())) }
    mutating func double() throws(LearningError) -> Double { Double(bitPattern: try bits()) }
    mutating func float() throws(LearningError) -> Float { Float(bitPattern: try bits()) }

    func finish() throws(LearningError) {
        guard left == 0 else { throw error("\(left) bytes are left over") }
    }

    func error(_ message: String) -> LearningError {
        LearningError(
            code: .malformed, message: message, place: "\(place), byte \(position)",
            remedy: "use a checkpoint that was written completely, by this version")
    }

    private mutating func bits<Bits: FixedWidthInteger>() throws(LearningError) -> Bits {
        let size = Bits.bitWidth / 8
        guard left >= size else { throw error("the bytes end too early") }
        var value: Bits = 0
        for index in 0..<size { value |= Bits(truncatingIfNeeded: bytes[position + index]) << (8 * index) }
        position += size
        return value
    }
}
