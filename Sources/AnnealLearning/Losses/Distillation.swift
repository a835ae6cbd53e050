/// How a small network is taught by a large one: in part what the large one holds probable, in part what is right.
///
/// Source: G. Hinton, O. Vinyals, J. Dean, "Distilling the Knowledge in a Neural Network" (2015).
public struct Distillation: Sendable, Hashable {
    /// By which the logits of both are divided before they are compared.
    public var temperature: Float
    /// How much the teacher counts; the rest is the cross-entropy with the right class.
    public var teacherFraction: Float

    /// Creates the numbers of a distillation.
    ///
    /// - Parameters:
    ///   - temperature: above 0.
    ///   - teacherFraction: from 0 to 1.
    public init(temperature: Float = 3, teacherFraction: Float = 0.7) {
        self.temperature = temperature
        self.teacherFraction = teacherFraction
    }

    /// Records the loss.
    ///
    /// - Parameters:
    ///   - student: logits, rows × classes.
    ///   - teacher: logits of the same shape, of a graph of the teacher's own; no gradient flows into them.
    ///   - classes: the right ones; checked by the run.
    ///   - graph: where.
    /// - Returns: one number.
    /// - Throws: `LearningError` when shapes do not fit or a number of the distillation makes no sense.
    public func callAsFunction(
        student: Node, teacher: Node, classes: IndexNode, in graph: Graph
    ) throws(LearningError) -> Node {
        guard (0...1).contains(teacherFraction) else {
            throw LearningError(
                code: .invalidArgument, message: "a teacher cannot count for \(teacherFraction)", place: "Distillation",
                remedy: "give a fraction from 0 to 1")
        }
        return try graph.combine(
            [
                graph.distillationLoss(student: student, teacher: teacher, temperature: temperature),
                graph.crossEntropy(student, classes: classes),
            ], factors: [teacherFraction, 1 - teacherFraction])
    }
}
