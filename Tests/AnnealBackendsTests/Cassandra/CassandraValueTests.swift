import AnnealTesting
import Foundation
import NIOCore
import Testing

@testable import AnnealBackends

@Suite("Values of CQL", .tags(.unit))
struct CassandraValueTests {
    static let uuid = UUID(uuidString: "00112233-4455-6677-8899-AABBCCDDEEFF") ?? UUID()
    static let spot = CassandraType.udt(
        keyspace: "anneal", name: "spot", fields: [.init(name: "x", type: .int), .init(name: "y", type: .text)])

    /// Values with their bytes, after section 6 of the specification.
    static let written: [(CassandraType, CassandraValue, [UInt8])] = [
        (.ascii, .ascii("aZ"), [0x61, 0x5A]), (.bigint, .bigint(-2), [255, 255, 255, 255, 255, 255, 255, 254]),
        (.blob, .blob([0, 255]), [0, 255]), (.blob, .blob([]), []), (.boolean, .boolean(true), [1]),
        (.boolean, .boolean(false), [0]), (.counter, .counter(1), [0, 0, 0, 0, 0, 0, 0, 1]),
        (.date, .date(0), [0x80, 0, 0, 0]), (.date, .date(.min), [0, 0, 0, 0]), (.date, .date(1), [0x80, 0, 0, 1]),
        (.date, .date(-1), [0x7F, 255, 255, 255]),
        (.decimal, .decimal(CassandraDecimal(unscaled: CassandraInteger(-129), scale: 2)), [0, 0, 0, 2, 0xFF, 0x7F]),
        (.double, .double(1), [0x3F, 0xF0, 0, 0, 0, 0, 0, 0]), (.float, .float(-2), [0xC0, 0, 0, 0]),
        (.int, .int(258), [0, 0, 1, 2]),
        (.smallint, .smallint(-2), [255, 254]), (.tinyint, .tinyint(-3), [253]), (.text, .text("ü"), [0xC3, 0xBC]),
        (.text, .text(""), []), (.time, .time(1), [0, 0, 0, 0, 0, 0, 0, 1]),
        (.timestamp, .timestamp(-1), Array(repeating: 255, count: 8)),
        (.uuid, .uuid(uuid), (0..<16).map { UInt8($0) * 0x11 }),
        (.timeuuid, .timeuuid(uuid), (0..<16).map { UInt8($0) * 0x11 }),
        (.varint, .varint(CassandraInteger(128)), [0, 0x80]),
        (.duration, .duration(CassandraDuration(months: 1, days: -2, nanoseconds: 300)), [2, 3, 0x82, 0x58]),
        (.list(.int), .list([.int(1), .null]), [0, 0, 0, 2, 0, 0, 0, 4, 0, 0, 0, 1, 255, 255, 255, 255]),
        (.set(.tinyint), .set([.tinyint(1)]), [0, 0, 0, 1, 0, 0, 0, 1, 1]),
        (
            .map(.text, .int), .map([.init(key: .text("k"), value: .int(2))]),
            [0, 0, 0, 1, 0, 0, 0, 1, 0x6B, 0, 0, 0, 4, 0, 0, 0, 2]
        ),
        (.list(.int), .list([]), [0, 0, 0, 0]),
        (.tuple([.int, .text]), .tuple([.int(1), .text("a")]), [0, 0, 0, 4, 0, 0, 0, 1, 0, 0, 0, 1, 0x61]),
        (
            spot, .udt([.init(name: "x", value: .int(1)), .init(name: "y", value: .null)]),
            [0, 0, 0, 4, 0, 0, 0, 1, 255, 255, 255, 255]
        ),
        // A type that got a field later, and one that is not known here.
        (spot, .udt([.init(name: "x", value: .int(1))]), [0, 0, 0, 4, 0, 0, 0, 1]),
        (.custom("org.example.Own"), .blob([1]), [1]),
        // No bytes are a value of their own with types that need some.
        (.int, .empty, []), (.uuid, .empty, []), (.list(.int), .empty, []),
    ]
    private func wire(_ value: CassandraValue) throws -> [UInt8] {
        var writer = CQLWriter()
        try writer.value(value)
        return Array(writer.buffer.readableBytesView)
    }

