internal import CZlib
internal import Foundation

/// Bytes in zlib's format (RFC 1950), where that makes them smaller.
enum Compression {
    /// Shorter values are left as they are.
    private static let least = 256

    /// Compresses bytes.
    ///
    /// - Returns: the compressed bytes, or `nil` when they would not be smaller by a tenth.
    static func compressed(_ bytes: Data) -> Data? {
        guard bytes.count >= least else { return nil }
        var size = compressBound(uLong(bytes.count))
        var result = Data(count: Int(size))
        let status = result.withUnsafeMutableBytes { target in
            bytes.withUnsafeBytes { source in
                compress2(
                    target.bindMemory(to: Bytef.self).baseAddress, &size,
                    source.bindMemory(to: Bytef.self).baseAddress, uLong(bytes.count), 3)
            }
        }
        guard status == Z_OK, 10 * Int(size) <= 9 * bytes.count else { return nil }
        return result.prefix(Int(size))
    }

    /// Undoes `compressed`.
    ///
    /// - Parameters:
    ///   - bytes: compressed bytes.
    ///   - size: the number of bytes that they stand for.
    /// - Returns: the bytes, or `nil` when they are damaged or stand for another number.
    static func expanded(_ bytes: Data, size: Int) -> Data? {
        guard size >= 0, size <= 1 << 32 else { return nil }
        var count = uLong(size)
        var result = Data(count: size)
        let status = result.withUnsafeMutableBytes { target in
            bytes.withUnsafeBytes { source in
                uncompress(
                    target.bindMemory(to: Bytef.self).baseAddress, &count,
                    source.bindMemory(to: Bytef.self).baseAddress, uLong(bytes.count))
            }
        }
        return status == Z_OK && Int(count) == size ? result : nil
    }

    /// The CRC-32 of bytes.
    static func checksum(_ bytes: Data) -> UInt32 {
        bytes.withUnsafeBytes {
            UInt32(truncatingIfNeeded: crc32(0, $0.bindMemory(to: Bytef.self).baseAddress, UInt32($0.count)))
        }
    }
}
