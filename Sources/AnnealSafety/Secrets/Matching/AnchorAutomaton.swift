/// Finds many short texts in one pass, upper and lower case being one: a deterministic automaton over byte classes.
///
/// States are numbered by their depth, so that the rows used most lie together. Building takes O(states · classes),
/// a pass one look-up a byte.
/// Source: A. V. Aho, M. J. Corasick, Efficient string matching, CACM 18 (1975).
struct AnchorAutomaton: Sendable {
    /// For each byte the column of the table.
    private(set) var columns: [UInt8]
    /// Row by row the next row's begin; the top bit says that texts end in it.
    private(set) var table: [UInt32]
    /// The number of columns.
    let width: Int
    /// For each state the numbers of the texts that end in it.
    private var ends: [[UInt16]]

    /// Marks a row in which a text ends.
    static let mark: UInt32 = 1 << 31

    /// Builds an automaton.
    ///
    /// - Parameter anchors: the texts in any case, none of them empty; a finding gives the index.
    init(_ anchors: [[UInt8]]) {
        var columns = [UInt8](repeating: 0, count: 256)
        var width = 1
        for byte in anchors.joined() where columns[Int(Byte.folded(byte))] == 0 {
            columns[Int(Byte.folded(byte))] = UInt8(truncatingIfNeeded: width)
            width += 1
        }
        for byte in UInt8(ascii: "A")...UInt8(ascii: "Z") { columns[Int(byte)] = columns[Int(byte | 32)] }
        var tree = AnchorTree(width: width)
        for (number, anchor) in anchors.enumerated() {
            tree.insert(anchor.map { Int(columns[Int($0)]) }, number: UInt16(truncatingIfNeeded: number))
        }
        (table, ends) = tree.rows()
        self.columns = columns
        self.width = width
    }

    /// The texts that end in a row.
    ///
    /// - Parameter row: the row's begin without the mark.
    /// - Returns: their numbers.
    func anchors(endingIn row: Int) -> [UInt16] { ends[row / width] }
}

/// The tree of the texts, from which the automaton's table is made.
private struct AnchorTree {
    let width: Int
    private var children: [Int]
    private var ends: [[UInt16]] = [[]]

    init(width: Int) {
        self.width = width
        children = Array(repeating: -1, count: width)
    }

    mutating func insert(_ columns: [Int], number: UInt16) {
        var node = 0
        for column in columns {
            if children[node * width + column] < 0 {
                children[node * width + column] = ends.count
                children += Array(repeating: -1, count: width)
                ends.append([])
            }
            node = children[node * width + column]
        }
        ends[node].append(number)
    }

    /// Completes the transitions breadth first and numbers the nodes in that order.
    func rows() -> (table: [UInt32], ends: [[UInt16]]) {
        var next = children
        var ends = ends
        var failure = Array(repeating: 0, count: ends.count)
        var order = [0]
        var position = 0
        while position < order.count {
            let node = order[position]
            position += 1
            for column in 0..<width {
                let child = children[node * width + column]
                let fallback = node == 0 ? 0 : next[failure[node] * width + column]
                guard child >= 0 else {
                    next[node * width + column] = fallback
                    continue
                }
                failure[child] = fallback
                ends[child] += ends[fallback]
                order.append(child)
            }
        }
        var rank = Array(repeating: 0, count: ends.count)
        for (index, node) in order.enumerated() { rank[node] = index }
        var table = Array(repeating: UInt32(0), count: order.count * width)
        for (index, node) in order.enumerated() {
            for column in 0..<width {
                let target = next[node * width + column]
                let row = UInt32(truncatingIfNeeded: rank[target] * width)
                table[index * width + column] = ends[target].isEmpty ? row : row | AnchorAutomaton.mark
            }
        }
        return (table, order.map { ends[$0] })
    }
}
