/// The server name in the first message of a TLS connection (RFC 8446, section 4.1.2; RFC 6066, section 3).
enum ServerName: Sendable, Hashable {
    /// More bytes are needed.
    case incomplete
    /// This is not the beginning of a TLS connection.
    case notTLS
    /// A TLS connection that tells no name.
    case missing
    /// The name.
    case name(String)

    /// The most bytes of the first message that are waited for.
    static let longest = 1 << 16

    /// Reads the name.
    ///
    /// - Parameter bytes: what a client has sent so far.
    init(reading bytes: [UInt8]) {
        // The message may be parted over several records.
        var message: [UInt8] = []
        var place = 0
        while true {
            guard place < bytes.count else { break }
            guard bytes[place] == 22 else {
                self = .notTLS
                return
            }
            guard place + 5 <= bytes.count else { break }
            guard bytes[place + 1] == 3 else {
                self = .notTLS
                return
            }
            let length = Int(bytes[place + 3]) << 8 | Int(bytes[place + 4])
            let end = min(place + 5 + length, bytes.count)
            message += bytes[(place + 5)..<end]
            place += 5 + length
            if message.count >= 4, message.count >= 4 + Self.number(message, 1, 3) { break }
        }
        guard message.count >= 4 else {
            self = .incomplete
            return
        }
        guard message[0] == 1 else {
            self = .notTLS
            return
        }
        let length = Self.number(message, 1, 3)
        guard length < Self.longest else {
            self = .notTLS
            return
        }
        guard message.count >= 4 + length else {
            self = .incomplete
            return
        }
        self = Self.name(inHello: Array(message[4..<(4 + length)]))
    }

    private static func number(_ bytes: [UInt8], _ start: Int, _ count: Int) -> Int {
        bytes[start..<(start + count)].reduce(0) { $0 << 8 | Int($1) }
    }

    private static func name(inHello hello: [UInt8]) -> ServerName {
        var place = 34
        func skip(_ lengthBytes: Int) -> Bool {
            guard place + lengthBytes <= hello.count else { return false }
            place += lengthBytes + number(hello, place, lengthBytes)
            return place <= hello.count
        }
        // Session, cipher suites, compression; then the extensions.
        guard hello.count > 34, skip(1), skip(2), skip(1) else { return .notTLS }
        guard place + 2 <= hello.count else { return .missing }
        let end = min(hello.count, place + 2 + number(hello, place, 2))
        place += 2
        while place + 4 <= end {
            let kind = number(hello, place, 2)
            let length = number(hello, place + 2, 2)
            let body = place + 4
            guard body + length <= end else { return .notTLS }
            if kind == 0 { return name(inExtension: Array(hello[body..<(body + length)])) }
            place = body + length
        }
        return .missing
    }

    private static func name(inExtension bytes: [UInt8]) -> ServerName {
        guard bytes.count >= 5, bytes[2] == 0 else { return .missing }
        let length = number(bytes, 3, 2)
        guard length > 0, 5 + length <= bytes.count else { return .notTLS }
        let name = String(decoding: bytes[5..<(5 + length)], as: UTF8.self)
        return name.utf8.contains(0) ? .notTLS : .name(name)
    }
}
