/// Text with its disguises taken off, and what they were.
///
/// Letters that look like ASCII become ASCII (full width, mathematical, enclosed), accents are dropped, invisible
/// characters vanish, entities are resolved. What was written in invisible characters is kept as text of its own.
struct InjectionFolding: Sendable {
    /// The visible text, folded; its case is kept.
    private(set) var bytes: [UInt8] = []
    /// Places in `bytes` where something was taken off, in order.
    private(set) var disguises: [Disguise] = []
    /// Texts that were written in invisible characters.
    private(set) var hidden: [Hidden] = []
    /// Where the distance between folded and original places changes: pairs of both.
    private var anchors: [(folded: Int, source: Int)] = []

    /// Something that was taken off.
    struct Disguise: Sendable {
        /// Where, in the folded text.
        var place: Int
        var kind: Kind

        enum Kind: UInt8, Sendable { case invisible, direction, styledLetter, fullWidth, entity }
    }

    /// Text in tag characters or variation selectors.
    struct Hidden: Sendable {
        var text: [UInt8]
        /// Its range in the original.
        var source: Range<Int>
    }

    /// Folds a text.
    ///
    /// - Parameter source: UTF-8; broken sequences become spaces.
    /// - Complexity: O(n).
    init(_ source: [UInt8]) {
        bytes.reserveCapacity(source.count)
        var tags = Run()
        var selectors = Run()
        var place = 0
        var lastVisible: UInt32 = 0
        source.withUnsafeBufferPointer { input in
            while place < input.count {
                let byte = input[place]
                if byte < 0x80 {
                    if byte == UInt8(ascii: "&"), let entity = InjectionEntities.read(input, at: place) {
                        note(place)
                        if entity.isNumeric { disguises.append(Disguise(place: bytes.count, kind: .entity)) }
                        append(scalar: entity.scalar)
                        place += entity.length
                        note(place)
                    } else {
                        bytes.append(byte < 32 && byte != 10 && byte != 9 ? 32 : byte)
                        place += 1
                    }
                    lastVisible = UInt32(byte)
                    continue
                }
                guard let (scalar, length) = Self.decode(input, at: place) else {
                    bytes.append(32)
                    place += 1
                    continue
                }
                let end = place + length
                if scalar >= 0xE0020, scalar <= 0xE007E, lastVisible != 0x1F3F4 {
                    tags.add(UInt8(scalar - 0xE0000), place..<end)
                } else if let value = Self.selector(scalar) {
                    selectors.add(value, place..<end)
                } else if !Self.isInvisible(scalar) {
                    append(scalar: scalar)
                    lastVisible = scalar
                } else {
                    let isDirection = (0x202A...0x202E).contains(scalar) || (0x2066...0x2069).contains(scalar)
                    disguises.append(Disguise(place: bytes.count, kind: isDirection ? .direction : .invisible))
                }
                place = end
                note(place)
            }
        }
        if tags.bytes.count >= 4 { hidden.append(Hidden(text: tags.bytes, source: tags.range)) }
        if selectors.bytes.count >= 8 { hidden.append(Hidden(text: selectors.bytes, source: selectors.range)) }
    }

    /// Bytes that were gathered from invisible characters.
    private struct Run {
        var bytes: [UInt8] = []
        var range = 0..<0

        mutating func add(_ byte: UInt8, _ place: Range<Int>) {
            if bytes.isEmpty { range = place }
            range = range.lowerBound..<place.upperBound
            bytes.append(byte)
        }
    }

    /// Notes that the next folded byte comes from a place of the original.
    private mutating func note(_ source: Int) {
        let folded = bytes.count
        if let last = anchors.last {
            guard source - folded != last.source - last.folded else { return }
            if last.folded == folded { anchors.removeLast() }
        }
        anchors.append((folded, source))
    }

    /// The place in the original from which a folded byte comes.
    ///
    /// - Complexity: O(log n).
    func source(of place: Int) -> Int {
        var (low, high) = (0, anchors.count)
        while low < high {
            let middle = (low + high) / 2
            if anchors[middle].folded <= place { low = middle + 1 } else { high = middle }
        }
        guard low > 0 else { return place }
        return anchors[low - 1].source + place - anchors[low - 1].folded
    }

    /// A text folded, without what was taken off.
    static func folded(_ text: String) -> [UInt8] { Self(Array(text.utf8)).bytes }

    private mutating func append(scalar: UInt32) {
        if scalar < 0x80 {
            bytes.append(scalar < 32 && scalar != 10 && scalar != 9 ? 32 : UInt8(scalar))
            return
        }
        switch InjectionLetters.fold(scalar) {
        case .same: Self.encode(scalar, into: &bytes)
        case .nothing: break
        case .text(let text): bytes.append(contentsOf: text.utf8)
        case .scalar(let other): Self.encode(other, into: &bytes)
        case .styled(let letter):
            disguises.append(Disguise(place: bytes.count, kind: .styledLetter))
            bytes.append(letter)
        case .fullWidth(let letter):
            // Capitals and digits of full width are usual in Japanese; small letters are not.
            if letter >= UInt8(ascii: "a") { disguises.append(Disguise(place: bytes.count, kind: .fullWidth)) }
            bytes.append(letter)
        }
    }
}
