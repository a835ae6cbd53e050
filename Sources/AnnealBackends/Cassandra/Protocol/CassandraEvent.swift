/// Something that a server tells without being asked.
public enum CassandraEvent: Sendable, Hashable {
    /// A change of a keyspace, a table, a type or a function.
    public struct SchemaChange: Sendable, Hashable {
        /// `CREATED`, `UPDATED` or `DROPPED`.
        public var change: String
        /// `KEYSPACE`, `TABLE`, `TYPE`, `FUNCTION` or `AGGREGATE`.
        public var target: String
        /// The keyspace.
        public var keyspace: String
        /// The name of what changed; `nil` for a keyspace.
        public var name: String?
        /// The types of a function's arguments.
        public var arguments: [String]
    }

    /// A server came to the cluster.
    case added(BackendAddress.Host)
    /// A server left the cluster.
    case removed(BackendAddress.Host)
    /// A server is up.
    case up(BackendAddress.Host)
    /// A server is down.
    case down(BackendAddress.Host)
    /// The schema changed.
    case schema(SchemaChange)
    /// Something that is not known here.
    case other(String)

    /// The kinds that servers know.
    static let kinds = ["TOPOLOGY_CHANGE", "STATUS_CHANGE", "SCHEMA_CHANGE"]

    /// Reads it.
    ///
    /// Source: native protocol version 4, section 4.2.6.
    init(from reader: inout CQLReader) throws(BackendError) {
        let kind = try reader.string()
        guard kind != "SCHEMA_CHANGE" else {
            self = .schema(try SchemaChange(from: &reader))
            return
        }
        guard Self.kinds.contains(kind) else {
            self = .other(kind)
            return
        }
        let change = try reader.string()
        switch change {
        case "NEW_NODE": self = .added(try reader.host())
        case "REMOVED_NODE": self = .removed(try reader.host())
        case "UP": self = .up(try reader.host())
        case "DOWN": self = .down(try reader.host())
        default: self = .other("\(kind) \(change)")
        }
    }
}

extension CassandraEvent.SchemaChange {
    init(from reader: inout CQLReader) throws(BackendError) {
        change = try reader.string()
        target = try reader.string()
        keyspace = try reader.string()
        name = target == "KEYSPACE" ? nil : try reader.string()
        arguments = target == "FUNCTION" || target == "AGGREGATE" ? try reader.strings() : []
    }
}
