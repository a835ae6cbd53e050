import AnnealContext
import AnnealFoundation
import Foundation

/// A query of a file of queries.
struct SearchQuery {
    let id: String
    let query: String

    /// Reads a file of JSON lines with `id` and `query`; other members are passed over.
    ///
    /// - Throws: `IndexError` that names the line.
    static func read(path: String) throws -> [SearchQuery] {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw IndexError(
                code: .query, message: "the file of queries cannot be read", place: path,
                remedy: "give a file with one JSON object a line")
        }
        var queries: [SearchQuery] = []
        for (number, line) in data.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated()
        where !line.isEmpty {
            let value = try? JSONDecoder().decode(JSONValue.self, from: Data(line))
            guard let value, let query = value["query"]?.stringValue,
                let id = value["id"]?.stringValue ?? value["id"]?.intValue.map(String.init)
            else {
                throw IndexError(
                    code: .query, message: "a line is no JSON object with \"id\" and \"query\"",
                    place: "\(path):\(number + 1)", remedy: "write {\"id\": \"1\", \"query\": \"…\"}")
            }
            queries.append(SearchQuery(id: id, query: query))
        }
        return queries
    }
}
