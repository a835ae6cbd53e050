internal import AnnealFoundation
internal import CZlib
internal import Foundation

/// The catalogue that the module brings along: packages of Debian that engineers choose by.
public enum OwnCatalogue {
    /// Its packages.
    ///
    /// - Throws: `RecommendationError` when it cannot be read, which tests rule out.
    /// - Complexity: O(bytes of the catalogue), about a tenth of a second.
    public static func packages() throws -> [CataloguePackage] {
        guard let packed = Data(base64Encoded: ownCatalogueData), let data = unpacked(packed, size: ownCatalogueSize)
        else {
            throw RecommendationError(
                message: "the catalogue cannot be unpacked", place: "the program",
                remedy: "install Anneal anew, or give a catalogue with --catalog", exitCode: .failure)
        }
        return try CatalogueFile.packages(data, source: "the program's catalogue")
    }

    /// What gzip packed, when it has the size that is told.
    private static func unpacked(_ packed: Data, size: Int) -> Data? {
        var output = [UInt8](repeating: 0, count: size)
        let isWhole = packed.withUnsafeBytes { input in
            output.withUnsafeMutableBytes { output in
                var stream = z_stream()
                // 16 is added for gzip's header.
                guard
                    inflateInit2_(
                        &stream, MAX_WBITS + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
                else { return false }
                defer { inflateEnd(&stream) }
                stream.next_in = UnsafeMutablePointer(
                    mutating: input.bindMemory(to: Bytef.self).baseAddress)
                stream.avail_in = uInt(input.count)
                stream.next_out = output.bindMemory(to: Bytef.self).baseAddress
                stream.avail_out = uInt(output.count)
                return inflate(&stream, Z_FINISH) == Z_STREAM_END && stream.avail_out == 0
            }
        }
        return isWhole ? Data(output) : nil
    }
}
