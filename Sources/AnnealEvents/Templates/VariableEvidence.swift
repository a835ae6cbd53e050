/// What was seen at one place of otherwise equal shapes.
///
/// Most places only ever have one value, which is kept without an array.
struct VariableEvidence {
    /// No more values than this are kept; no place needs more.
    static let limit = 16

    private var firstValue: UInt64
    private var firstMember: Int32
    private var otherValues: [UInt64] = []
    private var otherMembers: [Int32] = []
    private var hasFirstMember = true
    /// Lengths of the values in tokens, as bits, where values can be of several lengths.
    private var lengths: UInt64
    /// How many values show that the place is variable: the most that one of its values asked for.
    private var needed: Int
    /// Whether the place is known to be variable.
    private(set) var isVariable = false

    /// Creates evidence of one value.
    ///
    /// - Parameters:
    ///   - value: its hash.
    ///   - member: the template that it belongs to.
    ///   - needed: how many values the place needs with this one among them.
    ///   - length: its length in tokens.
    init(_ value: UInt64, of member: Int32, needed: Int, length: Int = 1) {
        firstValue = value
        firstMember = member
        lengths = 1 << UInt64(min(length, 63))
        self.needed = max(2, needed)
    }

    /// The templates that the values belong to.
    var members: [Int32] { hasFirstMember ? [firstMember] + otherMembers : otherMembers }

    /// Whether the values seen have more than one length.
    var hasSeveralLengths: Bool { lengths.nonzeroBitCount > 1 }

    /// Notes another value; see `init`.
    mutating func note(_ value: UInt64, of member: Int32, needed: Int, length: Int = 1) {
        if value != firstValue, otherValues.count + 1 < Self.limit, !otherValues.contains(value) {
            otherValues.append(value)
        }
        if !(hasFirstMember && member == firstMember), !otherMembers.contains(member) { otherMembers.append(member) }
        lengths |= 1 << UInt64(min(length, 63))
        self.needed = max(self.needed, needed)
    }

    /// Whether the place is variable, by what was seen so far; something variable counts for two values.
    var isConvincing: Bool {
        guard !otherValues.isEmpty else { return false }
        if isVariable { return true }
        let hasWildcard = firstValue == LineToken.wildcardHash || otherValues.contains(LineToken.wildcardHash)
        return otherValues.count + (hasWildcard ? 2 : 1) >= needed
    }

    /// Notes that the place is variable, and that one template has come of its members.
    mutating func settle(on member: Int32) {
        isVariable = true
        firstMember = member
        hasFirstMember = true
        otherMembers = []
    }

    /// Renumbers the members.
    ///
    /// - Parameter change: a member's new number, or `nil` when it is gone.
    mutating func renumber(_ change: (Int32) -> Int32?) {
        otherMembers = otherMembers.compactMap(change)
        guard hasFirstMember else { return }
        if let member = change(firstMember) { firstMember = member } else { hasFirstMember = false }
    }
}
