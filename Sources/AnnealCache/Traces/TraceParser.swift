/// Turns the bytes of a trace, which come in pieces, into requests.
struct TraceParser {
    private enum Place { case start, key, gap, size, end, comment }

    let path: String
    /// The line that is being read, from 1.
    private(set) var line = 1
    var requests: [TraceRequest] = []
    private var place = Place.start
    private var key: UInt64 = 0
    private var size: UInt64 = 0

    init(path: String) { self.path = path }

    /// Reads on.
    ///
    /// - Throws: `CacheError` with the line.
    mutating func take(_ bytes: ArraySlice<UInt8>) throws {
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): try digit(UInt64(byte - UInt8(ascii: "0")))
            case UInt8(ascii: "\n"): try endLine()
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"):
                if place == .key { place = .gap }
                if place == .size { place = .end }
            case UInt8(ascii: "#") where place == .start: place = .comment
            default: if place != .comment { throw malformed("it holds something other than whole numbers") }
            }
        }
    }

    /// Ends the last line, which need not end with a line feed.
    mutating func finish() throws { try endLine() }

    private mutating func digit(_ value: UInt64) throws {
        switch place {
        case .start, .key:
            place = .key
            key = try appended(value, to: key)
        case .gap, .size:
            place = .size
            size = try appended(value, to: size)
        case .end: throw malformed("it holds more than two numbers")
        case .comment: break
        }
    }

    private func appended(_ digit: UInt64, to number: UInt64) throws -> UInt64 {
        let (tens, overflow) = number.multipliedReportingOverflow(by: 10)
        let (sum, carry) = tens.addingReportingOverflow(digit)
        guard !overflow, !carry else { throw malformed("a number is larger than \(UInt64.max)") }
        return sum
    }

    private mutating func endLine() throws {
        switch place {
        case .start, .comment: break
        case .key, .gap: requests.append(TraceRequest(key: key))
        case .size, .end:
            guard let bytes = Int(exactly: size), bytes <= 1 << 50 else { throw malformed("its size is too large") }
            requests.append(TraceRequest(key: key, size: max(1, bytes)))
        }
        line += 1
        place = .start
        key = 0
        size = 0
    }

    private func malformed(_ reason: String) -> CacheError {
        CacheError(
            code: .malformedTrace, message: "the line is no request: \(reason)", place: "\(path):\(line)",
            remedy: "write one request a line: ID or ID SIZE, both whole numbers, the size in bytes")
    }
}
