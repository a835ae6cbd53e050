/// Shapes that are equal but for their words, to find those that differ in several words at once.
///
/// Where names that no form gives away change together (a user and a host), no two lines differ in one word alone. Shapes
/// of a family are compared word by word; those that differ from a new one in the same places are its kin.
struct ShapeKin {
    /// Shapes that differ from another one in the same places.
    struct Group {
        /// The places, as bits.
        var places: UInt64
        var shapes: [TemplateShape]
        var slots: [Int32]
    }

    private struct Member {
        var shape: TemplateShape
        var slot: Int32
    }

    private struct Family {
        var members: [Member] = []
        /// Where the next member goes when the family is full.
        var next = 0
        /// Places that were found to be variable together, and what is left of the shapes without them.
        var known: [(places: UInt64, rest: UInt64)] = []
    }

    /// A shape is compared with no more than this number of others, the latest of its family.
    private static let limit = 64

    private var indices: [UInt64: Int] = [:]
    private var families: [Family] = []

    /// How many families there are.
    var count: Int { families.count }

    /// Places of a shape that are known to be variable together; 0 when there are none.
    func knownPlaces(of shape: TemplateShape) -> UInt64 {
        guard let index = indices[shape.skeleton] else { return 0 }
        return families[index].known.first { $0.rest == shape.rest(without: $0.places) }?.places ?? 0
    }

    /// Adds a shape to its family. Complexity: O(tokens).
    ///
    /// - Parameters:
    ///   - shape: the shape.
    ///   - slot: its template.
    /// - Returns: the members of the family that differ from it in two places or more, by these places.
    mutating func add(_ shape: TemplateShape, _ slot: Int32) -> [Group] {
        let key = shape.skeleton
        let index = indices[key] ?? families.count
        if index == families.count {
            indices[key] = index
            families.append(Family())
        }
        var groups: [Group] = []
        for member in families[index].members {
            let places = shape.differences(from: member.shape)
            guard places.nonzeroBitCount > 1 else { continue }
            if let known = groups.firstIndex(where: { $0.places == places }) {
                groups[known].shapes.append(member.shape)
                groups[known].slots.append(member.slot)
            } else {
                groups.append(Group(places: places, shapes: [member.shape], slots: [member.slot]))
            }
        }
        let member = Member(shape: shape, slot: slot)
        if families[index].members.count < Self.limit {
            families[index].members.append(member)
        } else {
            families[index].members[families[index].next] = member
            families[index].next = (families[index].next + 1) % Self.limit
        }
        return groups
    }

    /// Notes that places of a shape are variable together; the members that this explains are compared no more.
    mutating func settle(_ places: UInt64, of shape: TemplateShape) {
        guard let index = indices[shape.skeleton] else { return }
        let rest = shape.rest(without: places)
        families[index].known.append((places, rest))
        families[index].members.removeAll { $0.shape.rest(without: places) == rest }
        families[index].next = 0
    }

    /// Forgets all families.
    mutating func removeAll() {
        indices = [:]
        families = []
    }
}
