internal import AnnealFoundation

/// Points as InfluxDB reads them.
///
/// Source: https://docs.influxdata.com/influxdb/v1/write_protocols/line_protocol_reference/
enum LineProtocol {
    /// One point on a line.
    ///
    /// - Parameters:
    ///   - measurement: what was measured.
    ///   - tags: what it is grouped by; empty ones are left out.
    ///   - fields: what was measured; there is at least one.
    ///   - time: nanoseconds since 1970.
    /// - Returns: the line; `nil` where no field can be written.
    static func line(
        _ measurement: String, tags: [String: String], fields: [String: JSONValue], time: UInt64
    ) -> String? {
        let fields = fields.sorted { $0.key < $1.key }.compactMap { name, value in
            Self.value(value).map { "\(escaped(name, ",= "))=\($0)" }
        }
        guard !fields.isEmpty else { return nil }
        let tags = tags.sorted { $0.key < $1.key }.filter { !$0.value.isEmpty }.map {
            ",\(escaped($0.key, ",= "))=\(escaped($0.value, ",= "))"
        }
        return "\(escaped(measurement, ", "))\(tags.joined()) \(fields.joined(separator: ",")) \(time)"
    }

    /// A field's value; a field always has the same type, so that whole floating-point numbers stay such.
    private static func value(_ value: JSONValue) -> String? {
        switch value {
        case .bool(let truth): "\(truth)"
        case .int(let number): "\(number)i"
        case .double(let number): number.isFinite ? "\(number)" : nil
        case .string(let text): "\"\(marked(text, "\"\\"))\""
        case .null, .array, .object: nil
        }
    }

    private static func escaped(_ text: String, _ special: String) -> String {
        // There is no way to write a backslash before a comma, a space or an end.
        marked(text.replacing("\\", with: "/"), special)
    }

    /// A text on one line, with a backslash before each of some characters.
    ///
    /// It looks at scalars: with an accent behind it a comma is another `Character`, and still ends a tag.
    private static func marked(_ text: String, _ special: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            let scalar = Character(scalar).isNewline ? " " : scalar
            if special.unicodeScalars.contains(scalar) { result.append("\\") }
            result.append(scalar)
        }
        return String(result)
    }
}
