/// The steps of the workflow executor, as a value: they can be rearranged, stored, compared and measured.
public struct Workflow: Sendable, Hashable, Codable {
    /// How a request is put to the model.
    public enum Style: String, Sendable, Hashable, Codable, CaseIterable {
        /// The code at once.
        case direct
        /// The code of one function, whose head is given; the code at once where there is none to give.
        case headed
        /// A few numbered steps in comments first, then the code.
        case planFirst
        /// The examples worked through by hand first, then the code.
        case exampleFirst
        /// The function begun: with a regular expression where it takes a text apart, with its criteria as comments
        /// otherwise.
        case begun
    }

    /// One step.
    public enum Step: Sendable, Hashable, Codable {
        /// Asks for whole new answers.
        ///
        /// - candidates: answers at the same time; 0 means as many as the model has slots.
        /// - temperature: 0 is greedy, and then one answer is enough.
        case generate(candidates: Int, temperature: Double, style: Style)
        /// Asks the smaller model beside the main one, where there is one and the task has checks that tell what its
        /// answers are worth.
        ///
        /// - temperature: of its answers, as many as it has slots.
        case draft(temperature: Double)
        /// Shows the best answer so far with what failed, and asks for a better one.
        ///
        /// - candidates: answers at the same time; 0 means as many as the model has slots.
        /// - temperature: sampling temperature.
        case repair(candidates: Int, temperature: Double)
        /// Tries those small changes of the best answers that their failures point at, without the model: another form
        /// of what is returned, a statement that is often missing.
        ///
        /// - tries: runs of the checks at most.
        case adapt(tries: Int)
        /// Tries small changes of the best answers so far, without the model.
        ///
        /// - tries: runs of the checks at most.
        case mutate(tries: Int)
        /// Puts the functions of different candidates together, without the model.
        case recombine

        /// The same step put in another way; a repair stays as it is.
        func with(style: Style) -> Step {
            guard case .generate(let candidates, let temperature, _) = self else { return self }
            return .generate(candidates: candidates, temperature: temperature, style: style)
        }

        /// Whether it begins functions.
        var isBegun: Bool { style == .begun }

        /// How it asks; `nil` where it does so in one way only.
        var style: Style? {
            if case .generate(_, _, let style) = self { style } else { nil }
        }

        /// Whether it is the one answer that a model gives without chance.
        var isGreedy: Bool {
            if case .generate(_, 0, _) = self { true } else { false }
        }

        /// Whether it asks the model.
        var asksModel: Bool {
            switch self {
            case .generate, .draft, .repair: true
            case .adapt, .mutate, .recombine: false
            }
        }

        /// Whether it asks for several answers.
        var samplesBatch: Bool {
            switch self {
            case .generate(let candidates, _, _), .repair(let candidates, _): candidates != 1
            case .adapt, .mutate, .recombine, .draft: false
            }
        }

        /// The arm's name in the decision log.
        public var name: String {
            switch self {
            case .generate(let candidates, let temperature, let style):
                temperature == 0 ? "generate-greedy-\(style.rawValue)" : "generate-\(candidates)-\(style.rawValue)"
            case .draft: "draft"
            case .repair(let candidates, _): "repair-\(candidates)"
            case .adapt: "adapt"
            case .mutate: "mutate"
            case .recombine: "recombine"
            }
        }
    }

    /// The steps in their order; work ends at the first answer that passes everything.
    public var steps: [Step]
    /// Taken once more after an answer has passed everything, to compare it with others; `nil` takes the first.
    public var confirmation: Step?
    /// Rounds without progress after which the work ends.
    public var patience: Int
    /// Temperature of the answers that a smaller model beside the main one writes first.
    public var draftTemperature = 0.8
    /// Whether the model is asked for calls to compare answers on, where these do not agree.
    public var suggestsCalls: Bool

    /// Creates a workflow.
    public init(steps: [Step], confirmation: Step? = nil, suggestsCalls: Bool = false, patience: Int = .max) {
        self.steps = steps
        self.confirmation = confirmation
        self.suggestsCalls = suggestsCalls
        self.patience = patience
    }

