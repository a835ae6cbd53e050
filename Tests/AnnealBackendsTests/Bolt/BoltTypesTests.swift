import AnnealTesting
import Testing

@testable import AnnealBackends

@Suite("Graphs, moments and places over Bolt", .tags(.unit))
struct BoltTypesTests {
    static func node(_ id: Int64) -> BoltStructure {
        BoltStructure(tag: 0x4E, [.integer(id), ["Task"], ["n": .integer(id)], .string("4:x:\(id)")])
    }

    static func unbound(_ id: Int64) -> BoltValue {
        .structure(BoltStructure(tag: 0x72, [.integer(id), "NEEDS", [:], .string("5:x:\(id)")]))
    }

    @Test("nodes and relationships have identifiers as texts from Bolt 5 on") func identifiers() throws {
        let node = try #require(BoltNode(Self.node(7)))
        #expect(node.id == 7 && node.labels == ["Task"] && node.properties == ["n": 7] && node.elementID == "4:x:7")
        let old = try #require(BoltNode(BoltStructure(tag: 0x4E, [7, [], [:]])))
        #expect(old.elementID == "7")
        let fields: [BoltValue] = [1, 2, 3, "NEEDS", ["hard": true]]
        let bare = try #require(BoltRelationship(BoltStructure(tag: 0x52, fields)))
        #expect(bare.start == 2 && bare.end == 3 && bare.type == "NEEDS" && bare.elementID == "1")
        let full = try #require(BoltRelationship(BoltStructure(tag: 0x52, fields + ["5:x:1", "4:x:2", "4:x:3"])))
        #expect(full.elementID == "5:x:1" && full.properties == ["hard": true])
        #expect(BoltNode(BoltStructure(tag: 0x4E, ["7", [], [:]])) == nil)
        #expect(BoltNode(BoltStructure(tag: 0x4E, [7, [8], [:]])) == nil)
        #expect(BoltRelationship(BoltStructure(tag: 0x52, [1, 2])) == nil)
    }

    @Test("a path goes its steps, also against the direction of a relationship and over a node twice") func path()
        throws
    {
        let nodes: BoltValue = .list([.structure(Self.node(10)), .structure(Self.node(20))])
        let relationships: BoltValue = .list([Self.unbound(1), Self.unbound(2)])
        let path = try #require(BoltPath(BoltStructure(tag: 0x50, [nodes, relationships, [1, 1, -2, 0]])))
        #expect(path.nodes.map(\.id) == [10, 20, 10])
        #expect(path.relationships.map(\.start) == [10, 10])
        #expect(path.relationships.map(\.end) == [20, 20])
        let alone = try #require(BoltPath(BoltStructure(tag: 0x50, [nodes, [], []])))
        #expect(alone.nodes.count == 1 && alone.relationships.isEmpty)
        for steps: BoltValue in [[3, 1], [0, 1], [1, 2], [1, -1], [1], [.integer(.min), 0], ["1", 1]] {
            #expect(BoltPath(BoltStructure(tag: 0x50, [nodes, relationships, steps])) == nil, "\(steps)")
        }
        #expect(BoltPath(BoltStructure(tag: 0x50, [[], [], []])) == nil)
    }

    @Test(
        "moments are told in ISO 8601",
        arguments: [
            (0x44, [0], "1970-01-01"), (0x44, [-1], "1969-12-31"), (0x44, [20_785], "2026-11-28"),
            (0x44, [11_016], "2000-02-29"), (0x44, [-719_528], "0000-01-01"), (0x44, [-719_529], "-0001-12-31"),
            (0x44, [2_932_897], "+10000-01-01"),
            (0x54, [34_200_500_000_000, 3600], "09:30:00.5+01:00"), (0x54, [0, 0], "00:00:00Z"),
            (0x54, [1, -16_230], "00:00:00.000000001-04:30:30"), (0x74, [86_399_999_999_999], "23:59:59.999999999"),
            (0x49, [0, 0, 0], "1970-01-01T00:00:00Z"), (0x49, [-1, 250_000_000, 7200], "1970-01-01T01:59:59.25+02:00"),
            (0x46, [7199, 0, 7200], "1970-01-01T01:59:59+02:00"),
            (0x69, [0, 0, "Europe/Berlin"], "1970-01-01T00:00:00Z[Europe/Berlin]"),
            (0x66, [3600, 0, "Europe/Berlin"], "1970-01-01T01:00:00[Europe/Berlin]"),
            (0x64, [86_399, 0], "1970-01-01T23:59:59"),
        ] as [(UInt8, [BoltValue], String)])
    func moments(tag: UInt8, fields: [BoltValue], text: String) {
        #expect(BoltMoment(BoltStructure(tag: tag, fields))?.description == text)
    }

    @Test("the legacy form of a moment is the same moment") func legacy() {
        #expect(
            BoltMoment(BoltStructure(tag: 0x46, [7200, 5, 3600]))
                == BoltMoment(BoltStructure(tag: 0x49, [3600, 5, 3600])))
    }

    @Test(
        "what no clock shows is refused",
        arguments: [
            (0x44, [.integer(.max)]), (0x44, [.integer(.min)]), (0x44, ["x"]), (0x54, [86_400_000_000_000, 0]),
            (0x54, [0, 90_000]), (0x74, [-1]), (0x49, [0, 1_000_000_000, 0]), (0x49, [.integer(.max), 0, 0]),
            (0x46, [.integer(.min), 0, 86_400]), (0x69, [0, 0, 0]), (0x64, [0]), (0x4E, [0]),
        ] as [(UInt8, [BoltValue])])
    func impossible(tag: UInt8, fields: [BoltValue]) {
        #expect(BoltMoment(BoltStructure(tag: tag, fields)) == nil)
    }

    @Test("lengths of time and places keep all of their parts") func measures() throws {
        let duration = try #require(BoltDuration(BoltStructure(tag: 0x45, [14, 3, 4, 500_000_000])))
        #expect(duration.description == "P14M3DT4.5S")
        let short = try #require(BoltDuration(BoltStructure(tag: 0x45, [0, 0, -1, 500_000_000])))
        #expect(short.description == "P0M0DT-0.5S")
        let whole = try #require(BoltDuration(BoltStructure(tag: 0x45, [0, -2, -3, 0])))
        #expect(whole.description == "P0M-2DT-3S")
        let least = try #require(BoltDuration(BoltStructure(tag: 0x45, [0, 0, .integer(.min), 1])))
        #expect(least.description.hasSuffix("S"))
        #expect(BoltDuration(BoltStructure(tag: 0x45, [0, 0, 0, -1])) == nil)
        let flat = try #require(BoltPoint(BoltStructure(tag: 0x58, [7203, 1.5, -2.0])))
        #expect(flat.system == 7203 && flat.x == 1.5 && flat.y == -2 && flat.z == nil)
        #expect(BoltPoint(BoltStructure(tag: 0x59, [9157, 1.0, 2.0, 3.0]))?.z == 3)
        #expect(BoltPoint(BoltStructure(tag: 0x58, [7203, 1.5])) == nil)
        #expect(BoltPoint(BoltStructure(tag: 0x58, [7203, 1.5, "x"])) == nil)
    }
}
