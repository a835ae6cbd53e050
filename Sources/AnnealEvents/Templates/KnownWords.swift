/// Words whose kind is known whatever system wrote the line. All have at most eight bytes, which are one number.
struct KnownWords {
    private let units = Self.set(
        """
        B KB MB GB TB PB kB KiB MiB GiB TiB K M G Kb Mb Gb bps Kbps Mbps Gbps Hz kHz MHz GHz % s sec secs ms msec us usec ns \
        min mins h hr hrs
        """)
    private let calendar = Self.set(
        "Mon Tue Wed Thu Fri Sat Sun Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec")
    private let literals = Self.set(
        "null NULL nil None true false TRUE FALSE True False NaN nan")
    private let extensions = Self.set(
        """
        exe dll so jar war py pyc js ts go rs rb swift c h cc cpp hpp java kt class o a log txt csv tsv json xml yaml yml toml \
        conf cfg ini xaml sys dat db sqlite tmp bak pid sock lock gz bz2 xz zip tar rpm deb whl png jpg gif svg html htm css \
        sh bat cmd pem crt key
        """)
    private let domains = Self.set("com net org edu gov mil int info biz io dev local lan internal arpa")

    /// A unit of a quantity.
    func isUnit(_ word: UInt64) -> Bool { units.contains(word) }
    /// A day or a month.
    func isCalendar(_ word: UInt64) -> Bool { calendar.contains(word) }
    /// A value that many languages print for nothing, yes and no.
    func isLiteral(_ word: UInt64) -> Bool { literals.contains(word) }
    /// The extension of a file's name.
    func isExtension(_ word: UInt64) -> Bool { extensions.contains(word) }
    /// The end of a host's name.
    func isDomain(_ word: UInt64) -> Bool { domains.contains(word) }

    /// A word of up to eight bytes as a number, the last byte lowest; 0 for longer ones.
    @inline(__always) static func number(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
        guard bytes.count <= 8 else { return 0 }
        var number: UInt64 = 0
        for byte in bytes { number = number << 8 | UInt64(byte) }
        return number
    }

    private static func set(_ words: String) -> Set<UInt64> {
        Set(words.split(separator: " ").map { $0.utf8.reduce(0) { $0 << 8 | UInt64($1) } })
    }
}
