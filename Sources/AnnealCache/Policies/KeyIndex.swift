/// Finds the slot of a key: a table with open addressing, linear probing and deletion by shifting back, so that it needs
/// no tombstones and no rebuilding other than growth. Look-up, insertion and removal are O(1) on average.
///
/// Source: D. Knuth, "The Art of Computer Programming", volume 3, 6.4, algorithms L and R.
struct KeyIndex: Sendable {
    private struct Cell {
        var key: UInt64
        var slot: Int32
    }

    private var cells: [Cell]
    private var mask: Int
    private(set) var count = 0

    /// Creates an empty table with room for some keys before it has to grow.
    init(expecting keys: Int = 16) {
        var size = 16
        while size < 2 * keys { size *= 2 }
        cells = [Cell](repeating: Cell(key: 0, slot: -1), count: size)
        mask = size - 1
    }

    /// A hash of all bits of a key, for keys that count up.
    ///
    /// Source: the finalizer of S. Vigna's SplitMix64.
    static func mixed(_ key: UInt64) -> UInt64 {
        var hash = (key ^ (key >> 30)) &* 0xBF58_476D_1CE4_E5B9
        hash = (hash ^ (hash >> 27)) &* 0x94D0_49BB_1331_11EB
        return hash ^ (hash >> 31)
    }

    private func home(_ key: UInt64) -> Int { Int(truncatingIfNeeded: Self.mixed(key)) & mask }

    /// The slot of a key, or -1.
    func find(_ key: UInt64) -> Int32 {
        var place = home(key)
        while cells[place].slot >= 0 {
            if cells[place].key == key { return cells[place].slot }
            place = (place + 1) & mask
        }
        return -1
    }

    /// Remembers the slot of a key that is not in the table.
    mutating func insert(_ key: UInt64, slot: Int32) {
        if 2 * (count + 1) > cells.count { grow() }
        count += 1
        place(Cell(key: key, slot: slot))
    }

    /// Forgets a key.
    ///
    /// - Returns: its slot, or -1 when it was not in the table.
    @discardableResult
    mutating func remove(_ key: UInt64) -> Int32 {
        var hole = home(key)
        while cells[hole].slot >= 0, cells[hole].key != key { hole = (hole + 1) & mask }
        let slot = cells[hole].slot
        guard slot >= 0 else { return -1 }
        count -= 1
        var next = (hole + 1) & mask
        while cells[next].slot >= 0 {
            // A cell may move back to the hole unless its home lies behind the hole.
            if (next - home(cells[next].key)) & mask >= (next - hole) & mask {
                cells[hole] = cells[next]
                hole = next
            }
            next = (next + 1) & mask
        }
        cells[hole].slot = -1
        return slot
    }

    private mutating func place(_ cell: Cell) {
        var place = home(cell.key)
        while cells[place].slot >= 0 { place = (place + 1) & mask }
        cells[place] = cell
    }

    private mutating func grow() {
        let old = cells
        cells = [Cell](repeating: Cell(key: 0, slot: -1), count: 2 * old.count)
        mask = cells.count - 1
        for cell in old where cell.slot >= 0 { place(cell) }
    }
}
