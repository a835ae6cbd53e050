internal import NIOCore

/// Reads replies from bytes as they come, whole or in pieces.
///
/// Nothing in the bytes can crash it or make it take more memory than they themselves are worth: lengths, counts and depth
/// have limits, and room is made as values arrive, not as they are announced.
///
/// Source: the RESP specification on redis.io, version 3.
struct RESPParser {
    /// How deep values may lie in one another.
    static let deepest = 32
    /// The longest line: of a short text, an error or a number.
    static let longestLine = 65_536
    /// The longest byte string, the server's own limit.
    static let longestBulk = 512 << 20
    /// The most elements of one array.
    static let mostElements = 1 << 26

    private var buffer = ByteBuffer()
    private var stack: [Frame] = []

    /// A value that has begun and is not whole.
    private struct Frame {
        var kind: UInt8
        var remaining: Int
        var items: [RedisValue] = []

        var value: RedisValue {
            switch kind {
            case UInt8(ascii: "~"): .set(items)
            case UInt8(ascii: ">"): .push(items)
            case UInt8(ascii: "%"):
                .map(
                    stride(from: 0, to: items.count - 1, by: 2).map {
                        RedisValue.Member(key: items[$0], value: items[$0 + 1])
                    })
            default: .array(items)
            }
        }
    }

    private enum Step {
        case incomplete
        case opened
        case value(RedisValue)
    }

    /// What a line begins with, where its content is, and the number that it is.
    private enum Line {
        case incomplete
        case tooLong
        case line(kind: UInt8, length: Int, number: Int?)
    }

    /// Bytes that wait for the rest of their value.
    var pendingBytes: Int { buffer.readableBytes }

    /// Takes further bytes.
    mutating func append(_ bytes: inout ByteBuffer) {
        if buffer.readableBytes == 0 {
            buffer = bytes
        } else {
            if buffer.readerIndex > 1 << 16 { buffer.discardReadBytes() }
            buffer.writeBuffer(&bytes)
        }
    }

    /// The next whole value.
    ///
    /// - Returns: `nil` when more bytes are needed.
    /// - Throws: `BackendError` with the code `malformed`; the connection cannot be used any more.
    mutating func next() throws(BackendError) -> RedisValue? {
        while true {
            var value: RedisValue
            switch try step() {
            case .incomplete: return nil
            case .opened: continue
            case .value(let read): value = read
            }
            var isWhole = true
            while let top = stack.indices.last {
                stack[top].items.append(value)
                stack[top].remaining -= 1
                guard stack[top].remaining == 0 else {
                    isWhole = false
                    break
                }
                let frame = stack.removeLast()
                // What is told about the next value, which nobody here asked for.
                guard frame.kind != UInt8(ascii: "|") else {
                    isWhole = false
                    break
                }
                value = frame.value
            }
            if isWhole { return value }
        }
    }

    private mutating func step() throws(BackendError) -> Step {
        switch line() {
        case .incomplete: return .incomplete
        case .tooLong: throw Self.malformed("a line is longer than \(Self.longestLine) bytes")
        case .line(let kind, let length, let number):
            switch kind {
            case UInt8(ascii: "$"), UInt8(ascii: "!"), UInt8(ascii: "="):
                return try bulk(kind, header: length + 3, size: number)
            case UInt8(ascii: "*"), UInt8(ascii: "~"), UInt8(ascii: ">"), UInt8(ascii: "%"), UInt8(ascii: "|"):
                buffer.moveReaderIndex(forwardBy: length + 3)
                return try open(kind, count: number)
            case UInt8(ascii: ":"):
                buffer.moveReaderIndex(forwardBy: length + 3)
                guard let number else { throw Self.malformed("a whole number is none") }
                return .value(.integer(number))
            default:
                buffer.moveReaderIndex(forwardBy: 1)
                let text = buffer.readString(length: length) ?? ""
                buffer.moveReaderIndex(forwardBy: 2)
                return .value(try Self.scalar(kind, text))
            }
        }
    }

