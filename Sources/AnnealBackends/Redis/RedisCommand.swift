/// One part of a command.
public enum RedisPart: Sendable, Hashable, ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
    /// A text.
    case text(String)
    /// Bytes.
    case bytes([UInt8])
    /// A whole number.
    case integer(Int)

    /// A text.
    public init(stringLiteral value: String) { self = .text(value) }
    /// A whole number.
    public init(integerLiteral value: Int) { self = .integer(value) }
}

/// A command, written down as the server reads it.
public struct RedisCommand: Sendable {
    /// The command in RESP: an array of byte strings.
    let bytes: [UInt8]
    /// The bytes of the key that decides where a cluster sends it.
    let key: Range<Int>?
    /// Whether it may be sent again when the connection broke before its answer: doing it twice is doing it once.
    public var isRepeatable = false
    /// How long the server itself may wait before it answers, on top of the time for an answer.
    public var wait: Duration = .zero

    /// Writes a command.
    ///
    /// - Parameter parts: the name and its arguments.
    public init(_ parts: RedisPart...) { self.init(parts) }

    /// Writes a command. Complexity: O(bytes).
    ///
    /// - Parameters:
    ///   - parts: the name and its arguments.
    ///   - isRepeatable: whether doing it twice is doing it once.
    ///   - wait: how long the server itself may wait.
    public init(_ parts: [RedisPart], isRepeatable: Bool = false, wait: Duration = .zero) {
        let place = Self.keyPlace(in: parts)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(parts.reduce(16) { $0 + $1.capacity })
        Self.append(header: UInt8(ascii: "*"), parts.count, to: &bytes)
        var key: Range<Int>?
        for (index, part) in parts.enumerated() {
            let start: Int
            switch part {
            case .text(var text):
                start = text.withUTF8 { Self.append($0, to: &bytes) }
            case .bytes(let content):
                start = content.withUnsafeBufferPointer { Self.append($0, to: &bytes) }
            case .integer(let number):
                var text = String(number)
                start = text.withUTF8 { Self.append($0, to: &bytes) }
            }
            if index == place { key = start..<(bytes.count - 2) }
        }
        self.bytes = bytes
        self.key = key
        self.isRepeatable = isRepeatable
        self.wait = wait
    }

    /// Appends an argument; tells where its bytes begin.
    private static func append(_ content: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) -> Int {
        append(header: UInt8(ascii: "$"), content.count, to: &bytes)
        let start = bytes.count
        bytes.append(contentsOf: content)
        bytes.append(0x0D)
        bytes.append(0x0A)
        return start
    }

    private static func append(header: UInt8, _ number: Int, to bytes: inout [UInt8]) {
        bytes.append(header)
        if number < 10 {
            bytes.append(0x30 + UInt8(truncatingIfNeeded: number))
        } else {
            bytes.append(contentsOf: String(number).utf8)
        }
        bytes.append(0x0D)
        bytes.append(0x0A)
    }

    /// Commands whose key is not the first argument.
    ///
    /// Source: the key specifications that `COMMAND DOCS` tells.
    private static func keyPlace(in parts: [RedisPart]) -> Int? {
        guard parts.count > 1, case .text(let name) = parts[0] else { return nil }
        switch name {
        case "PING", "AUTH", "HELLO", "SELECT", "INFO", "CONFIG", "CLIENT", "CLUSTER", "SCRIPT", "SCAN", "PUBLISH",
            "SUBSCRIBE", "PSUBSCRIBE", "DBSIZE", "FLUSHDB", "FLUSHALL", "WAIT", "COMMAND":
            return nil
        case "EVAL", "EVALSHA", "EVAL_RO", "EVALSHA_RO":
            return parts.count > 3 && parts[2] != .integer(0) ? 3 : nil
        case "XGROUP", "XINFO", "OBJECT", "MEMORY": return parts.count > 2 ? 2 : nil
        case "XREAD", "XREADGROUP":
            guard let streams = parts.firstIndex(of: .text("STREAMS")), streams + 1 < parts.count else { return nil }
            return streams + 1
        default: return 1
        }
    }
}

extension RedisPart {
    fileprivate var capacity: Int {
        switch self {
        case .text(let text): text.utf8.count + 16
        case .bytes(let bytes): bytes.count + 16
        case .integer: 36
        }
    }
}