    /// The same steps with the first begun one right after the first of all: functions that take texts apart profit from
    /// a regular expression more than from anything else.
    var beginningEarly: Workflow {
        var copy = self
        // After the first answer and what is made of it without the model.
        let second = steps.dropFirst().firstIndex(where: \.asksModel) ?? steps.endIndex
        if let index = steps.firstIndex(where: \.isBegun), index > second { copy.steps = moving(index, to: second) }
        return copy
    }

    /// The same steps without the single answer that comes first, where a batch of at least so many answers follows it. One
    /// that asks in the same way comes first then.
    ///
    /// - Parameters:
    ///   - least: answers of the batch.
    ///   - slots: answers that the model gives at a time, for batches that ask for as many.
    /// - Returns: the same workflow where there is no such batch.
    func beginningWithBatch(of least: Int, slots: Int) -> Workflow {
        let isLarge = { (step: Step) -> Bool in
            guard case .generate(let candidates, _, _) = step else { return false }
            return (candidates == 0 ? slots : candidates) >= least
        }
        guard let first = steps.first, first.isGreedy, let style = first.style,
            let batch = steps.dropFirst().firstIndex(where: isLarge)
        else { return self }
        var copy = self
        if let index = steps.firstIndex(where: { isLarge($0) && $0.style == style }) {
            copy.steps = Array(moving(index, to: batch)[batch...])
        } else {
            copy.steps = Array(steps[batch...])
            copy.steps[0] = copy.steps[0].with(style: style)
        }
        return copy
    }

    /// The steps with one of them, and what follows it without the model, at another place before it.
    private func moving(_ index: Int, to place: Int) -> [Step] {
        let end = steps[(index + 1)...].firstIndex(where: \.asksModel) ?? steps.endIndex
        var moved = steps
        let group = steps[index..<end]
        moved.removeSubrange(index..<end)
        moved.insert(contentsOf: group, at: place)
        return moved
    }

    /// Runs of the checks for what the first answer's failures point at: less than a batch of answers takes.
    private static let adaptations = 12

    /// The standard workflow: one greedy answer, then fresh answers and repairs of the best one in turns, because a
    /// repair often repeats the mistake that a fresh answer does not make.
    ///
    /// - Parameters:
    ///   - rounds: rounds after the greedy answer.
    ///   - candidates: answers in each; 0 means as many as the model has slots.
    ///   - temperature: of all answers but the first; repairs are sampled a little hotter, since with the mistake before
    ///     its eyes a small model writes it again.
    ///   - confirms: whether an answer that passes everything is compared with others.
    ///   - mutations: runs of the checks for small changes after each round, at most twelve after the greedy answer;
    ///     0 makes none.
    ///   - suggestsCalls: whether the model is asked for calls to compare answers on, where these do not agree.
    ///   - patience: rounds without progress after which the work ends.
    /// - Returns: the workflow.
    public static func standard(
        rounds: Int, candidates: Int = 0, temperature: Double = 0.8, confirms: Bool = true,
        mutations: Int = 40, suggestsCalls: Bool = true, patience: Int = 3
    ) -> Workflow {
        let repair = Step.repair(candidates: candidates, temperature: temperature + 0.2)
        let cycle: [Step] = [
            .generate(candidates: candidates, temperature: temperature, style: .headed),
            repair,
            .generate(candidates: candidates, temperature: temperature, style: .begun),
            repair,
            .generate(candidates: candidates, temperature: temperature + 0.3, style: .headed),
            .generate(candidates: candidates, temperature: temperature, style: .exampleFirst),
        ]
        let later = (0..<max(0, rounds)).flatMap { round -> [Step] in
            let step = cycle[round % cycle.count]
            return mutations > 0 ? [step, .recombine, .mutate(tries: mutations)] : [step, .recombine]
        }
        let greedy = Step.generate(candidates: 1, temperature: 0, style: .headed)
        let first = rounds > 0 && mutations > 0 ? [greedy, .adapt(tries: min(mutations, adaptations))] : [greedy]
        return Workflow(
            steps: first + later,
            confirmation: confirms ? .generate(candidates: candidates, temperature: temperature, style: .headed) : nil,
            suggestsCalls: suggestsCalls, patience: patience)
    }
}
