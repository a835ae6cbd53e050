public import Foundation

/// A file of named tensors in the safetensors format: a header in JSON, then the numbers.
///
/// The header is checked before a number is read: every range lies within the file, none overlap, none is left out, and
/// each is as long as its shape says. A file that is cut off, made up or of a hostile size is an error, never a crash.
/// The numbers stay where they are until a tensor is asked for.
///
/// Source: https://huggingface.co/docs/safetensors, "Format".
public struct Safetensors: Sendable {
    /// How a tensor's numbers are stored.
    public enum Kind: String, Sendable, Hashable {
        /// Floats of 64 bits.
        case f64 = "F64"
        /// Floats of 32 bits.
        case f32 = "F32"
        /// Floats of 16 bits.
        case f16 = "F16"
        /// The upper 16 bits of floats of 32.
        case bf16 = "BF16"
        /// Signed numbers of 64 bits.
        case i64 = "I64"
        /// Signed numbers of 32 bits.
        case i32 = "I32"
        /// Signed numbers of 16 bits.
        case i16 = "I16"
        /// Signed numbers of 8 bits.
        case i8 = "I8"
        /// Unsigned numbers of 8 bits.
        case u8 = "U8"
        /// 0 or 1, in 8 bits.
        case bool = "BOOL"

        /// The bytes that a number takes.
        public var size: Int {
            switch self {
            case .f64, .i64: 8
            case .f32, .i32: 4
            case .f16, .bf16, .i16: 2
            case .i8, .u8, .bool: 1
            }
        }
    }

    /// What the header says of one tensor.
    public struct Entry: Sendable, Hashable {
        /// How its numbers are stored.
        public let kind: Kind
        /// Its extents.
        public let shape: [Int]
        /// Where its bytes are, counted from the end of the header.
        let range: Range<Int>
    }

    /// What the file has, by name.
    public let entries: [String: Entry]
    /// Words about the file, by name.
    public let metadata: [String: String]
    private let body: Data

    /// The longest header that is read: the limit of the format's own library.
    static let longestHeader = 100_000_000

