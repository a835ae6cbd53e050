import Synchronization

/// What a run has to tell about the server that it shares things on, each matter once: a server that goes and comes back
/// all the time is no reason to fill the terminal.
final class SharedNotes: Sendable {
    /// A matter of its own.
    enum Matter: Sendable, Hashable {
        /// The settings ask for what cannot be done.
        case settings
        /// The cache's level failed.
        case answers
        /// The log failed.
        case events
        /// What that came to before the report was written, and in the end.
        case missing, missingInTheEnd
        /// This machine's log of events lost some before the report was written, and in the end.
        case dropped, droppedInTheEnd
        /// The graph failed.
        case experience
        /// What that came to.
        case missingExperience
        /// What other machines left there could not be read.
        case othersExperience
        /// What is told to those who watch runs did not get there: the target's name.
        case telemetry(String)
    }

    private let told = Mutex<(matters: Set<Matter>, texts: [String])>(([], []))
    private let show: @Sendable (String) -> Void

    init(show: @escaping @Sendable (String) -> Void = { Terminal.note($0) }) { self.show = show }

    /// All that was told so far, for the report.
    var texts: [String] { told.withLock { $0.texts } }

    /// Shows a text, unless one on the same matter was shown.
    func tell(_ matter: Matter, _ text: String) {
        let isNew = told.withLock { told in
            guard told.matters.insert(matter).inserted else { return false }
            told.texts.append(text)
            return true
        }
        if isNew { show(text) }
    }
}
