internal import Synchronization

/// The questions of a run that nobody was there to answer.
final class UnansweredQuestions: Sendable {
    /// Questions that are kept of a run: a model may ask without end.
    private static let most = 200

    private let questions = Mutex<[UnansweredQuestion]>([])

    /// Those of a task, in their order.
    func of(_ task: String?) -> [UnansweredQuestion] { questions.withLock { $0.filter { $0.task == task } } }

    /// Keeps a question, unless it is there already.
    func note(_ question: UnansweredQuestion) {
        questions.withLock { questions in
            guard questions.count < Self.most, !questions.contains(question) else { return }
            questions.append(question)
        }
    }
}
