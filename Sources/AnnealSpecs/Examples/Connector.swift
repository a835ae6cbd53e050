/// The words between two code spans, as far as they say how the spans belong together.
enum Connector {
    /// What the left span has to do with the right one.
    enum Meaning {
        /// "returns", "is", "gives", "→".
        case value
        /// "becomes", "comes".
        case change
        /// "raises", "throws".
        case error
        /// A comma, "and", "or" between two of a kind.
        case list
        /// "gives the same location": the value of the example before.
        case same
        /// ", that is": the right span says the left one again.
        case restated
        /// Nothing that is understood.
        case none
    }

    private static let verbs = WordSet(
        "returns return returning gives give giving is are equals equal yields yield produces produce evaluates "
            + "results resolves returned be")
    private static let changes = WordSet("becomes become comes turns")
    private static let errors = WordSet("raises raise throws throw raised thrown fails raising throwing")
    private static let fillers = WordSet(
        "the a an value values text string list tuple number result integer int dict dictionary object array boolean bool "
            + "float exactly therefore thus still also then again just simply always will should must shall to it "
            + "which that this both all each system called evaluate evaluated invoked run empty would so")

    /// Reads the text between two spans. Complexity: O(n).
    static func read(_ bytes: Bytes, _ gap: Range<Int>) -> Meaning {
        guard gap.count <= 90 else { return .none }
        var meaning = Meaning.none
        var words = 0
        var hasComma = false
        var joins = false
        var isSame = false
        var previous: WordKey?
        var offset = gap.lowerBound
        while offset < gap.upperBound {
            let byte = bytes[offset]
            if ASCII.isLetter(byte) {
                let start = offset
                while offset < gap.upperBound, ASCII.isLetter(bytes[offset]) || bytes[offset] == ASCII.apostrophe {
                    offset += 1
                }
                let key = WordKey(bytes, start..<offset)
                words += 1
                if verbs.contains(key) {
                    if meaning == .none { meaning = .value }
                } else if changes.contains(key) {
                    meaning = .change
                } else if errors.contains(key) {
                    meaning = .error
                } else if key == and || key == or {
                    joins = true
                } else if key == same {
                    isSame = true
                } else if isSame {
                    // "the same location", "the same tuple".
                    continue
                } else if key == with, meaning == .error {
                    // "fails with a `ValueError`".
                } else if key == inside, previous == results {
                    // "results in".
                } else if !fillers.contains(key) {
                    return .none
                }
                previous = key
                continue
            }
            switch byte {
            case ASCII.space, ASCII.asterisk, ASCII.underscore: break
            case ASCII.comma: hasComma = true
            case ASCII.closeParenthesis where words == 0: break
            case ASCII.equals, ASCII.dash, ASCII.greater: meaning = .value
            case 0xE2:
                // →, ➞, ⇒ and the long dash.
                guard offset + 2 < gap.upperBound else { return .none }
                let pair = (bytes[offset + 1], bytes[offset + 2])
                guard pair == (0x86, 0x92) || pair == (0x9E, 0x9E) || pair == (0x87, 0x92) else { return .none }
                meaning = .value
                offset += 2
            default: return .none
            }
            offset += 1
        }
        if isSame { return meaning == .value ? .same : .none }
        if meaning != .none { return joins && meaning != .error ? .none : meaning }
        if words == 0, hasComma || gap.isEmpty { return .list }
        return joins && words == 1 ? .list : .none
    }

    private static let and = WordKey("and")
    private static let or = WordKey("or")
    private static let same = WordKey("same")
    private static let with = WordKey("with")
    private static let inside = WordKey("in")
    private static let results = WordKey("results")

    /// Whether a gap says that what follows is the same once more: ", that is", ", i.e.".
    static func restates(_ bytes: Bytes, _ gap: Range<Int>) -> Bool {
        guard gap.count <= 24 else { return false }
        return bytes.find("that is", in: gap) != nil || bytes.find("i.e.", in: gap) != nil
            || bytes.find("which is", in: gap) != nil || bytes.find("so", in: gap) != nil
    }
}
