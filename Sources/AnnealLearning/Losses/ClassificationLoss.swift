internal import CLearningKernels

#if canImport(Darwin)
    internal import Darwin
#elseif canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#endif

/// −log p(class), the mean over rows.
final class CrossEntropyOperation: LossOperation {
    private let classes: IndexNode
    private let mask: Node?

    init(logits: Node, classes: IndexNode, mask: Node?, derivative: Workspace, output: Node) {
        self.classes = classes
        self.mask = mask
        super.init(name: "crossEntropy", inputs: [logits], derivative: derivative, output: output)
    }

    override func loss(_ memory: Memory, derivative: UnsafeMutablePointer<Float>) throws(LearningError) -> Float {
        let x = memory[inputs[0]]
        let chosen = memory[classes].indices
        lk_log_softmax_rows(derivative, x.value, mask.map { memory[$0].value }, x.rows, x.columns)
        var total = Float(0)
        for row in 0..<x.rows {
            let index = Int(chosen[row])
            guard index >= 0, index < x.columns, derivative[row * x.columns + index] > -.infinity else {
                throw LearningError(
                    code: .invalidArgument,
                    message: "class \(index) of row \(row) is masked or not one of "
                        + "0 ..< \(x.columns)",
                    place: name, remedy: "check the classes that were written")
            }
            total -= derivative[row * x.columns + index]
        }
        let share = 1 / Float(max(1, x.rows))
        lk_exp(derivative, derivative, x.count)
        lk_scale(derivative, share, x.count)
        for row in 0..<x.rows { derivative[row * x.columns + Int(chosen[row])] -= share }
        return total * share
    }
}

/// temperature² KL(softmax(teacher / temperature) ‖ softmax(student / temperature)), the mean over rows.
final class DistillationOperation: LossOperation {
    private let teacher: Node
    private let temperature: Float
    private let wanted: Workspace

    init(
        student: Node, teacher: Node, temperature: Float, wanted: Workspace, derivative: Workspace, output: Node
    ) {
        self.teacher = teacher
        self.temperature = temperature
        self.wanted = wanted
        super.init(name: "distillationLoss", inputs: [student], derivative: derivative, output: output)
    }

    override func loss(_ memory: Memory, derivative: UnsafeMutablePointer<Float>) -> Float {
        let x = memory[inputs[0]]
        let target = memory[wanted]
        lk_axpy(target, memory[teacher].value, 1 / temperature, x.count, 0)
        lk_log_softmax_rows(target, target, nil, x.rows, x.columns)
        lk_axpy(derivative, x.value, 1 / temperature, x.count, 0)
        lk_log_softmax_rows(derivative, derivative, nil, x.rows, x.columns)
        // The derivative by the student's logits is temperature (q − p).
        let share = 1 / Float(max(1, x.rows))
        var total = Float(0)
        for place in 0..<x.count {
            let (logP, logQ) = (target[place], derivative[place])
            let p = expf(logP)
            total += p * (logP - logQ)
            derivative[place] = temperature * share * (expf(logQ) - p)
        }
        return total * share * temperature * temperature
    }
}

/// log softmax of each row.
final class LogSoftmaxOperation: Operation {
    private let mask: Node?

    init(x: Node, mask: Node?, output: Node) {
        self.mask = mask
        super.init(name: "logSoftmax", inputs: [x], output: output)
    }

    override func forward(_ memory: Memory) {
        let (x, y) = (memory[inputs[0]], memory[output])
        lk_log_softmax_rows(y.value, x.value, mask.map { memory[$0].value }, y.rows, y.columns)
    }

    override func backward(_ memory: Memory) {
        let (x, y) = (memory[inputs[0]], memory[output])
        guard contributions[0].isWanted else { return }
        for row in 0..<y.rows {
            let range = row * y.columns..<(row + 1) * y.columns
            var sum = Float(0)
            for place in range where y.value[place] > -.infinity { sum += y.gradient[place] }
            for place in range {
                let isAllowed = y.value[place] > -.infinity
                y.gradient[place] = isAllowed ? y.gradient[place] - expf(y.value[place]) * sum : 0
            }
        }
        lk_axpy(x.gradient, y.gradient, 1, y.count, contributions[0].adds)
    }
}

extension Graph {
    /// The mean over rows of −log of the probability that the softmax of a row gives its class.
    ///
    /// - Parameters:
    ///   - logits: rows × classes.
    ///   - classes: one for each row; checked by the run.
    ///   - mask: of the logits' shape, 0 for classes that a row cannot be of; `nil` when it can be of any.
    /// - Returns: one number.
    /// - Throws: `LearningError.Code.shape` when they do not fit.
    public func crossEntropy(
        _ logits: Node, classes: IndexNode, mask: Node? = nil
    ) throws(LearningError) -> Node {
        try checkSegments("crossEntropy", logits, classes)
        try checkMask("crossEntropy", logits, mask)
        return record(
            CrossEntropyOperation(
                logits: logits, classes: classes, mask: mask, derivative: derivative(of: logits),
                output: lossResult(from: logits)))
    }

    /// How far a student's probabilities are from a teacher's, both softened by a temperature: the mean over rows of
    /// temperature² KL(teacher ‖ student), whose gradient keeps its size whatever the temperature is.
    ///
    /// - Parameters:
    ///   - student: logits, rows × classes.
    ///   - teacher: logits of the same shape; no gradient flows into them.
    ///   - temperature: above 0.
    /// - Returns: one number.
    /// - Throws: `LearningError` when the shapes differ or the temperature is not above 0.
    ///
    /// Source: G. Hinton, O. Vinyals, J. Dean, "Distilling the Knowledge in a Neural Network" (2015).
    public func distillationLoss(
        student: Node, teacher: Node, temperature: Float = 3
    ) throws(LearningError) -> Node {
        guard student.rows == teacher.rows, student.columns == teacher.columns else {
            throw mismatch("distillationLoss", [student, teacher], takes: "two matrices of one shape")
        }
        guard temperature > 0, temperature.isFinite else {
            throw LearningError(
                code: .invalidArgument, message: "a temperature of \(temperature) is not above 0",
                place: "distillationLoss", remedy: "give one above 0; 3 is usual")
        }
        return record(
            DistillationOperation(
                student: student, teacher: teacher, temperature: temperature, wanted: derivative(of: student),
                derivative: derivative(of: student), output: lossResult(from: student)))
    }

    /// The logarithms of the probabilities that the softmax of each row gives.
    ///
    /// - Parameters:
    ///   - x: rows × columns.
    ///   - mask: of the same shape, 0 for columns that have no probability and become −infinity; `nil` for none. A row
    ///     where all are 0 is −infinity throughout.
    /// - Returns: rows × columns.
    /// - Throws: `LearningError.Code.shape` when the shapes differ.
    public func logSoftmax(_ x: Node, mask: Node? = nil) throws(LearningError) -> Node {
        try checkMask("logSoftmax", x, mask)
        return record(
            LogSoftmaxOperation(x: x, mask: mask, output: result(rows: x.rows, columns: x.columns, from: [x])))
    }

    func checkMask(_ operation: String, _ x: Node, _ mask: Node?) throws(LearningError) {
        guard let mask else { return }
        guard mask.rows == x.rows, mask.columns == x.columns else {
            throw mismatch(operation, [x, mask], takes: "a mask of the same shape")
        }
    }
}
