public import AnnealFoundation
public import Foundation

/// Something that was otherwise afterwards: an edit, a decision, a commit, another model.
public struct EventChange: Sendable, Hashable, Codable {
    /// What kind of change.
    public enum Kind: String, Sendable, Hashable, Codable {
        /// A file was edited.
        case edit
        /// A decision was made.
        case decision
        /// The run has another model than the one before in its repository.
        case model
        /// A task was begun with another executor.
        case executor
        /// The model is asked in another way.
        case way
        /// The result of a task came to the run's branch.
        case commit
    }

    /// What kind of change.
    public var kind: Kind
    /// The file, the decision with its choice, the model, ….
    public var name: String
    /// The task, where there is one.
    public var task: TaskID?
    /// Where its event is in the log.
    public var offset: Int
    /// Its event's identifier.
    public var event: String
    /// When.
    public var time: Date

    /// In words.
    public var text: String {
        switch kind {
        case .edit: "edit of \(name)"
        case .decision: "decision \(name)"
        case .model: "model \(name)"
        case .executor: "executor \(name)"
        case .way: "way of asking \(name)"
        case .commit: "commit of \(name)"
        }
    }

    /// Whether it stays in force until another change of its kind.
    var isStanding: Bool { kind == .model || kind == .executor || kind == .way }

    /// Whether it can have to do with a subject: a task is not touched by what another one did before it was committed.
    func concerns(_ subject: EventOutcome.Subject) -> Bool {
        guard let wanted = subject.task else { return true }
        return task == nil || task == wanted || kind == .commit
    }
}

/// An event's place, for who wants to look at it.
public struct EventPlace: Sendable, Hashable, Codable {
    /// Where it is in the log.
    public var offset: Int
    /// Its identifier.
    public var event: String
    /// When.
    public var time: Date

    init(_ stored: StoredEvent) {
        offset = Int(stored.offset.value)
        event = stored.event.id
        time = stored.event.time
    }
}
