internal import AnnealContext
internal import Foundation

/// Texts of one form, as runs of digits, of letters, and single signs: `B07-12-C` has seven.
///
/// Source: the idea of programming by example, S. Gulwani, "Automating String Processing in Spreadsheets Using
/// Input-Output Examples", POPL 2011; here only the expression that takes the text apart comes of the examples.
struct FormRuns {
    /// A run at the same place of all texts.
    struct Run: Hashable {
        enum Kind: Hashable {
            case digits
            case letters
            case sign
        }

        var kind: Kind
        /// What stands there, in the order of the texts.
        var texts: [String]

        /// Whether all texts have the same there.
        var isConstant: Bool { Set(texts).count == 1 }
        /// The lengths that it has.
        var lengths: Set<Int> { Set(texts.map(\.count)) }
    }

    /// Runs beyond which a text has no form that could be told from its examples.
    private static let most = 24

    let runs: [Run]

    /// Takes texts apart; `nil` where there are none, where they are made of different runs or of one alone, and where one has a sign beyond ASCII.
    ///
    /// - Parameter texts: texts of the form, each once.
    init?(_ texts: [String]) {
        guard texts.allSatisfy({ $0.allSatisfy(\.isASCII) }) else { return nil }
        let all = texts.map(Self.runs)
        guard let first = all.first, first.count > 1, first.count <= Self.most,
            all.allSatisfy({ $0.map(\.kind) == first.map(\.kind) }), first.contains(where: { $0.kind != .sign })
        else { return nil }
        runs = first.indices.map { index in Run(kind: first[index].kind, texts: all.map { $0[index].text }) }
    }

    private static func runs(of text: String) -> [(kind: Run.Kind, text: String)] {
        var runs: [(kind: Run.Kind, text: String)] = []
        for character in text {
            let kind: Run.Kind =
                if character.isNumber { .digits } else if character.isLetter { .letters } else { .sign }
            if kind != .sign, let last = runs.last, last.kind == kind {
                runs[runs.count - 1].text.append(character)
            } else {
                runs.append((kind, String(character)))
            }
        }
        return runs
    }
}

extension FormRuns.Run {
    /// Whether it is a part of the text that changes from text to text.
    ///
    /// - Parameter results: what the texts become; letters in them are parts, others may be units (`h` in `1h30m`).
    /// - Returns: whether it does.
    func isPart(results: [String]) -> Bool {
        switch kind {
        case .digits: true
        case .sign: false
        case .letters:
            !isConstant || texts[0].contains(where: \.isUppercase)
                || results.contains { $0.lowercased().contains("\"\(texts[0].lowercased())\"") }
        }
    }

    /// Whether it is a word, of which nobody knows what else may stand in its place: not a letter, a short unit, or a code
    /// in capitals.
    var isFreeText: Bool { kind == .letters && texts.contains { $0.count > 2 && $0.contains(where: \.isLowercase) } }

    /// The expression for it.
    ///
    /// - Parameters:
    ///   - isPart: whether it is a group.
    ///   - isExact: whether it has as many digits or letters as in the examples.
    /// - Returns: the expression.
    func pattern(isPart: Bool, isExact: Bool) -> String {
        guard isPart else {
            let signs = Set(texts).sorted().map(Self.escaped)
            return signs.count == 1 ? signs[0] : "[\(signs.joined())]"
        }
        let unit: String
        switch kind {
        case .digits: unit = "\\d"
        default:
            let all = texts.joined()
            let (hasUpper, hasLower) = (all.contains(where: \.isUppercase), all.contains(where: \.isLowercase))
            unit = hasUpper && hasLower ? "[A-Za-z]" : hasUpper ? "[A-Z]" : "[a-z]"
        }
        guard isExact, let length = lengths.first, lengths.count == 1 else { return "(\(unit)+)" }
        return length == 1 ? "(\(unit))" : "(\(unit){\(length)})"
    }

    private static func escaped(_ text: String) -> String {
        text.map { "\\^$.|?*+()[]{}/-\"".contains($0) ? "\\\($0)" : String($0) }.joined()
    }
}
