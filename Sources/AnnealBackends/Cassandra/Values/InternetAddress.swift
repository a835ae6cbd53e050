/// An address of the internet protocol, of version 4 or 6.
public struct InternetAddress: Sendable, Hashable, CustomStringConvertible {
    /// Four bytes or sixteen.
    public let bytes: [UInt8]

    /// Takes the bytes of an address; `nil` when they are not four or sixteen.
    public init?(bytes: [UInt8]) {
        guard bytes.count == 4 || bytes.count == 16 else { return nil }
        self.bytes = bytes
    }

    /// Whether it stands for all addresses of a machine, as servers tell that listen on all of them.
    public var isUnspecified: Bool { bytes.allSatisfy { $0 == 0 } }

    /// `127.0.0.1`, or eight groups of hexadecimal digits such as `2001:db8:0:0:0:0:0:1`.
    public var description: String {
        guard bytes.count == 16 else { return bytes.map(String.init).joined(separator: ".") }
        return stride(from: 0, to: 16, by: 2)
            .map { String(UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]), radix: 16) }
            .joined(separator: ":")
    }
}
