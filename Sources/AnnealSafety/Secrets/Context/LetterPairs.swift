/// Which pairs of letters are usual in English words and in the names that programmers make of them.
///
/// 317 of the 676 pairs make up 96.5 % of all pairs in the words of documentation and identifiers; in random letters
/// less than half of the pairs are among them.
enum LetterPairs {
    /// For each first letter the second ones as bits.
    private static let followers: [UInt32] = [
        "bcdefgiklmnprstuvwxy", "aceijlorsuy", "acdehiklmoprstuy", "abcdefilorsuy", "abcdefgijlmnopqrstuvwxy",
        "aefilorstuy", "aeghilnorsu", "aeilortu", "abcdefgklmnoprstvxz", "aeosu", "aeios", "acdefilopstuvy",
        "abdeilmopsu", "acdefgiklnopstuvy", "abcdefgiklmnoprstuvw", "adehiloprstuy", "u", "abcdefgiklmnoprstuvy",
        "acefhiklmnoprstuwy", "acdefhilmoprstuwy", "abcdefgilmnprst", "aeio", "aehinors", "ceipst", "eilmnopst", "ei",
    ].map { letters in letters.utf8.reduce(0) { $0 | 1 << UInt32($1 - 97) } }

    /// Whether a pair is unusual.
    ///
    /// - Parameters:
    ///   - first: a letter in either case.
    ///   - second: a letter in either case.
    /// - Returns: whether it is seldom found in words.
    static func isOdd(_ first: UInt8, _ second: UInt8) -> Bool {
        let row = Int(first | 32) - 97
        let column = UInt32(second | 32) &- 97
        guard row >= 0, row < 26, column < 26 else { return false }
        return followers[row] & (1 << column) == 0
    }

    /// Whether a letter is a vowel or `y`.
    static func isVowel(_ letter: UInt8) -> Bool {
        switch letter | 32 {
        case UInt8(ascii: "a"), UInt8(ascii: "e"), UInt8(ascii: "i"), UInt8(ascii: "o"), UInt8(ascii: "u"),
            UInt8(ascii: "y"):
            true
        default: false
        }
    }
}
