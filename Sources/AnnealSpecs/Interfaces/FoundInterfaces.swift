/// Interfaces in their order, each once, the one with a signature preferred.
struct FoundInterfaces {
    private(set) var interfaces: [Interface] = []
    private var positions: [Key: Int] = [:]

    private struct Key: Hashable {
        var kind: Interface.Kind
        var name: String
    }

    /// Adds an interface, or what it tells of one that is there. Complexity: O(1) on average.
    mutating func add(_ interface: Interface) {
        guard let position = position(interface.kind, interface.name) else {
            interfaces.append(interface)
            return
        }
        if interfaces[position].signature == nil, interface.signature != nil { interfaces[position] = interface }
        if interfaces[position].qualifier == nil { interfaces[position].qualifier = interface.qualifier }
    }

    /// Whether an interface is there, and another without a signature would tell nothing new of it.
    mutating func isComplete(_ kind: Interface.Kind, _ name: String) -> Bool {
        position(kind, name).map { interfaces[$0].qualifier != nil } ?? false
    }

    /// Most requirements name a handful, among which searching is faster than hashing.
    private mutating func position(_ kind: Interface.Kind, _ name: String) -> Int? {
        if interfaces.count <= 12 { return interfaces.firstIndex { $0.kind == kind && $0.name == name } }
        for index in positions.count..<interfaces.count {
            positions[Key(kind: interfaces[index].kind, name: interfaces[index].name)] = index
        }
        return positions[Key(kind: kind, name: name)]
    }
}
