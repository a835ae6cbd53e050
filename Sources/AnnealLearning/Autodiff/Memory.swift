/// Where the numbers of a matrix are during a run.
struct Slot {
    /// Row by row; of a column of indices, `Int32` bits.
    var value: UnsafeMutablePointer<Float>
    /// The derivative of the objective, of the same shape; meaningless where none is wanted.
    var gradient: UnsafeMutablePointer<Float>
    var rows: Int
    var columns: Int

    var count: Int { rows * columns }
    var indices: UnsafeMutablePointer<Int32> {
        UnsafeMutableRawPointer(value).assumingMemoryBound(to: Int32.self)
    }
}

/// What an operation sees of its graph during a run.
///
/// Pointers without bounds, since an operation of a small network takes well under a microsecond: that they are in
/// bounds follows from the shapes, which were checked when the graph was recorded, and from the layout, which gives each
/// matrix as much as its shape says.
struct Memory {
    let slots: UnsafeMutablePointer<Slot>
    let workspaces: UnsafeMutablePointer<UnsafeMutablePointer<Float>>
    let counts: UnsafeMutablePointer<Int>

    subscript(node: Node) -> Slot { slots[node.index] }
    subscript(node: IndexNode) -> Slot { slots[node.index] }
    subscript(workspace: Workspace) -> UnsafeMutablePointer<Float> { workspaces[workspace.index] }
    func count(_ variable: RowVariable) -> Int { counts[variable.rawValue] }
}
