import AnnealFoundation

/// What a check of this machine found.
struct Finding: Sendable, Hashable, Codable {
    /// How serious it is.
    enum Status: String, Sendable, Hashable, Codable {
        /// As it should be.
        case ok
        /// Something works less well, or will be fetched when it is needed.
        case warn
        /// Runs do not work like this.
        case fail
    }

    /// The topic: `git`, `sandbox`, `python`, ….
    var check: String
    /// How serious it is.
    var status: Status
    /// What was found.
    var message: String
    /// How to mend it; `nil` when there is nothing to mend.
    var remedy: String?

    /// Everything is as it should be.
    static func ok(_ check: String, _ message: String) -> Finding {
        Finding(check: check, status: .ok, message: message)
    }

    /// Something works less well.
    static func warn(_ check: String, _ message: String, remedy: String) -> Finding {
        Finding(check: check, status: .warn, message: message, remedy: remedy)
    }

    /// Runs do not work like this.
    static func fail(_ check: String, _ message: String, remedy: String) -> Finding {
        Finding(check: check, status: .fail, message: message, remedy: remedy)
    }
}
