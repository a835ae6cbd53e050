internal import CLearningKernels

#if canImport(Darwin)
    internal import Darwin
#elseif canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#endif

/// What an actor-critic makes small: that of the policy, of the values, and the entropy with a minus.
///
/// Source: J. Schulman et al., "Proximal Policy Optimization Algorithms" (2017); V. Mnih et al., "Asynchronous Methods for
/// Deep Reinforcement Learning" (2016) for the plain one.
public struct PolicyLoss: Sendable, Hashable {
    /// How far the ratio to the old policy's probability may be from 1 before it has no more influence; `nil` for the
    /// plain gradient of the policy.
    public var clip: Float?
    /// How far a value may be from the old one before it has no more influence; `nil` for no bound.
    public var valueClip: Float?
    /// The factor of the values' squared error.
    public var valueFactor: Float
    /// The factor of the entropy.
    public var entropyFactor: Float

    /// Creates a loss.
    ///
    /// - Parameters:
    ///   - clip: of the ratio.
    ///   - valueClip: of the values.
    ///   - valueFactor: of the values' squared error.
    ///   - entropyFactor: of the entropy.
    public init(clip: Float? = 0.2, valueClip: Float? = nil, valueFactor: Float = 0.5, entropyFactor: Float = 0) {
        self.clip = clip
        self.valueClip = valueClip
        self.valueFactor = valueFactor
        self.entropyFactor = entropyFactor
    }
}

/// The loss of a batch of decisions, recorded in a graph, with the inputs that it takes.
public final class PolicyLossNodes {
    /// The action that was taken in each state.
    public let actions: IndexNode
    /// The logarithm of its probability at the time, batch × 1.
    public let oldLogProbabilities: Node
    /// How much better it was than the state's value, batch × 1.
    public let advantages: Node
    /// What the values should have been, batch × 1.
    public let returns: Node
    /// What the values were at the time, batch × 1.
    public let oldValues: Node
    /// 0 for actions that were not allowed, batch × actions; `nil` when all always are.
    public let mask: Node?
    /// The loss: one number.
    public let loss: Node
    /// The numbers of the loss; may be changed between runs.
    public var settings: PolicyLoss {
        get { operation.settings }
        set { operation.settings = newValue }
    }
    /// What the last run found.
    public var statistics: Statistics { operation.statistics }
    private let operation: PolicyLossOperation

    /// Means over a batch.
    public struct Statistics: Sendable, Hashable, Codable {
        /// The policy's part of the loss.
        public var policyLoss: Float = 0
        /// The mean squared error of the values.
        public var valueLoss: Float = 0
        /// Of the policy, in nats.
        public var entropy: Float = 0
        /// An estimate of the divergence from the old policy, in nats: the mean of r − 1 − log r.
        ///
        /// Source: J. Schulman, "Approximating KL Divergence" (2020).
        public var divergence: Float = 0
        /// The fraction of ratios out of bounds.
        public var clipFraction: Float = 0
    }

    init(
        actions: IndexNode, oldLogProbabilities: Node, advantages: Node, returns: Node, oldValues: Node, mask: Node?,
        loss: Node, operation: PolicyLossOperation
    ) {
        self.actions = actions
        self.oldLogProbabilities = oldLogProbabilities
        self.advantages = advantages
        self.returns = returns
        self.oldValues = oldValues
        self.mask = mask
        self.loss = loss
        self.operation = operation
    }
}

/// Loss and derivatives in one pass over the batch.
final class PolicyLossOperation: Operation {
    var settings: PolicyLoss
    private(set) var statistics = PolicyLossNodes.Statistics()
    /// Old log-probabilities, advantages, returns and old values.
    private let data: [Node]
    private let actions: IndexNode
    private let mask: Node?
    private let logits: Workspace
    private let values: Workspace
    private let probabilities: Workspace

    init(
        _ settings: PolicyLoss, inputs: [Node], data: [Node], actions: IndexNode, mask: Node?, logits: Workspace,
        values: Workspace, probabilities: Workspace, output: Node
    ) {
        self.settings = settings
        self.data = data
        self.actions = actions
        self.mask = mask
        self.logits = logits
        self.values = values
        self.probabilities = probabilities
        super.init(name: "policyLoss", inputs: inputs, output: output)
    }

