internal import Foundation
internal import GRDB

extension ExperienceStore {
    /// Stores the vectors of records.
    ///
    /// - Parameters:
    ///   - vectors: numbers by record; records that are not stored are left out.
    ///   - encoder: the name of the encoder that made them.
    /// - Throws: `ExperienceError`.
    public func setVectors(_ vectors: [String: [Float]], of encoder: String) async throws(ExperienceError) {
        try await write("vectors") { database in
            for (record, numbers) in vectors {
                try database.execute(
                    sql: """
                        INSERT INTO vector (record, encoder, numbers)
                        SELECT id, ?, ? FROM record WHERE id = ?
                        ON CONFLICT DO UPDATE SET numbers = excluded.numbers
                        """,
                    arguments: [encoder, Self.data(of: numbers), record])
            }
        }
    }

    /// The vectors of an encoder by record.
    ///
    /// - Parameters:
    ///   - encoder: its name.
    ///   - width: numbers of a vector; others are left out.
    /// - Returns: records in the order of their identifiers, each with its vector.
    /// - Throws: `ExperienceError`.
    public func vectors(
        of encoder: String, width: Int
    ) async throws(ExperienceError) -> [(record: String, vector: [Float])] {
        try await read { database in
            try Row.fetchAll(
                database, sql: "SELECT record, numbers FROM vector WHERE encoder = ? ORDER BY record",
                arguments: [encoder]
            ).compactMap { row -> (record: String, vector: [Float])? in
                let vector = Self.numbers(in: row["numbers"])
                return vector.count == width ? (row["record"], vector) : nil
            }
        }
    }

    /// Records with a text that have no vector of an encoder yet.
    ///
    /// - Parameter encoder: its name.
    /// - Returns: the records in the order of time.
    /// - Throws: `ExperienceError`.
    public func recordsWithoutVector(of encoder: String) async throws(ExperienceError) -> [ExperienceRecord] {
        try await read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT * FROM record WHERE text IS NOT NULL AND NOT EXISTS
                        (SELECT 1 FROM vector WHERE vector.record = record.id AND vector.encoder = ?)
                    ORDER BY time, id
                    """,
                arguments: [encoder]
            ).map { try Self.record(from: $0) }
        }
    }

    private static func data(of numbers: [Float]) -> Data {
        numbers.reduce(into: Data(capacity: 4 * numbers.count)) { data, number in
            withUnsafeBytes(of: number.bitPattern.littleEndian) { data.append(contentsOf: $0) }
        }
    }

    private static func numbers(in data: Data) -> [Float] {
        let bytes = [UInt8](data)
        return stride(from: 0, to: bytes.count - bytes.count % 4, by: 4).map { start in
            Float(
                bitPattern: UInt32(bytes[start]) | UInt32(bytes[start + 1]) << 8 | UInt32(bytes[start + 2]) << 16
                    | UInt32(bytes[start + 3]) << 24)
        }
    }
}
