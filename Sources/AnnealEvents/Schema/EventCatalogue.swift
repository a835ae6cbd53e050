internal import AnnealFoundation

/// The types of events that Anneal sends: the version of their data, the part they tell of, how much they matter.
///
/// A change of `data` that an old reader would not understand gives the type a new version here; readers ask
/// `CloudEvent.version`. Types that are not listed are allowed: they are of version 1, of the part that their first word
/// names, and matter as `info`.
public enum EventCatalogue {
    /// What is known of a type.
    public struct Kind: Sendable, Hashable {
        /// The type's name.
        public var type: String
        /// The version of its data.
        public var version: Int
        /// The part of Anneal.
        public var module: String
        /// How much it matters.
        public var severity: EventSeverity

        init(_ type: String, of module: String, _ severity: EventSeverity = .info, version: Int = 1) {
            self.type = type
            self.version = version
            self.module = module
            self.severity = severity
        }
    }

    /// The known types by name.
    public static let kinds: [String: Kind] = Dictionary(uniqueKeysWithValues: listed.map { ($0.type, $0) })

    private static let listed: [Kind] = [
        Kind("run.started", of: "run"), Kind("run.planned", of: "run"), Kind("run.completed", of: "run"),
        Kind("error", of: "run", .error), Kind("events.dropped", of: "events", .warning),
        Kind("task.started", of: "task"), Kind("task.completed", of: "task"),
        Kind("item.edit", of: "task", .debug), Kind("item.check", of: "task", .debug),
        Kind("item.command", of: "task", .debug), Kind("item.note", of: "task", .debug),
        Kind("item.call.started", of: "model", .debug), Kind("item.call.completed", of: "model", .debug),
        Kind("usage", of: "model", .debug), Kind("criterion.verified", of: "verification"),
        Kind("budget.warning", of: "budget", .warning),
        Kind("guard.verdict", of: "guard"), Kind("guard.injection", of: "guard", .warning),
    ]

    /// What is known of a type, or what holds for one that is not listed.
    ///
    /// - Parameter type: the type's name.
    /// - Returns: its version, module and severity.
    public static func kind(of type: String) -> Kind {
        if let kind = kinds[type] { return kind }
        let module = type.prefix { $0 != "." }
        return Kind(type, of: String(module))
    }

    /// How much an event of a run matters: as its type does, or more when it tells of something that went wrong.
    ///
    /// - Parameter event: the event.
    /// - Returns: its severity.
    public static func severity(of event: RunEvent) -> EventSeverity {
        let usual = kind(of: event.type).severity
        switch event.type {
        case "guard.verdict": return event.data["verdict"] == "allow" ? .debug : .warning
        case "task.completed": return event.data["phase"] == "abandoned" ? .warning : usual
        case "criterion.verified": return event.data["verdict"] == "failed" ? .warning : usual
        case "run.completed": return (event.data["exitCode"]?.intValue ?? 0) == 0 ? usual : .warning
        default: return usual
        }
    }
}
