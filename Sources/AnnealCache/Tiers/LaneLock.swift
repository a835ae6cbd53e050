#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// A lock for what is read often and changed seldom: a reader locks the lane of its thread, and a writer locks all lanes.
/// Readers on different lanes write no memory in common, so that they do not wait for one another, not even for a line of the
/// cache to come from the other processor.
///
/// Each lane has room for numbers that its readers leave for the next writer. Lanes lie 512 bytes apart.
///
/// Unchecked: the memory of a lane is touched only by who holds its lock, which the compiler cannot see.
///
/// Source: the reader locks of the Linux kernel, one for each processor ("big-reader lock", `lglock`).
final class LaneLock: @unchecked Sendable {
    /// Numbers that a lane has room for.
    static let room = 64
    private static let stride = 512

    /// How many lanes there are.
    let count: Int
    private let memory: UnsafeMutableRawPointer

    /// What a lane holds beside its lock.
    private struct Notes {
        var count = 0
        var total = 0
    }

    private static let notesOffset = (MemoryLayout<pthread_mutex_t>.size + 15) & ~15
    private static let numbersOffset = notesOffset + MemoryLayout<Notes>.size

    /// Creates an unlocked lock.
    ///
    /// - Parameter lanes: how many; some times the number of processors, so that few threads share one.
    init(lanes: Int) {
        count = max(1, lanes)
        // True for every system there is; a lane that reached into the next one would be worse than no cache.
        precondition(Self.numbersOffset + 4 * Self.room <= Self.stride)
        memory = .allocate(byteCount: count * Self.stride, alignment: 128)
        for lane in 0..<count {
            pthread_mutex_init(mutex(lane), nil)
            notes(lane).initialize(to: Notes())
            numbers(lane).initialize(repeating: 0, count: Self.room)
        }
    }

    deinit {
        for lane in 0..<count { pthread_mutex_destroy(mutex(lane)) }
        memory.deallocate()
    }

    private func mutex(_ lane: Int) -> UnsafeMutablePointer<pthread_mutex_t> {
        (memory + lane * Self.stride).assumingMemoryBound(to: pthread_mutex_t.self)
    }

    private func notes(_ lane: Int) -> UnsafeMutablePointer<Notes> {
        (memory + lane * Self.stride + Self.notesOffset).assumingMemoryBound(to: Notes.self)
    }

    private func numbers(_ lane: Int) -> UnsafeMutablePointer<Int32> {
        (memory + lane * Self.stride + Self.numbersOffset).assumingMemoryBound(to: Int32.self)
    }

    /// The lane of the thread that runs this; that two have the same does no harm.
    private var lane: Int {
        #if canImport(Darwin)
            let thread = UInt(bitPattern: pthread_self())
        #else
            let thread = UInt(pthread_self())
        #endif
        return Int(truncatingIfNeeded: (thread >> 12) &* 0x9E37_79B9_7F4A_7C15 >> 40) % count
    }

    /// Reads, beside other readers.
    ///
    /// - Parameter body: reads only, and gives a number to leave for the next writer, if it likes; without room it is lost.
    /// - Returns: what the body returns, and whether there is room for another number.
    func read<Value>(_ body: () -> (value: Value, note: Int32?)) -> (value: Value, hasRoom: Bool) {
        let lane = lane
        pthread_mutex_lock(mutex(lane))
        defer { pthread_mutex_unlock(mutex(lane)) }
        let (value, note) = body()
        let notes = notes(lane)
        if let note {
            notes.pointee.total += 1
            if notes.pointee.count < Self.room {
                numbers(lane)[notes.pointee.count] = note
                notes.pointee.count += 1
            }
        }
        return (value, notes.pointee.count < Self.room)
    }

    /// Reads and writes, alone.
    ///
    /// - Parameter body: gets the numbers that readers left since the last time, lane by lane, each lane's in their order.
    /// - Returns: what the body returns.
    func write<Value>(_ body: ([Int32]) -> Value) -> Value {
        for lane in 0..<count { pthread_mutex_lock(mutex(lane)) }
        defer { for lane in 0..<count { pthread_mutex_unlock(mutex(lane)) } }
        var left: [Int32] = []
        for lane in 0..<count {
            let notes = notes(lane)
            left += UnsafeBufferPointer(start: numbers(lane), count: notes.pointee.count)
            notes.pointee.count = 0
        }
        return body(left)
    }

    /// How many numbers readers gave in all, also those that were lost; what lies in the lanes stays there.
    var total: Int {
        (0..<count).reduce(0) { sum, lane in
            pthread_mutex_lock(mutex(lane))
            defer { pthread_mutex_unlock(mutex(lane)) }
            return sum + notes(lane).pointee.total
        }
    }
}