    override func forward(_ memory: Memory) throws(LearningError) {
        let (x, v) = (memory[inputs[0]], memory[inputs[1]])
        let (old, advantages) = (memory[data[0]].value, memory[data[1]].value)
        let (returns, oldValues) = (memory[data[2]].value, memory[data[3]].value)
        let chosen = memory[actions].indices
        let (gradient, valueGradient) = (memory[logits], memory[values])
        let share = 1 / Float(max(1, x.rows))
        var sums = PolicyLossNodes.Statistics()
        lk_log_softmax_rows(gradient, x.value, mask.map { memory[$0].value }, x.rows, x.columns)
        let chances = memory[probabilities]
        lk_exp(chances, gradient, x.count)
        for row in 0..<x.rows {
            let logs = gradient + row * x.columns
            let action = Int(chosen[row])
            guard action >= 0, action < x.columns, logs[action] > -.infinity else {
                throw LearningError(
                    code: .invalidArgument,
                    message: "action \(action) of row \(row) is not allowed or not one of 0 ..< \(x.columns)",
                    place: name, remedy: "check the actions and the mask that were written")
            }
            let slope = policySlope(logs[action] - old[row], advantages[row], &sums)
            spread(
                logs, chances + row * x.columns, x.columns, action: action, slope: slope * share, share: share, &sums)
            valueGradient[row] = valueSlope(v.value[row], returns[row], oldValues[row], &sums) * share
        }
        sums.policyLoss *= share
        sums.valueLoss *= share
        sums.entropy *= share
        sums.divergence *= share
        sums.clipFraction *= share
        statistics = sums
        memory[output].value.pointee =
            sums.policyLoss + settings.valueFactor * sums.valueLoss - settings.entropyFactor * sums.entropy
    }

    /// The derivative of the policy's loss by the log-probability of the action.
    private func policySlope(
        _ logRatio: Float, _ advantage: Float, _ sums: inout PolicyLossNodes.Statistics
    ) -> Float {
        let ratio = expf(logRatio)
        sums.divergence += ratio - 1 - logRatio
        guard let clip = settings.clip else {
            sums.policyLoss -= advantage * logRatio
            return -advantage
        }
        let bounded = min(max(ratio, 1 - clip), 1 + clip)
        if bounded != ratio { sums.clipFraction += 1 }
        let (plain, clipped) = (advantage * ratio, advantage * bounded)
        sums.policyLoss -= min(plain, clipped)
        return plain <= clipped ? -plain : 0
    }

    /// From log-probabilities to the derivative of the loss by the logits, in place.
    private func spread(
        _ logs: UnsafeMutablePointer<Float>, _ probabilities: UnsafeMutablePointer<Float>, _ count: Int, action: Int,
        slope: Float, share: Float, _ sums: inout PolicyLossNodes.Statistics
    ) {
        let factor = settings.entropyFactor * share
        var entropy = Float(0)
        for index in 0..<count where logs[index] > -.infinity { entropy -= probabilities[index] * logs[index] }
        sums.entropy += entropy
        for index in 0..<count {
            guard logs[index] > -.infinity else {
                logs[index] = 0
                continue
            }
            let probability = probabilities[index]
            logs[index] =
                factor * probability * (logs[index] + entropy) - slope * probability + (index == action ? slope : 0)
        }
    }

    /// The derivative of the values' loss, without its share.
    private func valueSlope(
        _ value: Float, _ wanted: Float, _ old: Float, _ sums: inout PolicyLossNodes.Statistics
    ) -> Float {
        var value = value
        var isFree = true
        if let clip = settings.valueClip {
            let bounded = old + min(max(value - old, -clip), clip)
            isFree = bounded == value || abs(value - old) <= clip
            value = bounded
        }
        let difference = value - wanted
        sums.valueLoss += difference * difference
        return isFree ? 2 * settings.valueFactor * difference : 0
    }

    override func backward(_ memory: Memory) {
        let factor = memory[output].gradient.pointee
        contribute(memory[logits], factor: factor, toInput: 0, memory)
        contribute(memory[values], factor: factor, toInput: 1, memory)
    }
}

extension Graph {
    /// The loss of an actor-critic over a batch of decisions.
    ///
    /// - Parameters:
    ///   - settings: the numbers of the loss.
    ///   - logits: batch × actions.
    ///   - values: batch × 1.
    ///   - isMasked: whether some actions may not be allowed.
    /// - Returns: the loss and its inputs.
    /// - Throws: `LearningError.Code.shape` when the shapes do not fit.
    public func policyLoss(
        _ settings: PolicyLoss, logits: Node, values: Node, isMasked: Bool = false
    ) throws(LearningError) -> PolicyLossNodes {
        guard logits.rows == values.rows, values.columns == 1 else {
            throw mismatch("policyLoss", [logits, values], takes: "[rows, actions] and [rows, 1]")
        }
        let actions = indexInput(rows: logits.rows)
        let data = (0..<4).map { _ in input(columns: 1, rows: logits.rows) }
        let mask = isMasked ? input(columns: logits.columns, rows: logits.rows) : nil
        let operation = PolicyLossOperation(
            settings, inputs: [logits, values], data: data, actions: actions, mask: mask,
            logits: derivative(of: logits), values: derivative(of: values), probabilities: derivative(of: logits),
            output: result(rows: .fixed(1), columns: 1, from: [logits, values]))
        return PolicyLossNodes(
            actions: actions, oldLogProbabilities: data[0], advantages: data[1], returns: data[2], oldValues: data[3],
            mask: mask, loss: record(operation), operation: operation)
    }
}
