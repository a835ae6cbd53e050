internal import AnnealFoundation
internal import AnnealSpecs

/// Finds what each unit of work needs of the others.
struct DependencyAnalysis {
    /// One unit needs another.
    struct Edge {
        var from: Int
        var to: Int
        /// Whether the text names it; others only follow from habits of reading and writing.
        var isStrong: Bool
        var reason: String
    }

    let units: [WorkUnit]
    let decomposer: Decomposer
    /// What every unit waits for, with the reason.
    private(set) var parents: [[Int: String]]
    /// What was left out because it would have closed a circle.
    private(set) var dropped: [(unit: Int, reason: String)] = []

    /// Analyses units.
    ///
    /// - Parameters:
    ///   - units: pieces of work in the order of the document.
    ///   - decomposer: where they come from.
    ///   - strongOnly: whether only what the text names counts.
    init(units: [WorkUnit], decomposer: Decomposer, strongOnly: Bool) {
        self.units = units
        self.decomposer = decomposer
        parents = Array(repeating: [:], count: units.count)
        var edges = namedEdges() + referenceEdges() + commandEdges()
        if !strongOnly { edges += signatureEdges() + titleEdges() + importEdges() }
        // Edges along the document's order cannot close a circle among themselves; those against it are tried after.
        for edge in edges where edge.to < edge.from { insert(edge) }
        for edge in edges where edge.to > edge.from && edge.isStrong {
            if reaches(from: edge.to, to: edge.from) {
                dropped.append(
                    (edge.from, "A circle was avoided: not waiting although " + edge.reason.lowercasingFirst))
            } else {
                insert(edge)
            }
        }
    }

    private mutating func insert(_ edge: Edge) {
        if parents[edge.from][edge.to] == nil { parents[edge.from][edge.to] = edge.reason }
    }

    /// Whether a unit waits for another, directly or not.
    private func reaches(from start: Int, to goal: Int) -> Bool {
        var seen: Set<Int> = []
        var open = [start]
        while let node = open.popLast() {
            if node == goal { return true }
            guard seen.insert(node).inserted else { continue }
            open += parents[node].keys
        }
        return false
    }

    private func id(_ unit: Int) -> String {
        units[unit].requirements.map { decomposer.document.requirements[$0].id.rawValue }.joined(separator: ", ")
    }

    /// Names that another unit provides, changes of names included.
    private func namedEdges() -> [Edge] {
        var providers: [String: Int] = [:]
        for (index, unit) in units.enumerated() {
            for claim in unit.claims where providers[claim.name] == nil { providers[claim.name] = index }
        }
        var edges: [Edge] = []
        for (index, unit) in units.enumerated() {
            var seen: Set<String> = []
            let isShared = units.contains { $0.requirements == unit.requirements && $0.files != unit.files }
            for requirement in unit.requirements {
                for mention in decomposer.proses[requirement].mentions where seen.insert(mention.name).inserted {
                    guard let provider = providers[mention.name], provider != index else { continue }
                    let isOwn = units[provider].requirements == unit.requirements
                    if isShared && isOwn && !unit.isCommand && provider > index { continue }
                    let reason = "It needs `\(mention.name)` of \(id(provider))."
                    edges.append(Edge(from: index, to: provider, isStrong: true, reason: reason))
                }
            }
            for claim in unit.claims {
                guard let provider = providers[claim.name], provider != index else { continue }
                edges.append(
                    Edge(
                        from: index, to: provider, isStrong: true,
                        reason: "It changes `\(claim.name)` of \(id(provider))."))
            }
        }
        return edges
    }

    /// Requirements that the text refers to.
    private func referenceEdges() -> [Edge] {
        var unitsOf: [RequirementID: [Int]] = [:]
        for (index, unit) in units.enumerated() {
            for requirement in unit.requirements {
                unitsOf[decomposer.document.requirements[requirement].id, default: []].append(index)
            }
        }
        var edges: [Edge] = []
        for (index, unit) in units.enumerated() {
            for requirement in unit.requirements {
                for reference in decomposer.document.requirements[requirement].references {
                    for other in unitsOf[reference] ?? [] where other != index {
                        edges.append(
                            Edge(from: index, to: other, isStrong: false, reason: "The text refers to \(reference)."))
                    }
                }
            }
        }
        return edges
    }

