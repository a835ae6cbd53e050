internal import Foundation

/// A set of series as files hold them: a JSON object a line.
public struct CausalInput: Sendable {
    /// What the set is called; its line when it has no name.
    public let id: String
    /// The measurements of normal times.
    public let series: MultivariateSeries
    /// The measurements around an incident, if there was one.
    public let incident: MultivariateSeries?
    /// The time of `incident` that the incident began at, if it is known.
    public let start: Int?
    /// Where the set stands.
    public let place: String

    /// Reads all sets of an input.
    ///
    /// - Parameter input: a JSON object a line, with `series` and optionally `id`, `names` and `incident`.
    /// - Returns: the sets in order.
    /// - Throws: `EventInputError` with file and line where something is not as it must be.
    public static func read(_ input: EventInput) throws -> [CausalInput] {
        var sets: [CausalInput] = []
        for (index, line) in input.lines.enumerated() where input.bytes[line].contains(where: { $0 > 0x20 }) {
            sets.append(try CausalInput(input.bytes[line], line: index + 1, of: input.name))
        }
        guard !sets.isEmpty else {
            throw EventInputError(
                message: "there is no series in the file", place: input.name,
                remedy: "give a JSON object a line; `anneal help events causal` shows one")
        }
        return sets
    }

    private struct Incident: Decodable {
        var series: [[Double?]]
        var start: Int?
    }

    private struct Written: Decodable {
        var id: String?
        var names: [String]?
        var series: [[Double?]]
        var incident: Incident?
    }

    private init(_ bytes: ArraySlice<UInt8>, line: Int, of name: String) throws {
        place = "\(name):\(line)"
        let written: Written
        do {
            written = try Self.decoded(String(decoding: bytes, as: UTF8.self))
        } catch {
            throw EventInputError(
                message:
                    "the line is no JSON object with a list of numbers for each variable as \"series\"\(Self.hint(error))",
                place: place, remedy: "numbers that are missing are null; NaN and Infinity are no JSON")
        }
        id = written.id ?? "\(line)"
        do {
            series = try MultivariateSeries(Self.numbers(written.series), names: written.names)
            incident = try written.incident.map {
                try MultivariateSeries(Self.numbers($0.series), names: written.names)
            }
        } catch let error as CausalError {
            throw EventInputError(message: error.message, place: place, remedy: error.remedy)
        }
        start = written.incident?.start
    }

    /// Python and others write NaN and Infinity, which are no JSON; they are read as gaps, so that the error names them.
    private static func decoded(_ text: String) throws -> Written {
        do {
            return try JSONDecoder().decode(Written.self, from: Data(text.utf8))
        } catch {
            var patched = text
            for word in ["-Infinity", "Infinity", "NaN"] { patched = patched.replacing(word, with: "null") }
            guard patched != text, let written = try? JSONDecoder().decode(Written.self, from: Data(patched.utf8))
            else {
                throw error
            }
            return written
        }
    }

    private static func numbers(_ written: [[Double?]]) -> [[Double]] { written.map { $0.map { $0 ?? .nan } } }

    private static func hint(_ error: any Error) -> String {
        guard let error = error as? DecodingError else { return "" }
        switch error {
        case .keyNotFound(let key, _): return ": \(key.stringValue) is missing"
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            let path = context.codingPath.map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue }.joined(separator: " ")
            return path.isEmpty ? "" : ": \(path) is of another type"
        default: return ""
        }
    }
}
