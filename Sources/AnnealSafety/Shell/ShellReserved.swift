/// The reserved words of the grammar. The raw value is the word's bytes, the first lowest, so that reading one is
/// collecting at most eight bytes in a number.
enum ShellReserved: UInt64 {
    case ifWord = 0x6669
    case then = 0x6E65_6874
    case elseWord = 0x6573_6C65
    case elif = 0x6669_6C65
    case fi = 0x6966
    case doWord = 0x6F64
    case done = 0x656E_6F64
    case caseWord = 0x6573_6163
    case esac = 0x6361_7365
    case whileWord = 0x65_6C69_6877
    case until = 0x6C_6974_6E75
    case forWord = 0x72_6F66
    case select = 0x7463_656C_6573
    case inWord = 0x6E69
    case function = 0x6E6F_6974_636E_7566
    case time = 0x656D_6974
    case coproc = 0x636F_7270_6F63
    case openBrace = 0x7B
    case closeBrace = 0x7D
    case not = 0x21
    case openTest = 0x5B5B
    case closeTest = 0x5D5D

    /// Whether it ends a list of commands or stands within a compound command.
    var isClosing: Bool {
        switch self {
        case .then, .elseWord, .elif, .fi, .doWord, .done, .esac, .inWord, .closeBrace, .closeTest: true
        default: false
        }
    }

    /// Whether a compound command starts with it that may be the body of a function.
    var opensCompound: Bool {
        switch self {
        case .ifWord, .caseWord, .whileWord, .until, .forWord, .select, .openBrace, .openTest: true
        default: false
        }
    }

    /// The word as it is written.
    var text: String {
        var bytes: [UInt8] = []
        var rest = rawValue
        while rest != 0 {
            bytes.append(UInt8(truncatingIfNeeded: rest))
            rest >>= 8
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
