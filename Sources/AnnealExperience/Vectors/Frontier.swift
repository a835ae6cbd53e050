/// Places that a walk has still to go to, the best first.
struct Frontier {
    private var heap: [BestMatches.Entry] = []

    /// Adds a place. Complexity: O(log count).
    mutating func push(_ entry: BestMatches.Entry) {
        heap.append(entry)
        var child = heap.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            guard BestMatches.Entry.isWorse(heap[parent], heap[child]) else { return }
            heap.swapAt(child, parent)
            child = parent
        }
    }

    /// Takes the best place out. Complexity: O(log count).
    mutating func pop() -> BestMatches.Entry? {
        guard let best = heap.first, let last = heap.popLast() else { return nil }
        guard !heap.isEmpty else { return best }
        heap[0] = last
        var parent = 0
        while true {
            let left = 2 * parent + 1
            guard left < heap.count else { return best }
            let right = left + 1
            let child = right < heap.count && BestMatches.Entry.isWorse(heap[left], heap[right]) ? right : left
            guard BestMatches.Entry.isWorse(heap[parent], heap[child]) else { return best }
            heap.swapAt(parent, child)
            parent = child
        }
    }
}
