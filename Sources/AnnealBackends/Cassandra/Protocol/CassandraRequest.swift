internal import NIOCore

/// What a client asks: a message without its stream.
///
/// Source: native protocol version 4, section 4.1.
struct CassandraRequest: Sendable, Equatable {
    var opcode: CassandraFrame.Opcode
    var flags: CassandraFrame.Flags = []
    var body = ByteBuffer()

    /// What is told with a statement.
    struct Parameters: Sendable {
        var consistency: CassandraConsistency
        var values: [CassandraValue] = []
        var pageSize: Int32?
        var pagingState: [UInt8]?
        var serialConsistency: CassandraConsistency?
        /// Microseconds since the beginning of 1970.
        var timestamp: Int64?

        fileprivate func write(to writer: inout CQLWriter) throws(BackendError) {
            writer.short(consistency.rawValue)
            var flags: UInt8 = 0
            if !values.isEmpty { flags |= 0x01 }
            if pageSize != nil { flags |= 0x04 }
            if pagingState != nil { flags |= 0x08 }
            if serialConsistency != nil { flags |= 0x10 }
            if timestamp != nil { flags |= 0x20 }
            writer.byte(flags)
            if !values.isEmpty { try write(values, to: &writer) }
            if let pageSize { writer.int(pageSize) }
            if let pagingState { try writer.bytes(pagingState) }
            if let serialConsistency { writer.short(serialConsistency.rawValue) }
            if let timestamp { writer.long(timestamp) }
        }

        private func write(_ values: [CassandraValue], to writer: inout CQLWriter) throws(BackendError) {
            try writer.shortCount(values.count, of: "values")
            for value in values { try writer.value(value) }
        }
    }

    /// A statement of a batch, by its text or by the identifier that its preparation gave.
    enum BatchPart: Sendable {
        case text(String, [CassandraValue])
        case prepared([UInt8], [CassandraValue])
    }

    static let options = CassandraRequest(opcode: .options)

    static func startup() throws(BackendError) -> CassandraRequest {
        var writer = CQLWriter()
        // No compression is asked for.
        try writer.stringMap(["CQL_VERSION": "3.0.0"])
        return CassandraRequest(opcode: .startup, body: writer.buffer)
    }

    static func authResponse(_ token: [UInt8]) throws(BackendError) -> CassandraRequest {
        var writer = CQLWriter()
        try writer.bytes(token)
        return CassandraRequest(opcode: .authResponse, body: writer.buffer)
    }

    static func register(_ events: [String]) throws(BackendError) -> CassandraRequest {
        var writer = CQLWriter()
        try writer.strings(events)
        return CassandraRequest(opcode: .register, body: writer.buffer)
    }

    static func query(
        _ text: String, _ parameters: Parameters, extras: Extras = Extras()
    ) throws(BackendError) -> CassandraRequest {
        try extras.request(.query) { writer throws(BackendError) in
            try writer.longString(text)
            try parameters.write(to: &writer)
        }
    }

    static func prepare(_ text: String) throws(BackendError) -> CassandraRequest {
        var writer = CQLWriter()
        try writer.longString(text)
        return CassandraRequest(opcode: .prepare, body: writer.buffer)
    }

    static func execute(
        _ identifier: [UInt8], _ parameters: Parameters, extras: Extras = Extras()
    ) throws(BackendError) -> CassandraRequest {
        try extras.request(.execute) { writer throws(BackendError) in
            try writer.shortBytes(identifier)
            try parameters.write(to: &writer)
        }
    }

    static func batch(
        _ kind: CassandraBatch.Kind, _ parts: [BatchPart], _ parameters: Parameters, extras: Extras = Extras()
    ) throws(BackendError) -> CassandraRequest {
        try extras.request(.batch) { writer throws(BackendError) in
            writer.byte(kind.rawValue)
            try writer.shortCount(parts.count, of: "statements")
            for part in parts {
                let given: [CassandraValue]
                switch part {
                case .text(let text, let values):
                    writer.byte(0)
                    try writer.longString(text)
                    given = values
                case .prepared(let identifier, let values):
                    writer.byte(1)
                    try writer.shortBytes(identifier)
                    given = values
                }
                try writer.shortCount(given.count, of: "values")
                for value in given { try writer.value(value) }
            }
            var parameters = parameters
            // A batch has its values with its statements, and gives no rows.
            (parameters.values, parameters.pageSize, parameters.pagingState) = ([], nil, nil)
            try parameters.write(to: &writer)
        }
    }

    /// What any statement can carry beside itself.
    struct Extras: Sendable, Hashable {
        /// Whether the server is to keep a trace of what it does.
        var isTraced = false
        /// For a server with a query handler of its own.
        var payload: [String: [UInt8]] = [:]

        fileprivate func request(
            _ opcode: CassandraFrame.Opcode, _ write: (inout CQLWriter) throws(BackendError) -> Void
        ) throws(BackendError) -> CassandraRequest {
            var writer = CQLWriter()
            var flags: CassandraFrame.Flags = isTraced ? [.tracing] : []
            if !payload.isEmpty {
                flags.insert(.payload)
                try writer.bytesMap(payload)
            }
            try write(&writer)
            return CassandraRequest(opcode: opcode, flags: flags, body: writer.buffer)
        }
    }
}
