internal import NIOCore

/// Writes values as PackStream, each in its shortest form.
///
/// Source: the PackStream specification, version 1, of Neo4j's Bolt documentation.
struct PackStreamEncoder {
    /// What was written.
    private(set) var bytes = ByteBuffer()

    /// The bytes of one structure, such as a message.
    static func bytes(of structure: BoltStructure) throws(BackendError) -> ByteBuffer {
        var encoder = PackStreamEncoder()
        try encoder.write(structure, depth: 0)
        return encoder.bytes
    }

    /// Writes a value.
    ///
    /// - Throws: `BackendError` with the code `usage` for what cannot be written: values that lie too deep in one another,
    ///   structures with more than 15 fields, more than 2³² - 1 elements.
    mutating func write(_ value: BoltValue) throws(BackendError) { try write(value, depth: 0) }

    private mutating func write(_ value: BoltValue, depth: Int) throws(BackendError) {
        guard depth <= PackStreamDecoder.Limits.depth else {
            throw Self.refused("values lie more than \(PackStreamDecoder.Limits.depth) deep in one another")
        }
        switch value {
        case .null: bytes.writeInteger(0xC0 as UInt8)
        case .bool(let truth): bytes.writeInteger((truth ? 0xC3 : 0xC2) as UInt8)
        case .integer(let number): write(number)
        case .float(let number):
            bytes.writeInteger(0xC1 as UInt8)
            bytes.writeInteger(number.bitPattern)
        case .bytes(let content):
            try writeHead(content.count, tiny: nil, first: 0xCC)
            bytes.writeBytes(content)
        case .string(let text): try write(text)
        case .list(let elements):
            try writeHead(elements.count, tiny: 0x90, first: 0xD4)
            for element in elements { try write(element, depth: depth + 1) }
        case .map(let members):
            try writeHead(members.count, tiny: 0xA0, first: 0xD8)
            // In order, so that equal values have equal bytes.
            for (name, member) in members.sorted(by: { $0.key < $1.key }) {
                try write(name)
                try write(member, depth: depth + 1)
            }
        case .structure(let structure): try write(structure, depth: depth + 1)
        }
    }

    private mutating func write(_ structure: BoltStructure, depth: Int) throws(BackendError) {
        guard structure.fields.count < 16 else { throw Self.refused("a structure has more than 15 fields") }
        bytes.writeInteger(0xB0 | UInt8(structure.fields.count))
        bytes.writeInteger(structure.tag)
        for field in structure.fields { try write(field, depth: depth) }
    }

    private mutating func write(_ number: Int64) {
        if (-16...127).contains(number) {
            bytes.writeInteger(Int8(truncatingIfNeeded: number))
        } else if let small = Int8(exactly: number) {
            bytes.writeInteger(0xC8 as UInt8)
            bytes.writeInteger(small)
        } else if let small = Int16(exactly: number) {
            bytes.writeInteger(0xC9 as UInt8)
            bytes.writeInteger(small)
        } else if let small = Int32(exactly: number) {
            bytes.writeInteger(0xCA as UInt8)
            bytes.writeInteger(small)
        } else {
            bytes.writeInteger(0xCB as UInt8)
            bytes.writeInteger(number)
        }
    }

    private mutating func write(_ text: String) throws(BackendError) {
        try writeHead(text.utf8.count, tiny: 0x80, first: 0xD0)
        bytes.writeString(text)
    }

    /// The marker and the count: in the marker's lower half, or after one of three markers in a row that say in how many
    /// bytes.
    private mutating func writeHead(_ count: Int, tiny: UInt8?, first: UInt8) throws(BackendError) {
        if let tiny, count < 16 {
            bytes.writeInteger(tiny | UInt8(count))
        } else if let small = UInt8(exactly: count) {
            bytes.writeInteger(first)
            bytes.writeInteger(small)
        } else if let small = UInt16(exactly: count) {
            bytes.writeInteger(first + 1)
            bytes.writeInteger(small)
        } else if let small = UInt32(exactly: count) {
            bytes.writeInteger(first + 2)
            bytes.writeInteger(small)
        } else {
            throw Self.refused("a value is longer than PackStream can write")
        }
    }

    private static func refused(_ message: String) -> BackendError {
        BackendError(code: .usage, message: message, remedy: "send it in smaller or flatter parts")
    }
}
