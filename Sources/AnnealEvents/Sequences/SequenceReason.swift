/// What is most unexpected about a session, and where.
public struct SequenceReason: Sendable, Hashable, Codable {
    /// Which of the models was surprised.
    public enum Model: String, Sendable, Hashable, Codable, CaseIterable {
        /// How often kinds occur.
        case counts
        /// Which kinds occur together.
        case company
        /// Which kind comes before which.
        case order
        /// What follows on what.
        case transitions
    }

    /// The model that was surprised most.
    public var model: Model
    /// The event's place in the session, from 1; one past the last for the end; `nil` when no single place is at fault.
    public var position: Int?
    /// The kind of the event that is not expected, or that is missing; `nil` for the session's end.
    public var event: String?
    /// In a sentence, with what is usual.
    public var text: String

    /// Creates a reason.
    public init(model: Model, position: Int? = nil, event: String? = nil, text: String) {
        self.model = model
        self.position = position
        self.event = event
        self.text = text
    }
}