    @Test("are written and read as the specification says", arguments: Self.written)
    func samples(type: CassandraType, value: CassandraValue, bytes: [UInt8]) throws {
        let length = withUnsafeBytes(of: UInt32(bytes.count).bigEndian, Array.init)
        #expect(try wire(value) == length + bytes)
        #expect(try CassandraValue(type, from: ByteBuffer(bytes: bytes)) == value)
        #expect(try CassandraValue(type, from: nil) == .null)
        #expect(type.takes(value))
    }

    static let foreign: [(CassandraType, [UInt8])] = [
        (.int, [0, 0, 1]), (.int, [0, 0, 0, 1, 2]), (.bigint, [1]), (.ascii, [0x80]), (.text, [0xC3]),
        (.boolean, [1, 1]), (.uuid, [1, 2]), (.inet, [1, 2, 3]), (.decimal, [0, 0, 0, 1]),
        (.time, [0xFF, 0, 0, 0, 0, 0, 0, 0]), (.duration, [2, 3]), (.duration, [2, 3, 0xFF, 1]),
        (.list(.int), [0, 0, 0, 1]), (.list(.int), [0x7F, 255, 255, 255, 0, 0]), (.list(.int), [255, 255, 255, 255]),
        (.list(.int), [0, 0, 0, 1, 0, 0, 0, 9, 1]), (.list(.int), [0, 0, 0, 0, 1]),
        (.map(.int, .int), [0, 0, 0, 1, 0, 0, 0, 0]), (.tuple([.int]), [0, 0, 0, 4, 0, 0, 0, 1, 7]),
        (.tuple([.int]), [0, 0]), (spot, [0x7F, 0, 0, 0]),
    ]

    @Test("bytes that are no value of a type are told as such", arguments: Self.foreign)
    func hostile(type: CassandraType, bytes: [UInt8]) {
        let error = #expect(throws: BackendError.self) { try CassandraValue(type, from: ByteBuffer(bytes: bytes)) }
        #expect(error?.code == .malformed)
    }

