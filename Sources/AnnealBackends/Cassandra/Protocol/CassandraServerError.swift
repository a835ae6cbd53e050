/// An error that a Cassandra server answered with.
public struct CassandraServerError: Error, Sendable, Hashable {
    /// What kind of write it was that failed.
    public enum WriteType: String, Sendable, Hashable {
        /// One statement.
        case simple = "SIMPLE"
        /// A logged batch whose log was written: the server carries it out in the end.
        case batch = "BATCH"
        /// An unlogged batch.
        case unloggedBatch = "UNLOGGED_BATCH"
        /// A counter.
        case counter = "COUNTER"
        /// The log of a batch, of which nothing was carried out.
        case batchLog = "BATCH_LOG"
        /// A conditional update.
        case compareAndSet = "CAS"
        /// A materialized view.
        case view = "VIEW"
        /// The log of changes.
        case changeLog = "CDC"
        /// One that is not known here.
        case other
    }

    /// The replicas that answered, and those that had to.
    public struct Replicas: Sendable, Hashable {
        /// The level of consistency that was asked for.
        public var consistency: CassandraConsistency
        /// How many answered.
        public var received: Int
        /// How many had to.
        public var required: Int
    }

    /// What happened, with what the server tells about it.
    public enum Kind: Sendable, Hashable {
        /// The server failed.
        case server
        /// A message was not what the protocol wants.
        case `protocol`
        /// The name or the password is not taken.
        case authentication
        /// Fewer replicas are up (`received`) than have to be: nothing was done.
        case unavailable(Replicas)
        /// The server has too much to do.
        case overloaded
        /// The server has only just been started.
        case bootstrapping
        /// A table could not be emptied.
        case truncation
        /// Not enough replicas took a write in time; it may have been done all the same.
        case writeTimeout(Replicas, WriteType)
        /// Not enough replicas answered a read in time; whether the one that was asked for the data did.
        case readTimeout(Replicas, hasData: Bool)
        /// Replicas failed at a read.
        case readFailure(Replicas, failures: Int, hasData: Bool)
        /// A user-defined function failed.
        case functionFailure(keyspace: String, function: String, arguments: [String])
        /// Replicas failed at a write.
        case writeFailure(Replicas, failures: Int, WriteType)
        /// The text is no CQL.
        case syntax
        /// The rights are not enough.
        case unauthorized
        /// What was asked for cannot be done.
        case invalid
        /// Something is not set up for it.
        case configuration
        /// There is such a keyspace, or such a table, already.
        case alreadyExists(keyspace: String, table: String?)
        /// The server does not know a prepared statement.
        case unprepared([UInt8])
        /// A code that is not known here.
        case other(Int)
    }

    /// What happened.
    public var kind: Kind
    /// The server's words.
    public var message: String

    /// Creates an error.
    public init(kind: Kind, message: String) {
        self.kind = kind
        self.message = message
    }
}

extension CassandraServerError {
    /// Reads it.
    ///
    /// Source: native protocol version 4, section 9.
    init(from reader: inout CQLReader) throws(BackendError) {
        let code = try reader.int()
        let message = try reader.string()
        self.init(kind: try Self.kind(code, &reader), message: message)
    }

    private static func kind(_ code: Int, _ reader: inout CQLReader) throws(BackendError) -> Kind {
        switch code {
        case 0x0000: return .server
        case 0x000A: return .protocol
        case 0x0100: return .authentication
        case 0x1000:
            let consistency = try reader.consistency()
            let required = try reader.int()
            return .unavailable(Replicas(consistency: consistency, received: try reader.int(), required: required))
        case 0x1001: return .overloaded
        case 0x1002: return .bootstrapping
        case 0x1003: return .truncation
        case 0x1100: return .writeTimeout(try replicas(&reader), try writeType(&reader))
        case 0x1200: return .readTimeout(try replicas(&reader), hasData: try reader.byte() != 0)
        case 0x1300:
            return .readFailure(try replicas(&reader), failures: try reader.int(), hasData: try reader.byte() != 0)
        case 0x1400:
            return .functionFailure(
                keyspace: try reader.string(), function: try reader.string(), arguments: try reader.strings())
        case 0x1500: return .writeFailure(try replicas(&reader), failures: try reader.int(), try writeType(&reader))
        case 0x2000: return .syntax
        case 0x2100: return .unauthorized
        case 0x2200: return .invalid
        case 0x2300: return .configuration
        case 0x2400:
            let keyspace = try reader.string()
            let table = try reader.string()
            return .alreadyExists(keyspace: keyspace, table: table.isEmpty ? nil : table)
        case 0x2500: return .unprepared(try reader.shortBytes())
        default: return .other(code)
        }
    }

    private static func replicas(_ reader: inout CQLReader) throws(BackendError) -> Replicas {
        Replicas(consistency: try reader.consistency(), received: try reader.int(), required: try reader.int())
    }

    private static func writeType(_ reader: inout CQLReader) throws(BackendError) -> WriteType {
        WriteType(rawValue: try reader.string()) ?? .other
    }

    /// The name of the kind, as the specification writes it.
    public var name: String {
        switch kind {
        case .server: "SERVER_ERROR"
        case .protocol: "PROTOCOL_ERROR"
        case .authentication: "AUTHENTICATION_ERROR"
        case .unavailable: "UNAVAILABLE"
        case .overloaded: "OVERLOADED"
        case .bootstrapping: "IS_BOOTSTRAPPING"
        case .truncation: "TRUNCATE_ERROR"
        case .writeTimeout: "WRITE_TIMEOUT"
        case .readTimeout: "READ_TIMEOUT"
        case .readFailure: "READ_FAILURE"
        case .functionFailure: "FUNCTION_FAILURE"
        case .writeFailure: "WRITE_FAILURE"
        case .syntax: "SYNTAX_ERROR"
        case .unauthorized: "UNAUTHORIZED"
        case .invalid: "INVALID"
        case .configuration: "CONFIG_ERROR"
        case .alreadyExists: "ALREADY_EXISTS"
        case .unprepared: "UNPREPARED"
        case .other(let code): "0x\(String(code, radix: 16, uppercase: true))"
        }
    }
}
