internal import NIOCore

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// Addresses that are not on the public network: this machine, its neighbours, and services of a cloud's host.
enum PrivateAddress {
    /// Whether an address is one of these; what is no IP address is.
    ///
    /// The blocks are those of the IANA special-purpose address registries (RFC 6890 and its updates).
    static func contains(_ address: SocketAddress) -> Bool { address.ipAddress.map { contains($0) } ?? true }

    /// The same for an address in text.
    static func contains(_ text: String) -> Bool {
        if let four = bytes(text, family: AF_INET, count: 4) { return contains(four) }
        guard let six = bytes(text, family: AF_INET6, count: 16) else { return true }
        // Addresses of the other version inside of one: mapped, compatible, and translated (64:ff9b::/96).
        let head = Array(six[..<12])
        let zeros = [UInt8](repeating: 0, count: 10)
        if head == zeros + [0xFF, 0xFF] || head == zeros + [0, 0] || head == [0, 0x64, 0xFF, 0x9B] + zeros.dropFirst(2)
        {
            return contains(Array(six[12...]))
        }
        return six[0] & 0xFE == 0xFC || six[0] == 0xFE && six[1] & 0xC0 >= 0x80 || six[0] == 0xFF
            || six.starts(with: [0x20, 0x02]) || six.starts(with: [0x20, 0x01, 0, 0])
    }

    /// The bytes of an address; `nil` when it is not of this family.
    private static func bytes(_ text: String, family: Int32, count: Int) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: 16)
        return inet_pton(family, String(text.prefix { $0 != "%" }), &bytes) == 1 ? Array(bytes.prefix(count)) : nil
    }

    private static func contains(_ four: [UInt8]) -> Bool {
        switch (four[0], four[1]) {
        case (0, _), (10, _), (127, _), (169, 254), (192, 168), (224..., _): true
        case (100, 64...127), (172, 16...31), (198, 18...19): true
        case (192, 0): four[2] == 0 || four[2] == 2
        case (198, 51): four[2] == 100
        case (203, 0): four[2] == 113
        default: false
        }
    }
}