    /// Reads the header of a file's bytes.
    ///
    /// - Parameters:
    ///   - data: the whole file.
    ///   - place: what the file is called in errors.
    /// - Throws: `LearningError.Code.malformed` or `.unsupported`.
    public init(_ data: Data, place: String = "safetensors") throws(LearningError) {
        func malformed(_ message: String) -> LearningError {
            LearningError(
                code: .malformed, message: message, place: place, remedy: "get the file again; it may have been cut off"
            )
        }
        guard data.count >= 8 else { throw malformed("a file of \(data.count) bytes has no header") }
        let length = data.prefix(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        guard length <= UInt64(min(Safetensors.longestHeader, data.count - 8)) else {
            throw malformed("the header is said to have \(length) bytes, and the file has \(data.count)")
        }
        let start = data.startIndex + 8
        let header: SafetensorsHeader
        do {
            header = try JSONDecoder().decode(SafetensorsHeader.self, from: data[start..<start + Int(length)])
        } catch let error as LearningError {
            throw LearningError(code: error.code, message: error.message, place: place, remedy: error.remedy)
        } catch {
            throw malformed("the header is not the JSON of a safetensors file")
        }
        body = data[(start + Int(length))...]
        entries = header.entries
        metadata = header.metadata
        var end = 0
        for (name, entry) in header.entries.sorted(by: { $0.value.range.lowerBound < $1.value.range.lowerBound }) {
            guard let count = Tensor.count(of: entry.shape), count <= body.count,
                count * entry.kind.size == entry.range.count
            else { throw malformed("the tensor \(name) of shape \(entry.shape) does not have its bytes") }
            guard entry.range.lowerBound == end || entry.range.isEmpty else {
                throw malformed("the bytes of the tensor \(name) overlap another's or leave a gap")
            }
            end = max(end, entry.range.upperBound)
        }
        guard end == body.count else { throw malformed("\(body.count) bytes of numbers were found, \(end) were told") }
    }

    /// Reads the header of a file. The file is mapped into memory, not copied.
    ///
    /// - Parameter path: of the file.
    /// - Throws: `LearningError.Code.file` when it cannot be read, otherwise as for its bytes.
    public init(path: String) throws(LearningError) {
        let data: Data
        do {
            data = try Data(contentsOf: URL(fileURLWithPath: path), options: .mappedIfSafe)
        } catch {
            throw LearningError(
                code: .file, message: "cannot read \(path)", place: path,
                remedy: "check that the file exists and may be read")
        }
        try self.init(data, place: path)
    }

    /// The numbers of a tensor as floats of 32 bits.
    ///
    /// - Parameter name: of the tensor.
    /// - Returns: its numbers; whole numbers beyond 2²⁴ and floats of 64 bits are rounded.
    /// - Throws: `LearningError.Code.malformed` when there is none of that name.
    public func tensor(_ name: String) throws(LearningError) -> Tensor {
        guard let entry = entries[name] else {
            throw LearningError(
                code: .malformed, message: "there is no tensor \(name) among \(entries.count)", place: "safetensors",
                remedy: "check that the file is of the network it is read for")
        }
        let count = entry.range.count / entry.kind.size
        // The range was checked to lie within the body.
        let values = body.withUnsafeBytes { bytes -> [Float] in
            let bytes = UnsafeRawBufferPointer(rebasing: bytes[entry.range])
            func read<Number: FixedWidthInteger>(_ type: Number.Type, _ convert: (Number) -> Float) -> [Float] {
                (0..<count).map { index in
                    let number = bytes.loadUnaligned(fromByteOffset: index * MemoryLayout<Number>.size, as: type)
                    return convert(Number(littleEndian: number))
                }
            }
            switch entry.kind {
            case .f64: return read(UInt64.self) { Float(Double(bitPattern: $0)) }
            case .f32:
                #if _endian(little)
                    return [Float](unsafeUninitializedCapacity: count) { buffer, filled in
                        UnsafeMutableRawBufferPointer(buffer).copyMemory(from: bytes)
                        filled = count
                    }
                #else
                    return read(UInt32.self) { Float(bitPattern: $0) }
                #endif
            case .f16: return read(UInt16.self) { Safetensors.half($0) }
            case .bf16: return read(UInt16.self) { Float(bitPattern: UInt32($0) << 16) }
            case .i64: return read(Int64.self) { Float($0) }
            case .i32: return read(Int32.self) { Float($0) }
            case .i16: return read(Int16.self) { Float($0) }
            case .i8: return read(Int8.self) { Float($0) }
            case .u8, .bool: return read(UInt8.self) { Float($0) }
            }
        }
        return try Tensor(shape: entry.shape, values: values)
    }

    /// All tensors, by name.
    ///
    /// - Throws: `LearningError` when one cannot be read.
    public func tensors() throws(LearningError) -> [String: Tensor] {
        var all: [String: Tensor] = [:]
        for name in entries.keys { all[name] = try tensor(name) }
        return all
    }

    /// A float of 16 bits: 1 of sign, 5 of exponent, 10 of fraction. Written out, since `Float16` is not there on every
    /// platform.
    private static func half(_ bits: UInt16) -> Float {
        let sign = UInt32(bits & 0x8000) << 16
        let exponent = UInt32(bits >> 10 & 0x1F)
        let fraction = UInt32(bits & 0x3FF)
        switch exponent {
        case 0: return (sign == 0 ? 1 : -1) * Float(fraction) * 0x1p-24
        case 31: return Float(bitPattern: sign | 0x7F80_0000 | fraction << 13)
        default: return Float(bitPattern: sign | (exponent + 112) << 23 | fraction << 13)
        }
    }
}
