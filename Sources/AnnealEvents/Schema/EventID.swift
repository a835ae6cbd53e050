public import Foundation
internal import Synchronization

/// Identifiers of events: 26 letters and digits that sort by the time at which they were made.
///
/// 48 bits of milliseconds and 80 random bits in Crockford's base 32; within a millisecond the random part of this process
/// counts on. Sorted identifiers keep an index of them growing at its end, which makes it quick.
///
/// Source: the ULID specification, monotonic variant.
public enum EventID {
    private struct Last {
        var milliseconds: UInt64 = 0
        var high: UInt64 = 0
        var low: UInt64 = 0
    }

    private static let last = Mutex(Last())
    private static let letters = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

    /// A new identifier, larger than every one that this process made before.
    ///
    /// - Parameter time: when.
    /// - Returns: 26 characters.
    public static func next(at time: Date) -> String {
        let now = UInt64(max(0, time.timeIntervalSince1970 * 1000))
        let made = last.withLock { last in
            if now > last.milliseconds {
                var generator = SystemRandomNumberGenerator()
                // Sixteen high bits, the topmost free, so that counting on never overflows.
                last = Last(
                    milliseconds: now, high: generator.next() & 0x7FFF, low: generator.next())
            } else {
                let (low, overflow) = last.low.addingReportingOverflow(1)
                last.low = low
                if overflow { last.high += 1 }
            }
            return last
        }
        return text(made)
    }

    private static func text(_ id: Last) -> String {
        var bytes = [UInt8](repeating: 0, count: 26)
        var milliseconds = id.milliseconds
        for index in (0..<10).reversed() {
            bytes[index] = letters[Int(milliseconds & 31)]
            milliseconds >>= 5
        }
        var (high, low) = (id.high, id.low)
        for index in (10..<26).reversed() {
            bytes[index] = letters[Int(low & 31)]
            low = low >> 5 | high << 59
            high >>= 5
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
