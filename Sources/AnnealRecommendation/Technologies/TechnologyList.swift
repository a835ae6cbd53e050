internal import Foundation

/// The technologies that stacks are made of.
public struct TechnologyList: Sendable {
    /// In the list's order.
    public let technologies: [Technology]
    private let places: [String: Int]

    /// The list that the module brings along.
    ///
    /// - Returns: the technologies.
    /// - Throws: `RecommendationError` when it cannot be read, which tests rule out.
    public static func own() throws -> TechnologyList { try TechnologyList(technologiesText, source: "technologies") }

    /// Reads a list: a technology a line, in ten columns between `|`; lines that begin with `#` are notes.
    ///
    /// - Parameters:
    ///   - text: the lines.
    ///   - source: its name, for errors.
    /// - Throws: `RecommendationError` with the line for columns that are missing, marks that are none, a name that
    ///   comes twice, and one that is referred to but not there.
    public init(_ text: String, source: String) throws {
        var technologies: [Technology] = []
        var places: [String: Int] = [:]
        var lines: [Int] = []
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let line = line.trimmingCharacters(in: .whitespaces)
            guard !line.isEmpty, !line.hasPrefix("#") else { continue }
            let place = "\(source):\(index + 1)"
            let technology = try Self.technology(line, place: place)
            guard places.updateValue(technologies.count, forKey: technology.name) == nil else {
                throw Self.error("\(technology.name) is there twice", place)
            }
            technologies.append(technology)
            lines.append(index + 1)
        }
        for (technology, line) in zip(technologies, lines) {
            let others = technology.needs.flatMap { $0 } + technology.worksWith + technology.excludes
            if let missing = others.first(where: { places[$0] == nil }) {
                throw Self.error("\(technology.name) refers to \(missing), which is not there", "\(source):\(line)")
            }
        }
        self.technologies = technologies
        self.places = places
    }

    /// The technology of a name.
    public subscript(name: String) -> Technology? { places[name].map { technologies[$0] } }

    private static func technology(_ line: String, place: String) throws -> Technology {
        let columns = line.split(separator: "|", omittingEmptySubsequences: false).map {
            $0.trimmingCharacters(in: .whitespaces)
        }
        guard columns.count == 10, !columns[0].isEmpty, !columns[1].isEmpty else {
            throw error("the line has \(columns.count) columns, or no name or role", place)
        }
        let marks = columns[5].split(separator: " ").compactMap { Double($0) }
        guard let maturity = Int(columns[4]), (1...5).contains(maturity), marks.count == 5,
            marks.allSatisfy({ (1...5).contains($0) })
        else { throw error("maturity and the five marks are numbers from 1 to 5", place) }
        func names(_ column: Int) -> [String] { columns[column].split(separator: " ").map(String.init) }
        return Technology(
            name: columns[0], role: columns[1], languages: names(2), licence: columns[3], maturity: maturity,
            marks: AxisMarks(marks), needs: needs(columns[6]), worksWith: names(7), excludes: names(8),
            words: names(9))
    }

    /// `a OR b c` is one of a and b, and c.
    private static func needs(_ text: String) -> [[String]] {
        var needs: [[String]] = []
        var joins = false
        for word in text.split(separator: " ").map(String.init) {
            if word == "OR" {
                joins = true
            } else if joins, !needs.isEmpty {
                needs[needs.count - 1].append(word)
                joins = false
            } else {
                needs.append([word])
            }
        }
        return needs
    }

    private static func error(_ message: String, _ place: String) -> RecommendationError {
        RecommendationError(
            message: message, place: place,
            remedy: "write name | role | languages | licence | maturity | marks | needs | works with | excludes | words"
        )
    }
}
