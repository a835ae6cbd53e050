extension Dictionary where Key == String {
    /// Makes room where there is none left: the half that weighs least is forgotten at once, so that it is done rarely.
    ///
    /// - Parameters:
    ///   - limit: how many there may be.
    ///   - weight: what a value weighs; of two that weigh the same the one with the smaller key stays.
    /// - Complexity: O(n log n), once in n / 2 new keys.
    mutating func makeRoom(limit: Int, weight: (Value) -> Int) {
        guard count >= limit else { return }
        let kept = sorted { (weight($1.value), $0.key) < (weight($0.value), $1.key) }.prefix(limit / 2)
        self = Dictionary(uniqueKeysWithValues: kept.map { ($0.key, $0.value) })
    }
}
