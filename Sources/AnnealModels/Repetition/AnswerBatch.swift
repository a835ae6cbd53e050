/// Several answers to one request as they come, and whether the rest of them is worth waiting for.
///
/// A batch takes as long as its longest answer. So it is ended when nothing is open but answers that go round in
/// circles, or are three times as long as the longest complete one while half of the answers are complete.
struct AnswerBatch: Sendable {
    private struct Answer: Sendable {
        var text = ""
        var detector = RepetitionDetector()
        var goesRound = false
        var hasEnded = false
    }

    /// How much longer than the longest complete answer an open one may be: thrice, and this many bytes.
    private static let patience = 400

    private var answers: [Answer]

    init(count: Int) { answers = Array(repeating: Answer(), count: count) }

    /// Whether a reader of these events ends the batch before its end.
    static func cuts(_ events: [ChatEvent], count: Int) -> Bool {
        var batch = AnswerBatch(count: count)
        return events.contains { batch.take($0) }
    }

    /// Takes the next event.
    ///
    /// - Returns: whether nothing that is still open is worth waiting for.
    mutating func take(_ event: ChatEvent) -> Bool {
        switch event {
        case .text(let piece): add(piece, to: 0)
        case .alternative(let index, let piece): add(piece, to: index)
        case .ended(let index): if answers.indices.contains(index) { answers[index].hasEnded = true }
        case .reasoning, .finished: return false
        }
        return isHopeless
    }

    /// Whether an answer is complete.
    var hasComplete: Bool { answers.contains(where: \.hasEnded) }

    /// The answers that came, in their order: complete ones, and of those that went round what stands before the first
    /// repetition. One that was merely too long is left out.
    var texts: [String] {
        answers.compactMap { answer in
            if answer.hasEnded { return answer.text }
            guard answer.goesRound else { return nil }
            return String(decoding: answer.text.utf8.dropLast(answer.detector.superfluous), as: UTF8.self)
        }
    }

    private mutating func add(_ piece: String, to index: Int) {
        guard answers.indices.contains(index), !answers[index].goesRound else { return }
        answers[index].text += piece
        answers[index].goesRound = answers[index].detector.take(piece)
    }

    private var isHopeless: Bool {
        let open = answers.filter { !$0.hasEnded }
        guard !open.isEmpty else { return false }
        let ended = answers.filter(\.hasEnded)
        let longest = ended.map(\.text.utf8.count).max() ?? 0
        let isLate = ended.count * 2 >= answers.count && longest > 0
        return open.allSatisfy { answer in
            answer.goesRound || (isLate && answer.text.utf8.count > 3 * longest + Self.patience)
        }
    }
}
