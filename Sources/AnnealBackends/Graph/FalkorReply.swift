internal import AnnealExperience

/// What the numbers in compact answers stand for, each the place in its list.
struct FalkorNames: Sendable {
    var labels: [String] = []
    var types: [String] = []
    var properties: [String] = []
}

/// An answer of FalkorDB in the compact form: columns, rows of cells that are `[kind, value]`, and sentences about what was
/// changed; of a query that returns nothing the sentences alone.
///
/// Source: "Client specification" on docs.falkordb.com, and the server's answers.
struct FalkorReply {
    private let parts: [RedisValue]

    init(_ reply: RedisValue) { parts = reply.elements ?? [] }

    /// The words of an error, which may also stand after the rows.
    static func failure(in reply: RedisValue) -> String? {
        if case .error(let words) = reply { return words }
        for case .error(let words) in reply.elements ?? [] { return words }
        return nil
    }

    /// Whether there are nodes, relationships or paths in it.
    var hasEntities: Bool {
        guard parts.count == 3 else { return false }
        return (parts[1].elements ?? []).contains { ($0.elements ?? []).contains(where: Self.isEntity) }
    }

    private static func isEntity(_ cell: RedisValue) -> Bool {
        guard let parts = cell.elements, parts.count == 2 else { return false }
        switch parts[0].integer.flatMap(FalkorKind.init(rawValue:)) {
        case .node, .relationship, .path: return true
        case .list: return (parts[1].elements ?? []).contains(where: isEntity)
        case .map: return (parts[1].members ?? []).contains { isEntity($0.value) }
        default: return false
        }
    }

    /// The whole answer.
    ///
    /// - Parameters:
    ///   - names: what its numbers stand for.
    ///   - place: the server and the graph.
    /// - Returns: columns, rows and changes.
    /// - Throws: `ExperienceError` when it is none, or has a value that `GraphValue` has no place for.
    func result(names: FalkorNames, place: String) throws(ExperienceError) -> GraphResult {
        guard parts.count == 1 || parts.count == 3, let sentences = parts.last?.elements else {
            throw FalkorFailure.unreadable("it has \(parts.count) parts", place: place)
        }
        var result = GraphResult(changes: Self.changes(sentences.compactMap(\.text)))
        guard parts.count == 3, let columns = parts[0].elements, let rows = parts[1].elements else { return result }
        result.columns = columns.map { $0.elements?.last?.text ?? "" }
        let decoder = FalkorDecoder(names: names, place: place)
        for row in rows {
            guard let cells = row.elements, cells.count == result.columns.count else {
                throw FalkorFailure.unreadable("a row has other columns", place: place)
            }
            result.rows.append(try decoder.values(cells))
        }
        return result
    }

    /// The first column, of texts.
    func texts(place: String) throws(ExperienceError) -> [String] {
        var texts: [String] = []
        for row in try result(names: FalkorNames(), place: place).rows {
            guard case .string(let text)? = row.first else {
                throw FalkorFailure.unreadable("a name is no text", place: place)
            }
            texts.append(text)
        }
        return texts
    }

    /// Reads sentences such as `Nodes created: 2`.
    private static func changes(_ sentences: [String]) -> GraphChanges {
        var changes = GraphChanges()
        for sentence in sentences {
            let parts = sentence.split(separator: ":", maxSplits: 1)
            guard parts.count == 2, let count = Int(parts[1].drop(while: \.isWhitespace)) else { continue }
            switch parts[0] {
            case "Nodes created": changes.nodesCreated += count
            case "Nodes deleted": changes.nodesDeleted += count
            case "Relationships created": changes.relationshipsCreated += count
            case "Relationships deleted": changes.relationshipsDeleted += count
            case "Properties set", "Properties removed": changes.propertiesSet += count
            case "Labels added", "Labels removed": changes.labelsChanged += count
            default: break
            }
        }
        return changes
    }
}
