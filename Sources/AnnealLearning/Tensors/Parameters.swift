internal import CLearningKernels

/// The weights of a network, all in one block, and their gradients in another of the same layout.
///
/// One block makes an optimiser one loop, a target network one copy and a checkpoint one write. Each weight has a name
/// (`policy.0.weight`), by which files know it. Weights are added while layers are made; from the first graph on the set
/// is closed.
///
/// Parameters belong to one task at a time; they are no value that can be sent.
public final class Parameters {
    private struct Entry {
        let name: String
        let parameter: Parameter
        let offset: Int
    }

    private var entries: [Entry] = []
    private var indices: [String: Int] = [:]
    private var initial: [Float] = []
    private(set) var isSealed = false
    /// The numbers of all weights, with the room between them, which stays 0.
    var valueBlock: UnsafeMutablePointer<Float>
    /// The derivatives of the objective; empty until a graph for training is made.
    var gradientBlock: UnsafeMutablePointer<Float>?
    /// How many numbers a block has.
    private(set) var blockCount = 0

    /// Creates an empty set.
    public init() { valueBlock = .allocate(capacity: 1) }

    deinit {
        valueBlock.deallocate()
        gradientBlock?.deallocate()
    }

    /// How many numbers all weights have together.
    public var count: Int { entries.reduce(0) { $0 + $1.parameter.rows * $1.parameter.columns } }
    /// All weights, in the order they were added.
    public var all: [Parameter] { entries.map(\.parameter) }
    /// Their names, in the same order.
    public var names: [String] { entries.map(\.name) }

    /// Adds a weight.
    ///
    /// - Parameters:
    ///   - name: unlike those of all others.
    ///   - rows: 1 or more; 1 for a vector.
    ///   - columns: 1 or more.
    ///   - initializer: what it starts with.
    ///   - random: what is drawn from.
    /// - Returns: the handle that graphs take.
    /// - Throws: `LearningError` when the name is taken, an extent is not positive or a graph was made already.
    public func add(
        _ name: String, rows: Int = 1, columns: Int, initially initializer: Initializer,
        using random: inout RandomSource
    ) throws(LearningError) -> Parameter {
        guard !isSealed else {
            throw LearningError(
                code: .invalidArgument, message: "the parameter \(name) comes after a graph was made",
                place: "Parameters.add", remedy: "make all layers before the first graph")
        }
        guard indices[name] == nil else {
            throw LearningError(
                code: .invalidArgument, message: "there is a parameter \(name) already", place: "Parameters.add",
                remedy: "give each layer a name of its own")
        }
        guard rows > 0, columns > 0, let size = Tensor.count(of: [rows, columns]), size <= 1 << 31 else {
            throw LearningError(
                code: .shape, message: "the parameter \(name) cannot have \(rows) × \(columns) numbers",
                place: "Parameters.add", remedy: "give extents of 1 or more")
        }
        let parameter = Parameter(index: entries.count, rows: rows, columns: columns)
        entries.append(Entry(name: name, parameter: parameter, offset: initial.count))
        indices[name] = parameter.index
        initial += initializer.values(rows: rows, columns: columns, using: &random)
        initial += [Float](repeating: 0, count: Arena.rounded(size) - size)
        return parameter
    }

    /// The handle of a weight by its name; `nil` when there is none.
    public func parameter(named name: String) -> Parameter? { indices[name].map { entries[$0].parameter } }

    /// The numbers of a weight.
    ///
    /// - Throws: `LearningError.Code.invalidArgument` when it is not of this set.
    public func tensor(of parameter: Parameter) throws(LearningError) -> Tensor {
        try check(parameter)
        let size = parameter.rows * parameter.columns
        let offset = entries[parameter.index].offset
        let shape = parameter.rows == 1 ? [parameter.columns] : [parameter.rows, parameter.columns]
        let values =
            isSealed
            ? Array(UnsafeBufferPointer(start: valueBlock + offset, count: size))
            : Array(initial[offset..<offset + size])
        return try Tensor(shape: shape, values: values)
    }

