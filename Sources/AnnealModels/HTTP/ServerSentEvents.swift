internal import Foundation

/// One event of a server's event stream.
struct ServerSentEvent: Sendable, Hashable {
    /// The event's name; `message` when the server gives none.
    var name: String
    /// The event's data; several data lines are joined by line feeds.
    var data: String
}

/// Cuts a byte stream into server-sent events.
///
/// Bytes are kept until their line is whole, so a character or a line end may be split anywhere. Lines end with LF, CR
/// or CRLF. Comments and unknown fields are skipped, an event that the stream's end cuts off is dropped.
///
/// Source: WHATWG HTML Living Standard, section 9.2.6 "Interpreting an event stream".
struct ServerSentEventParser: Sendable {
    /// The longest event that is kept in bytes; a server that sends more is broken.
    static let longestEvent = 32 << 20

    /// The server sent an event that is too long.
    struct TooLong: Error {}

    private var line: [UInt8] = []
    private var data: [UInt8] = []
    private var hasData = false
    private var name = ""
    private var lastWasReturn = false
    private var isFirstLine = true

    /// Takes the next bytes. Complexity: O(bytes).
    ///
    /// - Returns: the events that are complete now.
    mutating func take(_ bytes: some Sequence<UInt8>) throws(TooLong) -> [ServerSentEvent] {
        var events: [ServerSentEvent] = []
        for byte in bytes {
            let followsReturn = lastWasReturn
            lastWasReturn = byte == UInt8(ascii: "\r")
            if byte == UInt8(ascii: "\n"), followsReturn { continue }
            guard byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") else {
                line.append(byte)
                if line.count + data.count > Self.longestEvent { throw TooLong() }
                continue
            }
            if let event = endLine() { events.append(event) }
        }
        return events
    }

    private mutating func endLine() -> ServerSentEvent? {
        defer { line.removeAll(keepingCapacity: true) }
        if isFirstLine {
            isFirstLine = false
            if line.starts(with: [0xEF, 0xBB, 0xBF]) { line.removeFirst(3) }
        }
        guard !line.isEmpty else { return dispatch() }
        let colon = line.firstIndex(of: UInt8(ascii: ":"))
        let field = line[..<(colon ?? line.endIndex)]
        var value = colon.map { line[($0 + 1)...] } ?? []
        if value.first == UInt8(ascii: " ") { value = value.dropFirst() }
        if field.elementsEqual("data".utf8) {
            if hasData { data.append(UInt8(ascii: "\n")) }
            hasData = true
            data.append(contentsOf: value)
        } else if field.elementsEqual("event".utf8) {
            name = String(decoding: value, as: UTF8.self)
        }
        return nil
    }

    private mutating func dispatch() -> ServerSentEvent? {
        defer {
            data.removeAll(keepingCapacity: true)
            hasData = false
            name = ""
        }
        guard hasData else { return nil }
        return ServerSentEvent(name: name.isEmpty ? "message" : name, data: String(decoding: data, as: UTF8.self))
    }
}
