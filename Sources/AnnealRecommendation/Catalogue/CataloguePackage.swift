public import Foundation

/// A package that a need can be met with.
public struct CataloguePackage: Sendable, Hashable, Codable {
    /// Its name, once in a catalogue.
    public var name: String
    /// The archive's section, `libdevel` or `python`; empty when it is not known.
    public var section: String
    /// One line on what it is.
    public var summary: String
    /// What it is in full.
    public var description: String
    /// Facets like `devel::lang:python`; empty for many packages.
    public var tags: [String]

    /// Creates a package.
    ///
    /// - Parameters:
    ///   - name: its name.
    ///   - section: the archive's section.
    ///   - summary: one line.
    ///   - description: more lines.
    ///   - tags: facets.
    public init(name: String, section: String = "", summary: String, description: String = "", tags: [String] = []) {
        self.name = name
        self.section = section
        self.summary = summary
        self.description = description
        self.tags = tags
    }

    /// Reads a package; what an older catalogue may lack is empty.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        name = try container.decode(String.self, forKey: .name)
        summary = try container.decode(String.self, forKey: .summary)
        section = try container.decodeIfPresent(String.self, forKey: .section) ?? ""
        description = try container.decodeIfPresent(String.self, forKey: .description) ?? ""
        tags = try container.decodeIfPresent([String].self, forKey: .tags) ?? []
    }
}

/// Reads files of one JSON object a line.
public enum CatalogueFile {
    /// Packages, one a line.
    ///
    /// - Parameters:
    ///   - data: the file's bytes in UTF-8.
    ///   - source: its name, for errors.
    /// - Returns: the packages in the file's order.
    /// - Throws: `RecommendationError` with file and line for a line that is no package, a name that comes twice, or
    ///   when there is none.
    public static func packages(_ data: Data, source: String) throws -> [CataloguePackage] {
        var first: [String: Int] = [:]
        let remedy = #"each line is {"name", "section", "summary", "description", "tags"}"#
        let packages = try lines(data, source: source, remedy: remedy) { (package: CataloguePackage, line) in
            guard !package.name.isEmpty else {
                throw RecommendationError(
                    message: "the package has no name", place: "\(source):\(line)", remedy: remedy)
            }
            if let other = first.updateValue(line, forKey: package.name) {
                throw RecommendationError(
                    message: "the package \(package.name) is there twice, first in line \(other)",
                    place: "\(source):\(line)", remedy: "keep one of them")
            }
        }
        guard !packages.isEmpty else {
            throw RecommendationError(message: "the catalogue is empty", place: source, remedy: remedy)
        }
        return packages
    }

    /// Needs, one a line.
    ///
    /// - Parameters:
    ///   - data: the file's bytes in UTF-8.
    ///   - source: its name, for errors.
    /// - Returns: the needs in the file's order.
    /// - Throws: `RecommendationError` with file and line for a line that is no need.
    public static func needs(_ data: Data, source: String) throws -> [CatalogueNeed] {
        let remedy = #"each line is {"id", "query"}"#
        return try lines(data, source: source, remedy: remedy) { (need: CatalogueNeed, line) in
            guard need.query.contains(where: { !$0.isWhitespace }) else {
                throw RecommendationError(
                    message: "the need \(need.id) is empty", place: "\(source):\(line)", remedy: remedy)
            }
        }
    }

    private static func lines<Value: Decodable>(
        _ data: Data, source: String, remedy: String, check: (Value, Int) throws -> Void
    ) throws -> [Value] {
        let decoder = JSONDecoder()
        var values: [Value] = []
        for (index, line) in data.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
            guard line.contains(where: { $0 > 0x20 }) else { continue }
            guard let value = try? decoder.decode(Value.self, from: Data(line)) else {
                throw RecommendationError(
                    message: "the line is not what is read here", place: "\(source):\(index + 1)", remedy: remedy)
            }
            try check(value, index + 1)
            values.append(value)
        }
        return values
    }
}

/// A need in somebody's words.
public struct CatalogueNeed: Sendable, Hashable, Codable {
    /// What names it in answers.
    public var id: String
    /// The words.
    public var query: String

    /// Creates a need.
    ///
    /// - Parameters:
    ///   - id: what names it.
    ///   - query: the words.
    public init(id: String, query: String) {
        self.id = id
        self.query = query
    }
}
