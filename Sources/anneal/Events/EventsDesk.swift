import AnnealEvents
import AnnealFoundation
import Foundation

/// What commands about events need: the log of this machine.
struct EventsDesk: Sendable {
    let path: String

    /// Finds the log.
    ///
    /// - Parameters:
    ///   - path: another database; that of the state folder when not given.
    ///   - environment: the process's environment.
    init(path: String? = nil, environment: [String: String] = ProcessInfo.processInfo.environment) {
        self.path = path ?? SQLiteEventLog.file(in: StateDirectories(environment: environment)).path
    }

    /// Opens the log; one that is not there is not made by looking for it.
    ///
    /// - Throws: `EventLogError`.
    func log() throws -> SQLiteEventLog {
        guard FileManager.default.fileExists(atPath: path) else {
            throw EventLogError(
                code: .unavailable, message: "there is no log of events yet", place: path,
                remedy: "start a run; its events are written there")
        }
        return try SQLiteEventLog(path: path)
    }

    /// An event as a line for programs: its offset beside the attributes of the envelope.
    static func line(_ stored: StoredEvent, adding enhancement: JSONValue? = nil) -> String {
        guard case .object(var members) = stored.event.json else { return stored.event.line }
        members["enhancement"] = enhancement
        members["offset"] = .int(Int(stored.offset.value))
        return (try? CanonicalJSON.string(JSONValue.object(members))) ?? stored.event.line
    }

    /// An event as a line for people.
    static func text(_ stored: StoredEvent, terminal: Terminal) -> String {
        let event = stored.event
        let style: Terminal.Style =
            switch event.severity {
            case .debug: .faint
            case .info: .strong
            case .warning: .doubtful
            case .error: .bad
            }
        let place = [event.run?.rawValue, event.task?.rawValue].compactMap { $0 }.joined(separator: " ")
        let told = (event.data.objectValue ?? [:]).sorted { $0.key < $1.key }.map { "\($0.key)=\(short($0.value))" }
        return
            "\(stored.offset.value) \(event.time.formatted(.iso8601)) \(place) \(terminal.styled(event.type, style)) "
            + told.joined(separator: " ")
    }

    /// What an event is enhanced by, indented below it.
    static func text(_ enhanced: EnhancedEvent) -> String {
        let context = enhanced.context
        var lines: [String] = []
        if let elapsed = context.elapsedSeconds {
            lines.append(
                "\(rounded(elapsed)) s into the run, \(context.openTasks) tasks open, \(context.endedTasks) ended, "
                    + "\(context.warnings) warnings")
        }
        if let pattern = enhanced.pattern {
            lines.append("\(pattern.kind.rawValue) \(pattern.id), seen \(pattern.seenBefore) times before")
        }
        return (lines + expectation(enhanced)).map { "    " + $0 }.joined(separator: "\n")
    }

    /// What is to be expected after an event, and what became of similar ones.
    static func expectation(_ enhanced: EnhancedEvent) -> [String] {
        var lines: [String] = []
        if let impact = enhanced.impact {
            lines.append(
                "failure risk \(rounded(impact.failureRisk)) (\(rounded(impact.failureRiskLow)) to "
                    + "\(rounded(impact.failureRiskHigh)), \(impact.cases) cases of '\(impact.signature)')")
            if let remaining = impact.remaining {
                lines.append(
                    "to its end \(rounded(remaining.median)) s (\(rounded(remaining.low)) to \(rounded(remaining.high)) s "
                        + "in eight of ten)")
            }
            if impact.tasks.count > 1 {
                lines.append("can touch \(impact.tasks.map(\.rawValue).joined(separator: ", "))")
            }
        }
        for similar in enhanced.similar.suffix(2) {
            lines.append(
                "like \(similar.run) \(similar.task ?? "") \(similar.time.formatted(.iso8601)): "
                    + "\(similar.failed ? "failed" : "went well") after \(rounded(similar.seconds)) s")
        }
        return lines
    }

    /// A number with two digits that count, written the same way wherever the machine stands.
    static func rounded(_ number: Double) -> String {
        number.formatted(.number.precision(.significantDigits(1...2)).locale(Locale(identifier: "en_US_POSIX")))
    }

    private static func short(_ value: JSONValue) -> String {
        let text = value.stringValue ?? (try? CanonicalJSON.string(value)) ?? ""
        let line = text.replacing("\n", with: "⏎")
        return line.count > 60 ? line.prefix(59) + "…" : line
    }
}
