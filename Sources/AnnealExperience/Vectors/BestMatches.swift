/// The places with the largest scores so far, at most a fixed number of them: a heap with the worst on top.
///
/// Among equal scores the smaller place is better.
struct BestMatches {
    struct Entry {
        var score: Float
        var place: Int32

        @inline(__always) static func isWorse(_ lhs: Entry, _ rhs: Entry) -> Bool {
            lhs.score == rhs.score ? lhs.place > rhs.place : lhs.score < rhs.score
        }
    }

    private(set) var heap: [Entry] = []
    private let capacity: Int

    init(capacity: Int) {
        self.capacity = capacity
        heap.reserveCapacity(capacity + 1)
    }

    var isFull: Bool { heap.count >= capacity }

    /// The worst of them.
    var worst: Entry? { heap.first }

    /// Takes a place, if it is good enough. Complexity: O(log capacity).
    @inline(__always) mutating func offer(_ score: Float, _ place: Int32) {
        let entry = Entry(score: score, place: place)
        if heap.count < capacity {
            heap.append(entry)
            rise(heap.count - 1)
        } else if let worst = heap.first, Entry.isWorse(worst, entry) {
            heap[0] = entry
            sink()
        }
    }

    /// All of them, the best first.
    var sorted: [Entry] { heap.sorted { Entry.isWorse($1, $0) } }

    private mutating func rise(_ start: Int) {
        var child = start
        while child > 0 {
            let parent = (child - 1) / 2
            guard Entry.isWorse(heap[child], heap[parent]) else { return }
            heap.swapAt(child, parent)
            child = parent
        }
    }

    private mutating func sink() {
        var parent = 0
        while true {
            var least = parent
            let left = 2 * parent + 1
            if left < heap.count, Entry.isWorse(heap[left], heap[least]) { least = left }
            if left + 1 < heap.count, Entry.isWorse(heap[left + 1], heap[least]) { least = left + 1 }
            guard least != parent else { return }
            heap.swapAt(parent, least)
            parent = least
        }
    }
}
