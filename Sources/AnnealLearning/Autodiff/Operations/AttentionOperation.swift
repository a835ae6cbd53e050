internal import CLearningKernels

/// Scaled dot-product attention of several heads within each sequence of a batch.
///
/// The queries, keys and values lie side by side in one matrix, as one product makes them; each head is a range of
/// columns of each.
final class AttentionOperation: Operation {
    private let heads: Int
    private let mask: Node?
    private let isCausal: Bool
    private let weights: Workspace
    private let scores: Workspace?

    init(x: Node, heads: Int, mask: Node?, isCausal: Bool, weights: Workspace, scores: Workspace?, output: Node) {
        self.heads = heads
        self.mask = mask
        self.isCausal = isCausal
        self.weights = weights
        self.scores = scores
        super.init(name: "attention", inputs: [x], output: output)
    }

    private func steps(_ memory: Memory) throws(LearningError) -> Int {
        let (tokens, batch) = (memory.count(.tokens), memory.count(.batch))
        guard tokens % batch == 0 else {
            throw LearningError(
                code: .shape, message: "\(tokens) tokens are no \(batch) sequences of one length", place: name,
                remedy: "pad the sequences to one length and mask what was added")
        }
        return tokens / batch
    }

    override func forward(_ memory: Memory) throws(LearningError) {
        let steps = try steps(memory)
        let (x, y) = (memory[inputs[0]], memory[output])
        let (width, size) = (y.columns, y.columns / heads)
        let scale = 1 / Float(size).squareRoot()
        for sequence in 0..<memory.count(.batch) {
            let rows = x.value + sequence * steps * x.columns
            for head in 0..<heads {
                let kept = memory[weights] + (sequence * heads + head) * steps * steps
                let queries = rows + head * size
                BLAS.system.multiply(
                    .plain(queries, stride: x.columns), .transposed(queries + width, stride: x.columns), into: kept,
                    stride: steps, m: steps, n: steps, k: size, beta: 0)
                lk_attention_softmax(
                    kept, mask.map { memory[$0].value + sequence * steps }, scale, steps, steps, isCausal ? 1 : 0)
                BLAS.system.multiply(
                    .plain(kept, stride: steps), .plain(queries + 2 * width, stride: x.columns),
                    into: y.value + sequence * steps * width + head * size, stride: width, m: steps, n: size, k: steps,
                    beta: 0)
            }
        }
    }

    override func backward(_ memory: Memory) {
        guard contributions[0].isWanted, let scores else { return }
        let (x, y) = (memory[inputs[0]], memory[output])
        let steps = memory.count(.tokens) / memory.count(.batch)
        let (width, size) = (y.columns, y.columns / heads)
        let scale = 1 / Float(size).squareRoot()
        let beta = contributions[0].beta
        let score = memory[scores]
        for sequence in 0..<memory.count(.batch) {
            for head in 0..<heads {
                let kept = memory[weights] + (sequence * heads + head) * steps * steps
                let start = sequence * steps * x.columns + head * size
                let gradient = y.gradient + sequence * steps * width + head * size
                func product(
                    _ a: BLAS.Operand, _ b: BLAS.Operand, into c: UnsafeMutablePointer<Float>, stride: Int, n: Int,
                    k: Int, beta: Float
                ) {
                    BLAS.system.multiply(a, b, into: c, stride: stride, m: steps, n: n, k: k, beta: beta)
                }
                let queries = BLAS.Operand.plain(x.value + start, stride: x.columns)
                let keys = BLAS.Operand.plain(x.value + start + width, stride: x.columns)
                let values = BLAS.Operand.transposed(x.value + start + 2 * width, stride: x.columns)
                let incoming = BLAS.Operand.plain(gradient, stride: width)
                product(
                    .transposed(kept, stride: steps), incoming, into: x.gradient + start + 2 * width,
                    stride: x.columns, n: size, k: steps, beta: beta)
                product(incoming, values, into: score, stride: steps, n: steps, k: size, beta: 0)
                lk_attention_softmax_backward(score, kept, scale, steps, steps)
                product(
                    .plain(score, stride: steps), keys, into: x.gradient + start, stride: x.columns, n: size, k: steps,
                    beta: beta)
                product(
                    .transposed(score, stride: steps), queries, into: x.gradient + start + width, stride: x.columns,
                    n: size, k: steps, beta: beta)
            }
        }
    }
}

extension Graph {
    /// softmax(Q Kᵀ / √size) V, for each head and each sequence.
    ///
    /// The sequences of the batch follow one another, each of tokens / batch rows.
    ///
    /// - Parameters:
    ///   - x: tokens × 3 width: queries, keys and values side by side.
    ///   - heads: a divisor of the width.
    ///   - mask: tokens × 1: 0 for tokens that are not looked at; `nil` when all are. Where a token may look at none,
    ///     its result is 0.
    ///   - isCausal: whether tokens look at none that come after them.
    /// - Returns: tokens × width.
    /// - Throws: `LearningError.Code.shape` when they do not fit.
    ///
    /// Source: A. Vaswani et al., "Attention Is All You Need" (2017).
    public func attention(
        _ x: Node, heads: Int, mask: Node? = nil, isCausal: Bool = false
    ) throws(LearningError) -> Node {
        guard x.rows == .tokens, x.columns % 3 == 0, heads > 0, x.columns / 3 % heads == 0,
            mask.map({ $0.rows == .tokens && $0.columns == 1 }) ?? true
        else {
            throw mismatch(
                "attention", [x] + (mask.map { [$0] } ?? []),
                takes: "[tokens, 3 · width] with a width that \(heads) heads divide, and a mask of [tokens, 1]")
        }
        let output = result(rows: .tokens, columns: x.columns / 3, from: [x])
        let trained = nodes[output.index].needsGradient
        return record(
            AttentionOperation(
                x: x, heads: heads, mask: mask, isCausal: isCausal,
                weights: workspace { heads * $0[.tokens] * ($0[.tokens] / $0[.batch]) },
                scores: trained ? workspace { $0[.tokens] / $0[.batch] * ($0[.tokens] / $0[.batch]) } : nil,
                output: output))
    }
}
