internal import CLearningKernels

/// The products of a linear layer over many rows, without the columns that are 0 in all of them.
///
/// After max(0, x) some units are 0 for a whole batch, and their weights count for nothing: they are left out of the
/// product, and get no gradient. Of a layer's result, only some columns have a gradient: those of units that are not 0, or
/// of the actions that were taken. Nothing is approximated: what is left out is products with 0.
struct ActiveProduct {
    private let x: Slot
    private let weight: Slot
    private let y: Slot
    private let inputs: UnsafeMutablePointer<Int32>
    private let outputs: UnsafeMutablePointer<Int32>
    private let packed: UnsafeMutablePointer<Float>
    private let result: UnsafeMutablePointer<Float>
    /// How many inputs count, of those that are listed; `nil` when all do.
    private var activeInputs: Int?
    /// How many columns of the gradient count; `nil` when all do.
    private var activeOutputs: Int?

    /// Whether a layer is large enough to look for columns that are 0, and small enough to have memory for it.
    static func isWorthwhile(_ inputs: Int, _ outputs: Int) -> Bool {
        inputs >= 32 && outputs >= 32 && inputs * outputs <= 1 << 20
    }

    /// How many numbers of memory it takes.
    static func scratchSize(rows: Int, _ inputs: Int, _ outputs: Int) -> Int {
        guard fits(rows) else { return 0 }
        return Arena.rounded(inputs) + Arena.rounded(outputs) + packedSize(rows, inputs, outputs)
            + max(inputs * outputs, rows * inputs)
    }

    private static func packedSize(_ rows: Int, _ inputs: Int, _ outputs: Int) -> Int {
        max(lk_packed_size(inputs, outputs), lk_packed_size(outputs, inputs), lk_packed_size(rows, outputs))
    }

    /// Fewer rows do not pay for putting the weights in order; more are few that leave a column at 0.
    private static func fits(_ rows: Int) -> Bool { rows >= 24 && rows <= 1024 }

    /// Prepares products; `nil` where they would not pay.
    ///
    /// - Parameters:
    ///   - x: the layer's input.
    ///   - weight: its weights.
    ///   - y: its result.
    ///   - scratch: memory as `scratchSize` tells.
    init?(_ x: Slot, _ weight: Slot, _ y: Slot, _ scratch: UnsafeMutablePointer<Float>?) {
        guard let scratch, Self.fits(y.rows), Self.isWorthwhile(x.columns, y.columns) else { return nil }
        (self.x, self.weight, self.y) = (x, weight, y)
        // The scratch memory is of bits without a type while it is used here.
        inputs = UnsafeMutableRawPointer(scratch).assumingMemoryBound(to: Int32.self)
        outputs = inputs + Arena.rounded(x.columns)
        packed = scratch + Arena.rounded(x.columns) + Arena.rounded(y.columns)
        result = packed + Self.packedSize(y.rows, x.columns, y.columns)
    }

    /// y = x W, or y += x W; `false` when too few inputs are 0.
    func forward(adds: Bool) -> Bool {
        guard let count = active(x.value, columns: x.columns, list: inputs) else { return false }
        lk_pack(packed, weight.value, weight.columns, 0, inputs, count, nil, y.columns)
        var left = lk_left(values: x.value, row_step: x.columns, step: 1, rows: nil, steps: inputs)
        lk_packed_product(y.rows, y.columns, count, &left, packed, y.value, y.columns, adds ? 1 : 0)
        return true
    }

    /// Finds out what counts, before gradients are computed.
    mutating func findActive(isRectified: Bool) {
        activeInputs = isRectified ? active(x.value, columns: x.columns, list: inputs) : nil
        activeOutputs = active(y.gradient, columns: y.columns, list: outputs)
    }

    /// The gradient of the weights; `false` when nearly everything counts.
    func weightGradient(_ contribution: Contribution) -> Bool {
        guard activeInputs != nil || activeOutputs != nil else { return false }
        let (m, n) = (activeInputs ?? x.columns, activeOutputs ?? y.columns)
        let (rows, columns) = (activeInputs == nil ? nil : inputs, activeOutputs == nil ? nil : outputs)
        lk_pack(packed, y.gradient, y.columns, 0, nil, y.rows, columns, n)
        var left = lk_left(values: x.value, row_step: 1, step: x.columns, rows: rows, steps: nil)
        lk_packed_product(m, n, y.rows, &left, packed, result, n, 0)
        clear(weight, contribution)
        lk_spread(weight.gradient, weight.columns, rows, m, columns, n, result, n, contribution.adds)
        return true
    }

    /// The gradient of the input; `false` when nearly everything counts.
    func inputGradient(_ contribution: Contribution) -> Bool {
        guard activeInputs != nil || activeOutputs != nil else { return false }
        let (n, k) = (activeInputs ?? x.columns, activeOutputs ?? y.columns)
        let (columns, steps) = (activeInputs == nil ? nil : inputs, activeOutputs == nil ? nil : outputs)
        lk_pack(packed, weight.value, weight.columns, 1, steps, k, columns, n)
        var left = lk_left(values: y.gradient, row_step: y.columns, step: 1, rows: nil, steps: steps)
        guard let columns else {
            lk_packed_product(x.rows, n, k, &left, packed, x.gradient, x.columns, contribution.adds)
            return true
        }
        lk_packed_product(x.rows, n, k, &left, packed, result, n, 0)
        clear(x, contribution)
        lk_spread(x.gradient, x.columns, nil, x.rows, columns, n, result, n, contribution.adds)
        return true
    }

    /// What no product is written to has no gradient.
    private func clear(_ slot: Slot, _ contribution: Contribution) {
        if contribution == .replace { slot.gradient.update(repeating: 0, count: slot.count) }
    }

    /// Lists the columns of a matrix that are not 0, unless that is nearly all of them.
    private func active(
        _ values: UnsafeMutablePointer<Float>, columns: Int, list: UnsafeMutablePointer<Int32>
    ) -> Int? {
        // A look at few rows tells where nothing is 0.
        guard lk_active_columns(list, values, columns, 4, columns) * 10 < columns * 9 else { return nil }
        let count = lk_active_columns(list, values, columns, y.rows, columns)
        return count * 8 <= columns * 7 ? count : nil
    }
}
