internal import AnnealFoundation
internal import AnnealSafety

extension Redactor {
    /// Puts marks in the place of secrets in every text of a value. Names of members stay. Complexity: O(n).
    ///
    /// - Parameter value: any JSON value.
    /// - Returns: the value with marks.
    func redacted(_ value: JSONValue) -> JSONValue {
        switch value {
        case .string(let text): .string(redact(text).text)
        case .array(let values): .array(values.map { redacted($0) })
        case .object(let members): .object(members.mapValues { redacted($0) })
        default: value
        }
    }
}
