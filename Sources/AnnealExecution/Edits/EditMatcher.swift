/// Finds the lines of a replacement in a file: first exactly, then without white space at the ends of lines, then
/// without regard to white space, then with Unicode punctuation folded to ASCII. At each level the place must be the
/// only one, unless an anchor or a line number tells which is meant.
public struct EditMatcher: Sendable {
    /// How closely lines were compared.
    public enum Level: Int, Sendable, Hashable, CaseIterable {
        /// Byte for byte.
        case exact
        /// Without white space at the ends of lines.
        case trailingSpace
        /// Without indentation, runs of white space as one space.
        case anySpace
        /// As before, with quotation marks, dashes and spaces of Unicode as those of ASCII.
        case folded
    }

    /// Where the lines were found.
    public struct Match: Sendable, Hashable {
        /// The lines, from 0.
        public var range: Range<Int>
        /// How closely they match.
        public var level: Level
    }

    /// Why there is no place, or not one.
    public enum Mismatch: Error, Sendable, Hashable {
        /// Not there.
        case notFound
        /// There several times, at these lines, from 0.
        case ambiguous([Int])
    }

    private let lines: [String]
    private let normalised: [[String]]

    /// Prepares a file. Complexity: O(n).
    ///
    /// - Parameter lines: the file's lines without their endings.
    public init(lines: [String]) {
        self.lines = lines
        normalised = Level.allCases.map { level in lines.map { Self.normalised($0, level) } }
    }

    /// Finds lines.
    ///
    /// - Parameters:
    ///   - old: the lines to find, at least one.
    ///   - anchors: lines that come before; the search begins behind them.
    ///   - start: where to begin when several places are equal and anchors or earlier changes tell the order.
    ///   - hint: the line, from 0, that decides between equal places.
    ///   - isAtEnd: whether the lines must be the file's last ones.
    /// - Returns: the place.
    /// - Throws: `Mismatch`. Complexity: O(lines of the file × lines to find).
    public func match(
        _ old: [String], anchors: [String] = [], from start: Int = 0, hint: Int? = nil, isAtEnd: Bool = false
    ) throws(Mismatch) -> Match {
        let anchored = position(behind: anchors, from: start)
        for level in Level.allCases {
            var places = places(of: old, level: level, from: 0)
            if isAtEnd, let last = places.last, isTail(last + old.count) { places = [last] }
            guard !places.isEmpty else { continue }
            if places.count == 1 { return Match(range: places[0]..<(places[0] + old.count), level: level) }
            if let hint, places.contains(hint) { return Match(range: hint..<(hint + old.count), level: level) }
            if let anchored, let place = places.first(where: { $0 >= anchored }) {
                return Match(range: place..<(place + old.count), level: level)
            }
            throw .ambiguous(places)
        }
        throw .notFound
    }

    /// The line behind the last anchor, or `nil` when there are none or one is not there.
    public func position(behind anchors: [String], from start: Int) -> Int? {
        guard !anchors.isEmpty else { return nil }
        var position = start
        for anchor in anchors {
            let levels: [Level] = [.exact, .anySpace, .folded]
            let found = levels.lazy.compactMap { level -> Int? in
                let wanted = Self.normalised(anchor, level)
                return normalised[level.rawValue][min(position, lines.count)...].firstIndex(of: wanted)
            }.first
            guard let found else { return nil }
            position = found + 1
        }
        return position
    }

    private func places(of old: [String], level: Level, from start: Int) -> [Int] {
        let wanted = old.map { Self.normalised($0, level) }
        guard let first = wanted.first, wanted.count <= lines.count else { return [] }
        let file = normalised[level.rawValue]
        return (start...(lines.count - wanted.count)).filter { place in
            file[place] == first && file[place..<(place + wanted.count)].elementsEqual(wanted)
        }
    }

    private func isTail(_ end: Int) -> Bool { lines[end...].allSatisfy { $0.trimmed.isEmpty } }

    /// The lines of the file that are most like those that were not found, for showing them.
    ///
    /// - Parameter old: the lines that were not found.
    /// - Returns: lines of the file, from 0; `nil` when nothing is similar. Complexity: as `match`.
    public func nearest(to old: [String]) -> Range<Int>? {
        let wanted = old.map { Self.normalised($0, .folded) }
        let file = normalised[Level.folded.rawValue]
        guard !wanted.isEmpty, !file.isEmpty, wanted.count * file.count < 4_000_000 else { return nil }
        let pairs = wanted.map(Self.pairs)
        let filePairs = file.map(Self.pairs)
        var best: (score: Double, start: Int) = (0, 0)
        for start in 0...max(0, file.count - wanted.count) {
            var score = 0.0
            for (offset, line) in wanted.enumerated() where !line.isEmpty && start + offset < file.count {
                score +=
                    file[start + offset] == line
                    ? 1 : Self.likeness(pairs[offset], filePairs[start + offset])
            }
            if score > best.score { best = (score, start) }
        }
        let needed = 0.4 * Double(max(1, wanted.filter { !$0.isEmpty }.count))
        guard best.score >= needed else { return nil }
        return best.start..<min(file.count, best.start + wanted.count)
    }

    private static func pairs(_ line: String) -> Set<UInt16> {
        let bytes = Array(line.utf8)
        return Set(zip(bytes, bytes.dropFirst()).map { UInt16($0) << 8 | UInt16($1) })
    }

    private static func likeness(_ a: Set<UInt16>, _ b: Set<UInt16>) -> Double {
        guard !a.isEmpty, !b.isEmpty else { return 0 }
        return 2 * Double(a.intersection(b).count) / Double(a.count + b.count)
    }

    /// A line as it is compared at a level.
    static func normalised(_ line: String, _ level: Level) -> String {
        switch level {
        case .exact: line
        case .trailingSpace: String(line.reversed().drop { $0.isWhitespace }.reversed())
        case .anySpace: line.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        case .folded:
            String(String.UnicodeScalarView(line.unicodeScalars.map(folded)))
                .split(whereSeparator: \.isWhitespace).joined(separator: " ")
        }
    }

    private static func folded(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar.value {
        case 0x2018...0x201B, 0x2032: "'"
        case 0x201C...0x201F, 0x2033: "\""
        case 0x2010...0x2015, 0x2212: "-"
        case 0x00A0, 0x2000...0x200A, 0x202F, 0x205F, 0x3000: " "
        default: scalar
        }
    }
}
