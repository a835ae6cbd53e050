/// A computation that is recorded once and then run as often as wanted, forwards and, for training, backwards.
///
/// A graph is made of matrices whose numbers of columns are fixed and whose numbers of rows may be told before each run.
/// Shapes are checked while it is recorded. The first run lays all matrices out in one block of memory, which grows only
/// when a run is larger than all before; after that nothing is allocated. Several graphs may share one set of
/// parameters: one that acts, a larger one that learns.
///
/// A graph belongs to one task at a time; it is no value that can be sent.
///
/// ```swift
/// let graph = Graph(parameters, for: .training)
/// let x = graph.input(columns: 4)
/// let wanted = graph.input(columns: 1)
/// let y = try layer(x, in: graph)
/// try graph.minimise(graph.regressionLoss(.squared, y, target: wanted))
/// try graph.setRows(.batch, to: 32)
/// try graph.write(features, to: x)
/// try graph.write(targets, to: wanted)
/// try graph.forward()
/// try graph.backward()
/// try optimiser.step(parameters)
/// ```
public final class Graph {
    /// What a graph is for.
    public enum Purpose: Sendable {
        /// Results only: dropout does nothing, no gradients are kept.
        case inference
        /// Gradients of an objective by the parameters.
        case training
    }

    /// The weights that it reads.
    public let parameters: Parameters
    /// What it is for.
    public let purpose: Purpose
    /// Draws what dropout leaves out.
    public var random: RandomSource

    let arena = Arena()
    var nodes: [NodeRecord] = []
    var workspaces: [(Counts) -> Int] = []
    var workspaceSizes: [Int] = []
    let scratchSizes = ScratchSizes()
    var scratch: Workspace?
    var operations: ContiguousArray<Operation> = []
    var parameterNodes: [Int: Node] = [:]
    var objective: Node?
    var isSealed = false
    /// Whether the results are those of the inputs and numbers of rows as they are now: what gradients are taken of.
    var isCurrent = false
    var rowsChanged = false
    var unreached: [Parameter] = []

    var counts: UnsafeMutablePointer<Int>
    var capacities: Counts
    var slots: UnsafeMutablePointer<Slot>
    var workspacePointers: UnsafeMutablePointer<UnsafeMutablePointer<Float>>

    /// Creates an empty graph.
    ///
    /// - Parameters:
    ///   - parameters: weights; no more can be added to them afterwards.
    ///   - purpose: what the graph is for.
    ///   - random: what dropout draws from.
    public init(_ parameters: Parameters, for purpose: Purpose, random: RandomSource = RandomSource(seed: 0)) {
        self.parameters = parameters
        self.purpose = purpose
        self.random = random
        parameters.seal(forTraining: purpose == .training)
        counts = .allocate(capacity: RowVariable.variableCount)
        counts.initialize(repeating: 1, count: RowVariable.variableCount)
        capacities = Counts()
        slots = .allocate(capacity: 1)
        workspacePointers = .allocate(capacity: 1)
    }

    deinit {
        counts.deallocate()
        slots.deallocate()
        workspacePointers.deallocate()
    }

    /// How often the graph took memory from the system: constant in the steady state.
    public var memoryGrowths: Int { arena.growths }
    /// The bytes of its matrices, without the parameters.
    public var memoryBytes: Int { arena.capacity * MemoryLayout<Float>.stride }

    /// Numbers of rows, one for each variable; no array, so that telling other numbers asks for no memory.
    struct Counts {
        private var values = SIMD8<Int>(repeating: 1)

        subscript(variable: RowVariable) -> Int {
            get { values[variable.rawValue] }
            set { values[variable.rawValue] = newValue }
        }
        func count(of rows: Rows) -> Int { rows.variable.map { self[$0] } ?? rows.fixed }
    }

    struct NodeRecord {
        enum Kind {
            case input
            case indices
            case parameter(Int)
            case result
        }
        var kind: Kind
        var rows: Rows
        var columns: Int
        var needsGradient: Bool
        /// Whether a gradient arrives; known when the graph is sealed.
        var hasGradient = false
        /// Whether it is the result of max(0, x): often 0, and its gradient does not matter where it is.
        var isRectified = false
    }
}
