internal import CLearningKernels

/// How an operation's gradient goes into that of an input.
enum Contribution {
    /// It is not wanted.
    case none
    /// It is the first: what was there is from the run before.
    case replace
    /// Another operation has written already.
    case add

    var isWanted: Bool { self != .none }
    /// The factor of what is there, as a matrix product takes it.
    var beta: Float { self == .add ? 1 : 0 }
    /// The flag that the kernels take.
    var adds: Int32 { self == .add ? 1 : 0 }
}

/// A step of a graph. Subclasses compute the output from the inputs, and the inputs' gradients from the output's.
///
/// The gradient of the output belongs to the operation and may be overwritten: all that use the output have run before.
class Operation {
    let name: String
    /// The matrices that it differentiates by.
    let inputs: [Node]
    let output: Node
    /// One for each input; set when the graph is sealed.
    var contributions: [Contribution]
    /// Whether the objective depends on the output.
    var isReached = false

    init(name: String, inputs: [Node], output: Node) {
        self.name = name
        self.inputs = inputs
        self.output = output
        contributions = [Contribution](repeating: .none, count: inputs.count)
    }

    func forward(_ memory: Memory) throws(LearningError) {}
    func backward(_ memory: Memory) {}

    /// Sets the gradient of an input that other operations may have written to, or adds to it, `factor` times a matrix.
    final func contribute(
        _ gradient: UnsafePointer<Float>, factor: Float = 1, toInput index: Int, _ memory: Memory
    ) {
        guard contributions[index].isWanted else { return }
        let slot = memory[inputs[index]]
        lk_axpy(slot.gradient, gradient, factor, slot.count, contributions[index].adds)
    }

    /// The gradient of an input where something will be added: cleared when this operation is the first to do so; `nil`
    /// when it is not wanted.
    final func clearedGradient(ofInput index: Int, _ memory: Memory) -> UnsafeMutablePointer<Float>? {
        guard contributions[index].isWanted else { return nil }
        let slot = memory[inputs[index]]
        if contributions[index] == .replace { slot.gradient.update(repeating: 0, count: slot.count) }
        return slot.gradient
    }
}
