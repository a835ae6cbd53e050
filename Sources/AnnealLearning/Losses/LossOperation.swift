/// A loss: one number from a matrix. The derivative by the first input is computed together with the loss.
class LossOperation: Operation {
    private let derivative: Workspace

    init(name: String, inputs: [Node], derivative: Workspace, output: Node) {
        self.derivative = derivative
        super.init(name: name, inputs: inputs, output: output)
    }

    /// The loss; `derivative` is to be filled with its derivative by the first input, element by element.
    func loss(_ memory: Memory, derivative: UnsafeMutablePointer<Float>) throws(LearningError) -> Float { 0 }

    override final func forward(_ memory: Memory) throws(LearningError) {
        memory[output].value.pointee = try loss(memory, derivative: memory[derivative])
    }

    override final func backward(_ memory: Memory) {
        contribute(memory[derivative], factor: memory[output].gradient.pointee, toInput: 0, memory)
    }
}

extension Graph {
    func derivative(of x: Node) -> Workspace { workspace(rows: x.rows, columns: x.columns) }
    func lossResult(from x: Node) -> Node { result(rows: .fixed(1), columns: 1, from: [x]) }
}
