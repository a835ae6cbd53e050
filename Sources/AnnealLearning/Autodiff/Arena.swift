/// One block of memory for all matrices of a graph. It grows when a run needs more than any before, and is otherwise
/// reused: in the steady state nothing is allocated.
final class Arena {
    private(set) var base: UnsafeMutablePointer<Float>
    private(set) var capacity: Int
    /// How often memory was taken from the system.
    private(set) var growths = 0

    init() {
        capacity = 16
        base = Arena.allocate(capacity)
    }

    deinit { base.deallocate() }

    /// Room for at least `count` numbers; what was in it may be lost.
    func reserve(_ count: Int) {
        guard count > capacity else { return }
        base.deallocate()
        capacity = count
        base = Arena.allocate(count)
        growths += 1
    }

    /// Zeroed and at the start of a cache line.
    static func allocate(_ count: Int) -> UnsafeMutablePointer<Float> {
        let bytes = max(16, count) * MemoryLayout<Float>.stride
        let pointer = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
            .bindMemory(to: Float.self, capacity: max(16, count))
        pointer.initialize(repeating: 0, count: max(16, count))
        return pointer
    }

    /// The number of floats that a matrix takes: whole cache lines.
    static func rounded(_ count: Int) -> Int { (count + 15) & ~15 }
}
