import AnnealFoundation
import AnnealTesting
import NIOCore
import Testing

@testable import AnnealBackends

@Suite("PackStream", .tags(.unit))
struct PackStreamTests {
    static func bytes(_ value: BoltValue) throws -> [UInt8] {
        var encoder = PackStreamEncoder()
        try encoder.write(value)
        return Array(encoder.bytes.readableBytesView)
    }

    static func value(_ bytes: [UInt8]) throws -> BoltValue {
        var decoder = PackStreamDecoder(ByteBuffer(bytes: bytes))
        return try decoder.value()
    }

    static func bytes(_ hex: String) -> [UInt8] { hex.split(separator: " ").compactMap { UInt8($0, radix: 16) } }

    /// Examples of the specification, and the ends of each width.
    static let examples: [(BoltValue, String)] = [
        (.null, "C0"), (true, "C3"), (false, "C2"),
        (1, "01"), (42, "2A"), (-1, "FF"), (-16, "F0"), (127, "7F"), (-17, "C8 EF"), (-128, "C8 80"),
        (128, "C9 00 80"), (1234, "C9 04 D2"), (-129, "C9 FF 7F"), (32_767, "C9 7F FF"), (-32_768, "C9 80 00"),
        (32_768, "CA 00 00 80 00"), (-32_769, "CA FF FF 7F FF"), (2_147_483_647, "CA 7F FF FF FF"),
        (2_147_483_648, "CB 00 00 00 00 80 00 00 00"), (.integer(.min), "CB 80 00 00 00 00 00 00 00"),
        (.integer(.max), "CB 7F FF FF FF FF FF FF FF"),
        (1.23, "C1 3F F3 AE 14 7A E1 47 AE"), (6.283185307179586, "C1 40 19 21 FB 54 44 2D 18"),
        (-1.1, "C1 BF F1 99 99 99 99 99 9A"), (.float(.infinity), "C1 7F F0 00 00 00 00 00 00"),
        (.bytes([]), "CC 00"), (.bytes([1, 2, 3]), "CC 03 01 02 03"),
        ("", "80"), ("A", "81 41"),
        (
            "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
            "D0 1A 41 42 43 44 45 46 47 48 49 4A 4B 4C 4D 4E 4F 50 51 52 53 54 55 56 57 58 59 5A"
        ),
        ("Größenmaßstäbe", "D0 12 47 72 C3 B6 C3 9F 65 6E 6D 61 C3 9F 73 74 C3 A4 62 65"),
        ([], "90"), ([1, 2, 3], "93 01 02 03"),
        ([1, 2.0, "three"], "93 01 C1 40 00 00 00 00 00 00 00 85 74 68 72 65 65"),
        ([:], "A0"), (["one": "eins"], "A1 83 6F 6E 65 84 65 69 6E 73"),
        (.structure(BoltStructure(tag: 0x44, [20_785])), "B1 44 C9 51 31"),
    ]

    @Test("writes and reads the examples of the specification") func vectors() throws {
        for (value, hex) in Self.examples {
            #expect(try Self.bytes(value) == Self.bytes(hex), "\(value)")
            #expect(try Self.value(Self.bytes(hex)) == value, "\(hex)")
        }
    }

    @Test(
        "writes each length with the shortest marker, and reads it back",
        arguments: [
            (15, 0x8F, 0x9F, 0xCC), (16, 0xD0, 0xD4, 0xCC), (255, 0xD0, 0xD4, 0xCC), (256, 0xD1, 0xD5, 0xCD),
            (65_535, 0xD1, 0xD5, 0xCD), (65_536, 0xD2, 0xD6, 0xCE),
        ] as [(Int, UInt8, UInt8, UInt8)])
    func lengths(count: Int, text: UInt8, list: UInt8, bytes: UInt8) throws {
        let values: [(BoltValue, UInt8)] = [
            (.string(String(repeating: "x", count: count)), text),
            (.list(Array(repeating: 7, count: count)), list),
            (.bytes(Array(repeating: 9, count: count)), bytes),
        ]
        for (value, marker) in values {
            let written = try Self.bytes(value)
            #expect(written.first == marker)
            #expect(try Self.value(written) == value)
        }
        let names = (0..<count).map { ("n\($0)", BoltValue.integer(Int64($0))) }
        let map = BoltValue.map(Dictionary(uniqueKeysWithValues: names))
        #expect(try Self.value(Self.bytes(map)) == map)
    }

