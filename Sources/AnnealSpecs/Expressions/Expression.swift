/// What a piece of code looks like: whether it is one well-formed expression, which names it leaves free, and whether
/// it is a call or a comparison at its outermost level.
struct Expression {
    /// What the outermost value is.
    enum Shape {
        case number, text, list, mapping, group, constant, call, other
    }

    /// An operator at the outermost level that says what the left side gives.
    struct Relation {
        var left: Range<Int>
        var right: Range<Int>
    }

    /// The whole, without white space at both ends.
    var range: Range<Int>
    /// The outermost value.
    var shape: Shape = .other
    /// Whether a name is left free, so that the value depends on something that is not written there.
    var hasFreeNames = false
    /// Whether something stands for a thing left out (`...`), or `*` and `/` mark parameters.
    var hasPlaceholder = false
    /// Whether parameters have types.
    var hasAnnotation = false
    /// The called name with what is in front of it: `store.search`.
    var callee: Range<Int>?
    /// The arguments of the outermost call.
    var arguments: [Range<Int>] = []
    /// Where the outermost call's brackets end.
    var callEnd = 0
    /// `->` after the call's brackets.
    var hasArrowType = false
    /// What is compared, in `f(x) == y` and the like.
    var relation: Relation?
    /// Whether a list, tuple or object has a comma at its first level.
    var hasInnerComma = false

    /// A call with nothing left free.
    var isClosedCall: Bool {
        callee != nil && callEnd == range.upperBound && !hasFreeNames && !hasPlaceholder && !hasAnnotation
            && relation == nil
    }
    /// A value with nothing left free.
    var isClosedValue: Bool { !hasFreeNames && !hasPlaceholder && !hasAnnotation && relation == nil && !hasArrowType }
}
