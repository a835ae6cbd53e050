internal import AnnealContext
internal import Foundation

/// Texts of one form, as runs of digits, of letters, and single signs: `B07-12-C` has seven. Some texts may lack a piece of
/// the longest one: `45m` and `2h` beside `1h30m`, `7:05` beside `7:05:30`.
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
        /// What stands there, in the order of the texts that have it.
        var texts: [String]

        /// Whether all texts that have it have the same there.
        var isConstant: Bool { Set(texts).count == 1 }
        /// The lengths that it has.
        var lengths: Set<Int> { Set(texts.map(\.count)) }
    }

    /// Runs beyond which a text has no form that could be told from its examples.
    private static let most = 24

    /// The runs of the longest text, each with what stands in its place in the others.
    let runs: [Run]
    /// Pieces that some of the texts lack, as places of runs: in their order, none within another.
    let optional: [Range<Int>]

    /// Takes texts apart; `nil` where there are none, where they are made of different runs or of one alone, and where one has a
    /// sign beyond ASCII.
    ///
    /// - Parameter texts: texts of the form, each once.
    init?(_ texts: [String]) {
        guard texts.allSatisfy({ $0.allSatisfy(\.isASCII) }) else { return nil }
        let all = texts.map(Self.runs)
        guard let longest = all.max(by: { $0.count < $1.count }), longest.count > 1, longest.count <= Self.most,
            longest.contains(where: { $0.kind != .sign })
        else { return nil }
        var present = longest.map { _ in [String]() }
        var lacking: Set<Range<Int>> = []
        for text in all {
            guard let alignment = Alignment(of: text, to: longest) else { return nil }
            for (place, index) in alignment.places { present[place].append(text[index].text) }
            lacking.formUnion(alignment.lacking)
        }
        optional = lacking.sorted { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }
        guard zip(optional, optional.dropFirst()).allSatisfy({ $0.upperBound <= $1.lowerBound }) else { return nil }
        runs = longest.indices.map { Run(kind: longest[$0].kind, texts: present[$0]) }
    }

    /// Whether the run at a place is part of a piece that some texts lack.
    func isOptional(_ place: Int) -> Bool { optional.contains { $0.contains(place) } }

    fileprivate typealias Piece = (kind: Run.Kind, text: String)

    /// Whether a piece that some texts lack is the fraction of a number: `12.5kg` beside `12kg`. One expression for the whole
    /// number fits these, not two groups.
    ///
    /// - Parameter results: what the texts become.
    /// - Returns: whether it is.
    func hasFraction(in results: [String]) -> Bool {
        optional.contains { piece in
            let start = piece.lowerBound
            guard piece.count == 2, start > 0, runs[start].texts.contains("."), runs[start - 1].kind == .digits else {
                return false
            }
            return results.contains { $0.contains(".") }
        }
    }

    private static func runs(of text: String) -> [Piece] {
        var runs: [Piece] = []
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

extension FormRuns {
    /// Where the runs of a text stand in the longest one.
    private struct Alignment {
        /// Places in the longest text, each with the text's run.
        var places: [(place: Int, index: Int)] = []
        /// Pieces of the longest text that the text lacks.
        var lacking: [Range<Int>] = []
        /// Places from which a rest of the text was found not to fit, so that none is tried twice.
        private var deadEnds: Set<[Int]> = []

        /// Puts a text's runs beside those of the longest; `nil` where they do not fit. What the text lacks is as far at the
        /// end as it can be.
        init?(of text: [Piece], to longest: [Piece]) {
            guard text.count < longest.count else {
                guard text.map(\.kind) == longest.map(\.kind) else { return nil }
                places = text.indices.map { ($0, $0) }
                return
            }
            guard extend(text, longest, from: 0, 0) else { return nil }
        }

        private mutating func extend(_ text: [Piece], _ longest: [Piece], from index: Int, _ place: Int) -> Bool {
            guard place < longest.count else { return index == text.count }
            guard !deadEnds.contains([index, place]) else { return false }
            let (placesBefore, lackingBefore) = (places, lacking)
            if index < text.count, Self.isSame(text[index], longest[place]) {
                places.append((place, index))
                if extend(text, longest, from: index + 1, place + 1) { return true }
                (places, lacking) = (placesBefore, lackingBefore)
            }
            for length in 2...3 where Self.isPiece(longest[place...].prefix(length), of: length) {
                lacking.append(place..<place + length)
                if extend(text, longest, from: index, place + length) { return true }
                (places, lacking) = (placesBefore, lackingBefore)
            }
            deadEnds.insert([index, place])
            return false
        }

        /// Signs and units have to be the same: they tell which piece is there.
        private static func isSame(_ lhs: Piece, _ rhs: Piece) -> Bool {
            guard lhs.kind == rhs.kind else { return false }
            return lhs.kind == .digits || lhs.text == rhs.text
                || lhs.kind == .letters && [lhs, rhs].allSatisfy { $0.text.allSatisfy(\.isUppercase) }
        }

        /// A number with its unit (`30m`), a sign with what follows it (`:05`), or a number with its unit and a space on
        /// either side.
        private static func isPiece(_ runs: ArraySlice<Piece>, of length: Int) -> Bool {
            guard runs.count == length else { return false }
            let kinds = runs.map(\.kind)
            let isSpaced = runs.first?.text == " " || runs.last?.text == " "
            switch kinds {
            case [.digits, .letters]: return runs.last?.text.allSatisfy(\.isLowercase) == true
            case [.sign, .digits], [.sign, .letters]: return true
            case [.digits, .letters, .sign], [.sign, .digits, .letters]: return isSpaced
            default: return false
            }
        }
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