    /// A command line uses the library: its own requirement's part, and all of it where the program is new.
    private func commandEdges() -> [Edge] {
        let isNew = decomposer.repository.commandLineFile == nil
        var edges: [Edge] = []
        for (index, unit) in units.enumerated() where unit.isCommand {
            for (other, part) in units.enumerated() where other != index && !part.isCommand {
                guard isNew || part.requirements == unit.requirements else { continue }
                edges.append(
                    Edge(
                        from: index, to: other, isStrong: true,
                        reason: "The command line uses the part of \(id(other))."))
            }
        }
        return edges
    }

    /// A function that takes all parameters of an earlier one probably calls it; a parameter that is called like
    /// a type or a module needs that.
    private func signatureEdges() -> [Edge] {
        var types: [String: Int] = [:]
        for (index, unit) in units.enumerated() {
            for claim in unit.claims where claim.isType && !claim.isChange {
                if types[claim.name.lowercased()] == nil { types[claim.name.lowercased()] = index }
            }
        }
        var edges: [Edge] = []
        for (index, unit) in units.enumerated() {
            let parameters = Set(unit.claims.flatMap(\.parameters))
            for parameter in parameters.sorted() {
                guard let other = types[parameter.lowercased()], other != index else { continue }
                edges.append(
                    Edge(
                        from: index, to: other, isStrong: false,
                        reason: "Its parameter `\(parameter)` comes from \(id(other))."))
            }
            guard parameters.count > 1 else { continue }
            for other in units.indices.prefix(index).suffix(64) {
                guard let claim = units[other].claims.first(where: { !$0.isType && $0.parameters.count > 1 }),
                    parameters.isSuperset(of: claim.parameters)
                else { continue }
                edges.append(
                    Edge(
                        from: index, to: other, isStrong: false,
                        reason: "It takes all that `\(claim.name)` of \(id(other)) takes."))
            }
        }
        return edges
    }

    /// A text that contains the title of an earlier requirement speaks of it.
    private func titleEdges() -> [Edge] {
        let titles = units.map { unit -> String? in
            guard let first = unit.requirements.first else { return nil }
            let title = decomposer.document.requirements[first].title.lowercased()
            let words = title.split(separator: " ").count
            return words > 1 && words < 5 && !title.contains("`") ? title : nil
        }
        var edges: [Edge] = []
        for (index, unit) in units.enumerated() {
            let text = unit.requirements.map { decomposer.proses[$0].prose.lowercased() }.joined(separator: " ")
            for other in units.indices.prefix(index).suffix(64) {
                guard units[other].requirements != unit.requirements, let title = titles[other], text.contains(title)
                else { continue }
                edges.append(
                    Edge(
                        from: index, to: other, isStrong: false, reason: "The text speaks of \(id(other)), “\(title)”.")
                )
            }
        }
        return edges
    }

    /// A file that imports another waits for the changes of that one.
    private func importEdges() -> [Edge] {
        var writers: [String: [Int]] = [:]
        for (index, unit) in units.enumerated() { for file in unit.files { writers[file, default: []].append(index) } }
        var edges: [Edge] = []
        for (index, unit) in units.enumerated() {
            for file in unit.files {
                for imported in decomposer.repository.imports[file] ?? [] where !unit.files.contains(imported) {
                    for other in writers[imported] ?? [] where other != index {
                        edges.append(
                            Edge(
                                from: index, to: other, isStrong: false,
                                reason: "\(file) imports \(imported), which \(id(other)) changes."))
                    }
                }
            }
        }
        return edges
    }
}

extension String {
    /// The text with its first letter in lower case.
    var lowercasingFirst: String { prefix(1).lowercased() + dropFirst() }
}
