public import AnnealFoundation
internal import Foundation

extension CloudEvent {
    /// The attributes that have a property of their own.
    static let ownAttributes: Set<String> = [
        "specversion", "id", "source", "type", "time", "subject", "datacontenttype", "dataschema", "run", "task",
        "sequence", "severity", "module", "correlation", "data",
    ]

    /// The event in CloudEvents' JSON format, structured mode.
    public var json: JSONValue {
        var members = extensions
        members["specversion"] = "1.0"
        members["id"] = .string(id)
        members["source"] = .string(source)
        members["type"] = .string(type)
        members["time"] = .string(Self.text(of: time))
        members["subject"] = subject.map { .string($0) }
        members["datacontenttype"] = "application/json"
        members["dataschema"] = dataSchema.map { .string($0) }
        members["run"] = run.map { .string($0.rawValue) }
        members["task"] = task.map { .string($0.rawValue) }
        // The extension `sequence` is a text that sorts as the number does.
        members["sequence"] = sequence.map { .string(Self.padded($0)) }
        members["severity"] = .string(severity.name)
        members["module"] = module.map { .string($0) }
        members["correlation"] = correlation.map { .string($0) }
        members["data"] = data
        return .object(members)
    }

    /// The event as one line of JSON with sorted keys.
    public var line: String { JSONBytes.text(json) }

    /// Reads an event in CloudEvents' JSON format.
    ///
    /// - Parameters:
    ///   - line: one JSON object.
    ///   - place: the name for errors, such as a file and its line.
    /// - Throws: `EventLogError` when it is not JSON, an attribute that must be there is missing, or one has a value
    ///   that it may not have.
    public init(parsing line: String, at place: String? = nil) throws(EventLogError) {
        guard let value = try? JSONValue(parsing: line), case .object(let members) = value else {
            throw Self.malformed("the event is no JSON object", place)
        }
        func text(_ name: String) throws(EventLogError) -> String? {
            guard let value = members[name], value != .null else { return nil }
            guard let text = value.stringValue, !text.isEmpty else {
                throw Self.malformed("the event's attribute '\(name)' is no text", place)
            }
            return text
        }
        func needed(_ name: String) throws(EventLogError) -> String {
            guard let text = try text(name) else {
                throw Self.malformed("the event has no attribute '\(name)'", place)
            }
            return text
        }
        guard try needed("specversion") == "1.0" else {
            throw Self.malformed("the event is of a version of CloudEvents that is not 1.0", place)
        }
        guard let time = Self.time(of: try needed("time")) else {
            throw Self.malformed("the event's attribute 'time' is no time of RFC 3339", place)
        }
        try self.init(type: needed("type"), source: needed("source"), time: time, id: needed("id"))
        subject = try text("subject")
        dataSchema = try text("dataschema")
        run = try text("run").map { RunID($0) }
        task = try text("task").map { TaskID($0) }
        if let name = try text("severity") {
            guard let severity = EventSeverity(name: name) else {
                throw Self.malformed("the event's severity '\(name)' is not known", place)
            }
            self.severity = severity
        }
        module = try text("module") ?? module
        correlation = try text("correlation")
        if let value = members["sequence"] {
            guard let number = value.intValue ?? value.stringValue.flatMap({ Int($0) }), number > 0 else {
                throw Self.malformed("the event's attribute 'sequence' is no number from 1", place)
            }
            sequence = number
        }
        data = members["data"] ?? .null
        extensions = members.filter { !Self.ownAttributes.contains($0.key) }
        if let name = extensions.keys.first(where: { !Self.isAttributeName($0) }) {
            throw Self.malformed("'\(name)' is no name of an attribute: small letters and digits alone", place)
        }
    }

    /// A time in RFC 3339 with milliseconds, UTC.
    static func text(of time: Date) -> String { time.formatted(format) }

    static func time(of text: String) -> Date? {
        (try? Date(text, strategy: format)) ?? (try? Date(text, strategy: .iso8601))
    }

    private static let format = Date.ISO8601FormatStyle(includingFractionalSeconds: true)

    private static func padded(_ number: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, 10 - text.utf8.count)) + text
    }

    private static func isAttributeName(_ name: String) -> Bool {
        !name.isEmpty && name.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) }
    }

    private static func malformed(_ message: String, _ place: String?) -> EventLogError {
        EventLogError(
            code: .malformed, message: message, place: place,
            remedy: "give one CloudEvents 1.0 object in JSON, with specversion, id, source, type and time")
    }
}