    @Test("reads numbers and lengths in longer forms than needed") func longForms() throws {
        #expect(try Self.value(Self.bytes("CB 00 00 00 00 00 00 00 01")) == 1)
        #expect(try Self.value(Self.bytes("D2 00 00 00 01 41")) == "A")
        #expect(try Self.value(Self.bytes("DA 00 00 00 01 81 41 C0")) == ["A": .null])
    }

    @Test(
        "refuses what is none",
        arguments: [
            "", "C4", "DC", "C7", "EF", "81", "C1 00", "CB 00", "D2 FF FF FF FF", "D6 FF FF FF FF 01", "DA FF FF FF FF",
            "CE FF FF FF FF 00", "D4 02 01", "A1 01 01", "A1 81 41", "81 FF", "82 C3 28", "B1", "B2 4E 01",
            "D6 00 98 96 80 00",
        ])
    func malformed(hex: String) {
        let error = #expect(throws: BackendError.self) { try Self.value(Self.bytes(hex)) }
        #expect(error?.code == .malformed)
    }

    @Test("refuses values that lie too deep in one another, and more values than a message may have") func limits() {
        for marker: UInt8 in [0x91, 0xB1] {
            let deep = Array(repeating: marker == 0x91 ? [0x91] : [0xB1, 0x01] as [UInt8], count: 100_000).flatMap(
                \.self)
            #expect(throws: BackendError.self) { try Self.value(deep) }
        }
        let count = PackStreamDecoder.Limits.values
        var many: [UInt8] = [0xD6, 0, 0, 0, 0] + Array(repeating: 0, count: count)
        for index in 0..<4 { many[1 + index] = UInt8(truncatingIfNeeded: count >> (24 - 8 * index)) }
        let error = #expect(throws: BackendError.self) { try Self.value(many) }
        #expect(error?.message.contains("4000000") == true)
        var nested: BoltValue = 1
        for _ in 0..<PackStreamDecoder.Limits.depth { nested = [nested] }
        #expect(throws: Never.self) { try Self.value(Self.bytes(nested)) }
        #expect(throws: BackendError.self) { try Self.bytes([nested]) }
        let wide = BoltStructure(tag: 1, Array(repeating: .null, count: 16))
        #expect(throws: BackendError.self) { try Self.bytes(.structure(wide)) }
    }

    /// A value made from a seed.
    static func value(_ random: inout SplitMix64, depth: Int = 0) -> BoltValue {
        switch Int.random(in: 0..<(depth > 4 ? 6 : 9), using: &random) {
        case 0: return .null
        case 1: return .bool(Bool.random(using: &random))
        case 2: return .integer(Int64(truncatingIfNeeded: random.next()) >> Int64.random(in: 0..<64, using: &random))
        case 3: return .float(Double.random(in: -1e9...1e9, using: &random))
        case 4: return .string(String(repeating: "zä😀", count: Int.random(in: 0..<20, using: &random)))
        case 5: return .bytes((0..<Int.random(in: 0..<40, using: &random)).map { UInt8($0) })
        case 6: return .list((0..<Int.random(in: 0..<20, using: &random)).map { _ in value(&random, depth: depth + 1) })
        case 7:
            let names = (0..<Int.random(in: 0..<20, using: &random)).map { "k\($0)" }
            return .map(
                Dictionary(uniqueKeysWithValues: names.map { ($0, value(&random, depth: depth + 1)) }))
        default:
            let fields = (0..<Int.random(in: 0..<8, using: &random)).map { _ in value(&random, depth: depth + 1) }
            return .structure(BoltStructure(tag: UInt8.random(in: 0...255, using: &random), fields))
        }
    }

    @Test("gives back what was written, and refuses every part of it and goes on after changes")
    func changes() throws {
        var random = SplitMix64(seed: 7)
        var refused = 0
        for _ in 0..<300 {
            let value = Self.value(&random)
            let bytes = try Self.bytes(value)
            #expect(try Self.value(bytes) == value)
            for _ in 0..<10 where bytes.count > 1 {
                let part = bytes.prefix(Int.random(in: 0..<bytes.count, using: &random))
                #expect(throws: BackendError.self) { try Self.value(Array(part)) }
                var changed = bytes
                changed[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
                do { _ = try Self.value(changed) } catch let error as BackendError {
                    #expect(error.code == .malformed)
                    refused += 1
                }
            }
        }
        #expect(refused > 100)
    }
}
