/// A matrix of a graph: an input, a parameter or the result of an operation. A handle; the numbers are in the graph.
public struct Node: Sendable, Hashable, CustomStringConvertible {
    let index: Int
    /// How many rows it has.
    public let rows: Rows
    /// How many columns it has.
    public let columns: Int

    /// Its shape as it is written in an error: `[batch, 64]`.
    public var description: String { "[\(rows), \(columns)]" }
}

/// A column of whole numbers that a graph is given: classes, actions, rows to take.
public struct IndexNode: Sendable, Hashable, CustomStringConvertible {
    let index: Int
    /// How many numbers it has.
    public let rows: Rows

    /// Its shape as it is written in an error.
    public var description: String { "[\(rows)]" }
}

/// Memory that an operation keeps between its two directions or needs within one.
struct Workspace {
    let index: Int
}

/// How much memory the operations of a graph need within a call and do not keep. They share it, so the largest counts.
final class ScratchSizes {
    var all: [(Graph.Counts) -> Int] = []

    func largest(_ counts: Graph.Counts) -> Int {
        var largest = 0
        // By index: closures that go through a generic function are wrapped anew, which asks for memory.
        for index in all.indices { largest = max(largest, all[index](counts)) }
        return largest
    }
}
