/// Finds the templates of log lines as they come, in one pass and in bounded memory.
///
/// A line is cut into tokens, what is variable by its form becomes `<*>`, and the rest is looked up by its hash: a line of
/// a known shape costs no more. A new shape is compared with the others that are equal to it but for one token, for
/// words that change together, or for a run between brackets or quotes; when enough different values were seen at such a place, the shapes become
/// one template. The outcome depends on the lines and their order alone.
///
/// Source: P. He, J. Zhu, Z. Zheng, M. R. Lyu, "Drain", ICWS 2017, for the task; see docs/algorithms/templates.md.
public struct TemplateMiner: Sendable {
    /// How much is kept.
    public struct Limits: Sendable {
        /// Shapes of lines; the half that was not seen for longest goes when there are more.
        public var shapes = 65_536
        /// Places that may turn out to be variable, likewise.
        public var places = 262_144
        /// The bytes of a line that count.
        public var lineBytes = 16_384

        /// The defaults.
        public init() {}
    }

    /// Something that became of a template's number.
    public enum Change: Sendable, Hashable {
        /// A template went into another one.
        case merged(Int, into: Int)
        /// A template was forgotten, to make room.
        case forgotten(Int, LogTemplate)
    }

    struct Slot {
        var number: Int
        var parent: Int32
        var count: Int
        var shape: TemplateShape
    }

    let limits: Limits
    private let tokenizer = LineTokenizer()
    private var tokens = LineTokens()
    var shapes = HashIndex()
    var slots: [Slot] = []
    var placeIndex = HashIndex()
    var places: [VariableEvidence] = []
    var kin = ShapeKin()
    private var nextNumber = 0
    var changes: [Change] = []

    /// Creates a miner that knows nothing.
    public init(limits: Limits = Limits()) { self.limits = limits }

    /// Takes a line.
    ///
    /// - Parameter line: the line's bytes without its end, in UTF-8.
    /// - Returns: the number of its template, which may go into another one later: see `takeChanges()`.
    ///   Complexity: O(bytes) for a line whose shape is known, O(tokens²) otherwise.
    public mutating func observe(_ line: UnsafeBufferPointer<UInt8>) -> Int {
        let line = UnsafeBufferPointer(rebasing: line[..<min(line.count, limits.lineBytes)])
        tokenizer.tokenize(line, into: &tokens)
        let hash = tokens.hash
        let slot: Int
        if let known = shapes.find(hash) {
            slot = root(known)
        } else {
            slot = learn(TemplateShape(tokens.items, of: line))
        }
        slots[slot].count += 1
        return slots[slot].number
    }

    /// Takes a line of text.
    public mutating func observe(_ line: String) -> Int {
        var line = line
        return line.withUTF8 { observe($0) }
    }

    /// The template of a number that `observe` gave and that has neither gone into another one nor been forgotten.
    /// Complexity: O(templates).
    public func template(_ number: Int) -> LogTemplate? {
        slots.indices.first { slots[$0].number == number && slots[$0].parent == $0 }.map(template(at:))
    }

    /// Whether `takeChanges()` has something to give.
    public var hasChanges: Bool { !changes.isEmpty }

    /// All templates by number.
    public var templates: [(number: Int, template: LogTemplate)] {
        slots.indices.filter { slots[$0].parent == $0 }.map { (slots[$0].number, template(at: $0)) }
            .sorted { $0.0 < $1.0 }
    }

    /// What became of templates since it was last asked, in order. What nobody takes is dropped in time.
    public mutating func takeChanges() -> [Change] {
        defer { changes = [] }
        return changes
    }

    func template(at slot: Int) -> LogTemplate { LogTemplate(text: slots[slot].shape.text, count: slots[slot].count) }

    @inline(__always) func root(_ slot: Int32) -> Int {
        var slot = slot
        while slots[Int(slot)].parent != slot { slot = slots[Int(slot)].parent }
        return Int(slot)
    }

    mutating func open(_ shape: TemplateShape) -> Int32 {
        let slot = Int32(slots.count)
        slots.append(Slot(number: nextNumber, parent: slot, count: 0, shape: shape))
        nextNumber += 1
        return slot
    }
}
