public import Foundation

extension CacheRecord {
    /// The record as bytes, with a checksum: for levels that keep it elsewhere.
    public var encoded: Data { RecordCoding.encode(self) }

    /// Reads a record from its bytes; `nil` when they are damaged.
    ///
    /// - Parameter bytes: what `encoded` gave.
    public init?(encoded bytes: Data) {
        guard let record = RecordCoding.decode(bytes) else { return nil }
        self = record
    }
}