    static let wholeNumbers: [(String, [UInt8])] = [
        ("0", [0x00]), ("1", [0x01]), ("127", [0x7F]), ("128", [0x00, 0x80]), ("129", [0x00, 0x81]), ("-1", [0xFF]),
        ("-128", [0x80]), ("-129", [0xFF, 0x7F]), ("-9223372036854775808", [0x80, 0, 0, 0, 0, 0, 0, 0]),
        ("9223372036854775808", [0, 0x80, 0, 0, 0, 0, 0, 0, 0]),
        ("-1267650600228229401496703205376", [0xF0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
        ("1000000000000000000000000000000", [0x0C, 0x9F, 0x2C, 0x9C, 0xD0, 0x46, 0x74, 0xED, 0xEA, 0x40, 0, 0, 0]),
    ]

    @Test("whole numbers of any size keep all digits", arguments: Self.wholeNumbers)
    func integers(text: String, bytes: [UInt8]) {
        let number = CassandraInteger(text)
        #expect(number?.bytes == bytes)
        #expect(number?.description == text)
        #expect(CassandraInteger(bytes: bytes) == number)
        #expect(number?.int64 == Int64(text))
        // More bytes than it takes are the same number.
        #expect(CassandraInteger(bytes: [text.hasPrefix("-") ? 0xFF : 0] + bytes) == number)
        for text in ["", "-", "+", "1.0", "٣", "0x1"] { #expect(CassandraInteger(text) == nil) }
    }

    static let decimalNumbers: [(String, String, Int32, String)] = [
        ("-12.340", "-12340", 3, "-12.340"), ("0.001", "1", 3, "0.001"), ("-.5", "-5", 1, "-0.5"),
        ("15", "15", 0, "15"), ("3e2", "3", -2, "3E2"), ("1.5E-3", "15", 4, "0.0015"),
        ("1E2147483647", "1", -2_147_483_647, "1E2147483647"),
        ("12345678901234567890.123456789", "12345678901234567890123456789", 9, "12345678901234567890.123456789"),
    ]

    @Test("decimal numbers are not rounded", arguments: Self.decimalNumbers)
    func decimals(text: String, digits: String, scale: Int32, shown: String) {
        let number = CassandraDecimal(text)
        #expect(number?.unscaled == CassandraInteger(digits))
        #expect(number?.scale == scale)
        #expect(number?.description == shown)
        for text in ["", ".", "1.2.3", "1e", "e5", "1e99999999999", "1.-5", "--1"] {
            #expect(CassandraDecimal(text) == nil, "\(text)")
        }
        // A scale that would take a billion zeros takes none.
        let huge = CassandraDecimal(unscaled: CassandraInteger(1), scale: .max)
        #expect(huge.description == "1E-2147483647")
        #expect(CassandraDecimal(unscaled: CassandraInteger(1), scale: .min).description == "1E2147483648")
    }

    @Test("lengths of time of every size come back")
    func durations() throws {
        var numbers: [Int64] = [0, .max, .min]
        for bit in 0..<63 { numbers += [1 << bit, -(1 << bit), (1 << bit) - 1] }
        for number in numbers {
            let (months, days) = (Int32(truncatingIfNeeded: number), Int32(truncatingIfNeeded: ~number))
            let duration = CassandraDuration(months: months, days: days, nanoseconds: number)
            #expect(try CassandraValue(.duration, from: ByteBuffer(bytes: duration.bytes)) == .duration(duration))
        }
        // 64 is the first that takes two bytes; nine is what the longest take.
        #expect(CassandraDuration(months: 63, days: -64, nanoseconds: 64).bytes == [0x7E, 0x7F, 0x80, 0x80])
        let longest = CassandraDuration(months: 0, days: 0, nanoseconds: .min)
        #expect(longest.bytes == [0, 0] + Array(repeating: 255, count: 9))
        // More months than 32 bits hold.
        #expect(throws: BackendError.self) {
            try CassandraValue(.duration, from: ByteBuffer(bytes: [0xF8, 2, 0, 0, 0, 0, 0, 0]))
        }
    }

    @Test("types are read, and no deeper than they may lie")
    func types() throws {
        func type(_ bytes: [UInt8]) throws -> CassandraType {
            var reader = CQLReader(ByteBuffer(bytes: bytes))
            return try CassandraType(from: &reader)
        }
        #expect(try type([0, 0x21, 0, 0x0D, 0, 0x20, 0, 9]) == .map(.text, .list(.int)))
        #expect(try type([0, 0x31, 0, 2, 0, 0x10, 0, 0x22, 0, 0x13]) == .tuple([.inet, .set(.smallint)]))
        #expect(
            try type([0, 0x30, 0, 1, 0x6B, 0, 1, 0x74, 0, 1, 0, 1, 0x66, 0, 2])
                == .udt(keyspace: "k", name: "t", fields: [.init(name: "f", type: .bigint)]))
        let name = Array("org.apache.cassandra.db.marshal.DurationType".utf8)
        #expect(try type([0, 0, 0, UInt8(name.count)] + name) == .duration)
        var deep: [UInt8] = []
        for _ in 0..<100_000 { deep += [0, 0x20] }
        let broken: [[UInt8]] = [deep + [0, 9], [0, 0x99], [0], [0, 0x31, 255, 255], [0, 0x30, 0, 9]]
        for bytes in broken {
            #expect(throws: BackendError.self) { try type(bytes) }
        }
        #expect(!CassandraType.int.takes(.bigint(1)))
        #expect(!CassandraType.list(.int).takes(.set([.int(1)])))
        #expect(CassandraType.text.takes(.ascii("a")))
        #expect(CassandraType.int.takes(.null))
    }

    @Test("addresses are written so that they can be reached")
    func addresses() throws {
        let four = try #require(InternetAddress(bytes: [10, 0, 0, 5]))
        let six = try #require(InternetAddress(bytes: Array(repeating: 0, count: 15) + [1]))
        #expect(four.description == "10.0.0.5")
        #expect(six.description == "0:0:0:0:0:0:0:1")
        #expect(InternetAddress(bytes: [0, 0, 0, 0])?.isUnspecified == true)
        #expect(InternetAddress(bytes: [1, 2, 3]) == nil)
        for address in [four, six] {
            let length: [UInt8] = [0, 0, 0, UInt8(address.bytes.count)]
            #expect(try wire(.inet(address)) == length + address.bytes)
            #expect(try CassandraValue(.inet, from: ByteBuffer(bytes: address.bytes)) == .inet(address))
        }
    }
}