    /// Finds the end of the line that begins here, and reads it as a number on the way.
    private func line() -> Line {
        buffer.withUnsafeReadableBytes { bytes in
            guard let kind = bytes.first else { return .incomplete }
            var number = 0
            var isNegative = false
            var isNumber = true
            var index = 1
            let end = min(bytes.count, Self.longestLine + 2)
            while index < end {
                let byte = bytes[index]
                if byte == 0x0D {
                    guard index + 1 < bytes.count else { return .incomplete }
                    guard bytes[index + 1] == 0x0A else {
                        isNumber = false
                        index += 1
                        continue
                    }
                    let isEmpty = index == (isNegative ? 2 : 1)
                    return .line(
                        kind: kind, length: index - 1,
                        number: isNumber && !isEmpty ? number : nil)
                }
                if byte >= 0x30, byte <= 0x39 {
                    let (tens, isLarge) = number.multipliedReportingOverflow(by: 10)
                    // Below zero from the first digit on: the least number has no positive counterpart.
                    let digit = isNegative ? -Int(byte & 15) : Int(byte & 15)
                    let (sum, isLarger) = tens.addingReportingOverflow(digit)
                    if isLarge || isLarger { isNumber = false } else { number = sum }
                } else if index == 1, byte == UInt8(ascii: "-") {
                    isNegative = true
                } else if index != 1 || byte != UInt8(ascii: "+") {
                    isNumber = false
                }
                index += 1
            }
            return bytes.count > Self.longestLine ? .tooLong : .incomplete
        }
    }

    private mutating func bulk(_ kind: UInt8, header: Int, size: Int?) throws(BackendError) -> Step {
        guard let size, size <= Self.longestBulk else { throw Self.malformed("the length of a byte string is none") }
        guard size >= 0 else {
            guard size == -1 else { throw Self.malformed("the length of a byte string is negative") }
            buffer.moveReaderIndex(forwardBy: header)
            return .value(.null)
        }
        guard buffer.readableBytes >= header + size + 2 else { return .incomplete }
        buffer.moveReaderIndex(forwardBy: header)
        let bytes = buffer.readBytes(length: size) ?? []
        guard buffer.readInteger(as: UInt16.self) == 0x0D0A else {
            throw Self.malformed("a byte string does not end where it should")
        }
        switch kind {
        case UInt8(ascii: "!"): return .value(.error(String(decoding: bytes, as: UTF8.self)))
        case UInt8(ascii: "="):
            guard bytes.count >= 4, bytes[3] == UInt8(ascii: ":") else {
                throw Self.malformed("a text does not tell its form")
            }
            return .value(.bulk(Array(bytes.dropFirst(4))))
        default: return .value(.bulk(bytes))
        }
    }

    private mutating func open(_ kind: UInt8, count: Int?) throws(BackendError) -> Step {
        guard let count, count >= -1, count <= Self.mostElements else {
            throw Self.malformed("the count of an array is none")
        }
        guard count > 0 else {
            if count == -1 { return .value(.null) }
            // An empty description of the next value is nothing at all.
            guard kind != UInt8(ascii: "|") else { return .opened }
            return .value(Frame(kind: kind, remaining: 0).value)
        }
        guard stack.count < Self.deepest else { throw Self.malformed("values lie deeper than \(Self.deepest)") }
        let isPaired = kind == UInt8(ascii: "%") || kind == UInt8(ascii: "|")
        var frame = Frame(kind: kind, remaining: isPaired ? 2 * count : count)
        frame.items.reserveCapacity(min(frame.remaining, 256))
        stack.append(frame)
        return .opened
    }

    private static func scalar(_ kind: UInt8, _ text: String) throws(BackendError) -> RedisValue {
        switch kind {
        case UInt8(ascii: "+"): return .simple(text)
        case UInt8(ascii: "-"): return .error(text)
        case UInt8(ascii: "_") where text.isEmpty: return .null
        case UInt8(ascii: "#") where text == "t" || text == "f": return .truth(text == "t")
        case UInt8(ascii: ","):
            guard let number = Double(text) else { throw malformed("a number is none") }
            return .double(number)
        case UInt8(ascii: "("):
            let digits = text.hasPrefix("-") || text.hasPrefix("+") ? text.dropFirst() : text[...]
            guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
                throw malformed("a large number is none")
            }
            return .bigNumber(text)
        default: throw malformed("no reply begins with the byte \(kind)")
        }
    }

    private static func malformed(_ what: String) -> BackendError {
        BackendError(
            code: .malformed, message: "the server does not speak the Redis protocol: \(what)",
            remedy:
                "see that the address and the port are those of a Redis server, and whether it wants TLS (rediss://)")
    }
}
