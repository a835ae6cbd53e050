import Foundation

/// Files that gzip wrote.
enum Packed {
    /// Forty times `alpha beta gamma` and a line end.
    static let repeated = bytes(
        """
        H4sIAAAAAAACA0vMKchIVEhKLUlUSE/MzU3kShwVGBUYfAIA0C/upKgCAAA=
        """)
    /// `stored as it is`, without compression.
    static let stored = bytes(
        """
        H4sIAAAAAAAEAwEPAPD/c3RvcmVkIGFzIGl0IGlzZXjRWg8AAAA=
        """)
    /// 2000 random characters, in a block with tables of its own.
    static let dynamic = bytes(
        """
        H4sIAAAAAAACAyWV26EDIQhE/6mCEhQrAhXsv4IcNh83N9mHDvMylh8fMip8eD2Xs5eru5tXPJ9bhu3cW64/87iu8824d41Zy8eu
        F2npMj1m5WCRu1ZFzO1htmvmSjksNmMaC45cFvONfOlmKr7DVrgdtnTxs49HXo84M84VHcP9lr44zpXnG1geMp/tKXt6LX1+I/zy
        3I23Dov5iiXBzUiP9VYw2p3DtXplXfGtV5bGcOwbERZH50lVv3vEMjh4vB/qq3wZpJy8XBaAshU3PfZ64RI7/JVdO0M9mrqrUlru
        THfCRvIRN3bCtPjSDQoFxd3qtnxv3+VQ1G/mGOFTfQIp9Pq8jc3VIu6zcOiRZ8fExEvjDH/LPZkXxk7BvO+BFAo5G/L2UzuMODNa
        tWsZwq9W6LxAwEqUMZ9gg3kXBK1QCWA8g9mzC9mnsMs+gGii7joSluNBbkWzsdwuuHPdNxP4LpLXShfEF8sjHZJdPiJbs8ctzIOn
        ohDM8zwWkDN4god9PcdT7Bte5/Jv6+khZLYH7SSoKsbRzXC4A2hgkRVHmjk2r91mhVmFjpbYxxTtEXftIRV7XzHgy9Gxvkd8aK0b
        UOPeoFdDw/f4CRwHyVkkTiDuOai2VuSz6WkoA1cwCArHpEAdM7EQq0iU+OQeznJ0RrTi29vEQZUQjbazLSZDa9TAeIkyfk3f1cSW
        E3l4FspgSBI/ss0ci6hqZpESA2Dw8787YcLea7ax5/OV4+7ACpJGEtDdrUhDzdU8SxPF5lNt2SVY860rtzVvsdtg+apVRgs5CUtC
        jOP1liC970z+no4Y9b4wYbjTmYvOSXOTgIKgvoiikDpHURXN9WzpB1yMtoEbhO8Jvw+HBpXDaO+ccfHGyLE10Nk6IwiNwbWrYn+R
        d+afwMF+l0wdPbNDmGgHn/kFc2MuvkXldtwA2dl6LNh8VnffXppksyeutTPZtniDqrC5/ArmIGpDE7FKCgqavCAk4u8dmCJfo8kC
        zEw7sI9XyB1QHgO+V0lBbBTrmBsTEAWYwLFblb7NEU9YcA0C150MXqlugk6p1LZya36UdSkGehiOtnfD4m4qBooNEHQwiNE7TK0r
        M6pDw8TdkokTz8k6Sz4OGaylgkSTVq5TQLvzs1cl+ZWxb+Swr5aEosc8xFI7MG9t5oUP6mRxkWagWzGizY05iqbqIpMe1bRL98El
        kDkhqMY+cxrGHe1bKhdz3sJsblTcXUoln/YhN8lGe1s1jeZjThPtXkBp0DI8R1TqyW4sepnH6bqvNpgRHIDHVqoXCSRblg77fO1b
        3odkgR1RLNIe7WZucruThcNhJt2Oye/iFGupOWA4Nl7gIeNP6Ih5V9nBGl2EHFQYJlrI7J6/BfbbGcap1Dps4Nu8t96EA5Tce6NU
        3ES+AbvUjM42CjPQyZ+05zW+OUF1P7HaJ+4/lNFHq9AHAAA=
        """)

    private static func bytes(_ text: String) -> [UInt8] {
        Array(Data(base64Encoded: text.replacing("\n", with: "")) ?? Data())
    }
}