    /// The derivatives of the objective by a weight, after a run backwards.
    ///
    /// - Throws: `LearningError.Code.invalidArgument` when it is not of this set, or nothing is trained.
    public func gradient(of parameter: Parameter) throws(LearningError) -> Tensor {
        try check(parameter)
        guard let gradientBlock else {
            throw LearningError(
                code: .invalidArgument, message: "there are no gradients", place: "Parameters.gradient",
                remedy: "make a graph for training first")
        }
        let size = parameter.rows * parameter.columns
        let start = gradientBlock + entries[parameter.index].offset
        return try Tensor(
            shape: [parameter.rows, parameter.columns], values: Array(UnsafeBufferPointer(start: start, count: size)))
    }

    /// Replaces the numbers of a weight.
    ///
    /// - Throws: `LearningError` when the weight is not of this set, the number of values is another, or one is not
    ///   finite.
    public func set(_ parameter: Parameter, to values: [Float]) throws(LearningError) {
        try check(parameter)
        let entry = entries[parameter.index]
        guard values.count == parameter.rows * parameter.columns else {
            throw LearningError(
                code: .shape,
                message: "\(values.count) numbers were given to \(entry.name), which has \(parameter.rows) × "
                    + "\(parameter.columns)",
                place: "Parameters.set", remedy: "give weights of the same shape")
        }
        guard lk_all_finite(values, values.count) == 1 else {
            throw LearningError(
                code: .notFinite, message: "a weight for \(entry.name) is not finite", place: "Parameters.set",
                remedy: "check the file that it comes from")
        }
        guard isSealed else {
            initial.replaceSubrange(entry.offset..<entry.offset + values.count, with: values)
            return
        }
        // The entry's place holds as many numbers as its shape says, which was just checked.
        values.withUnsafeBufferPointer { source in
            guard let from = source.baseAddress else { return }
            (valueBlock + entry.offset).update(from: from, count: source.count)
        }
    }

    /// Takes over all weights of another set of the same layout: how a target network is brought up to date.
    ///
    /// - Parameters:
    ///   - other: where they come from.
    ///   - fraction: 1 to copy; less to move only so far towards them.
    /// - Throws: `LearningError.Code.shape` when the layouts differ.
    public func update(from other: Parameters, fraction: Float = 1) throws(LearningError) {
        guard entries.count == other.entries.count,
            zip(entries, other.entries).allSatisfy({ $0.parameter == $1.parameter })
        else {
            throw LearningError(
                code: .shape, message: "the weights of two networks of different layout cannot be copied",
                place: "Parameters.update", remedy: "make both with the same layers in the same order")
        }
        seal(forTraining: false)
        other.seal(forTraining: false)
        if fraction == 1 {
            valueBlock.update(from: other.valueBlock, count: blockCount)
        } else {
            lk_scale(valueBlock, 1 - fraction, blockCount)
            lk_axpy(valueBlock, other.valueBlock, fraction, blockCount, 1)
        }
    }

    func seal(forTraining: Bool) {
        if !isSealed {
            isSealed = true
            blockCount = initial.count
            valueBlock.deallocate()
            valueBlock = Arena.allocate(blockCount)
            initial.withUnsafeBufferPointer { source in
                if let from = source.baseAddress { valueBlock.update(from: from, count: source.count) }
            }
            initial = []
        }
        if forTraining, gradientBlock == nil { gradientBlock = Arena.allocate(blockCount) }
    }

    func contains(_ parameter: Parameter) -> Bool {
        parameter.index < entries.count && entries[parameter.index].parameter == parameter
    }

    func values(at index: Int) -> UnsafeMutablePointer<Float> { valueBlock + entries[index].offset }
    func gradients(at index: Int) -> UnsafeMutablePointer<Float> {
        (gradientBlock ?? valueBlock) + entries[index].offset
    }
    func clearGradient(of parameter: Parameter) {
        gradients(at: parameter.index).update(repeating: 0, count: parameter.rows * parameter.columns)
    }

    private func check(_ parameter: Parameter) throws(LearningError) {
        guard contains(parameter) else {
            throw LearningError(
                code: .invalidArgument, message: "a parameter is not of this set", place: "Parameters",
                remedy: "use the parameters that the layer was made with")
        }
    }
}
