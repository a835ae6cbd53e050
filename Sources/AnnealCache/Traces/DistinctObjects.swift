/// Counts the different objects of a trace.
public struct DistinctObjects: Sendable {
    /// How many there are.
    public private(set) var count = 0
    /// The sum of their sizes in bytes, each as at its last request.
    public private(set) var bytes = 0
    private var index = KeyIndex()
    private var sizes: [Int] = []

    /// Starts with none.
    public init() {}

    /// Looks at further requests.
    public mutating func add(_ requests: [TraceRequest]) {
        for request in requests {
            let slot = index.find(request.key)
            if slot < 0 {
                index.insert(request.key, slot: Int32(sizes.count))
                sizes.append(request.size)
                bytes += request.size
            } else {
                bytes += request.size - sizes[Int(slot)]
                sizes[Int(slot)] = request.size
            }
        }
        count = sizes.count
    }
}
