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
        /// What that came to.
        case missing
        /// This machine's log of events lost some.
        case dropped
        /// The graph failed.
        case experience
        /// What that came to.
        case missingExperience
        /// What other machines left there could not be read.
        case othersExperience
        /// What is told to those who watch runs did not get there: the target's name.
        case telemetry(String)
    }

    private let told = Mutex<(matters: [Matter: Int], texts: [String])>(([:], []))
    private let show: @Sendable (String) -> Void

    init(show: @escaping @Sendable (String) -> Void = { Terminal.note($0) }) { self.show = show }

    /// All that was told so far, for the report.
    var texts: [String] { told.withLock { $0.texts } }

    /// Shows a text, unless one on the same matter was shown.
    ///
    /// - Parameters:
    ///   - matter: what it is about.
    ///   - text: the text.
    ///   - count: how much was lost; where it is more than was told before, it is told again.
    func tell(_ matter: Matter, _ text: String, count: Int = 0) {
        let isNew = told.withLock { told in
            if let before = told.matters[matter], before >= count { return false }
            told.matters[matter] = count
            told.texts.append(text)
            return true
        }
        if isNew { show(text) }
    }
}
