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

    /// The outermost value.
    var shape: Shape = .other
    /// Whether a name is left free, so that the value depends on something that is not written there.
    var hasFreeNames = false
    /// Whether something stands for a thing left out (`...`), or `*` and `/` mark parameters.
    var hasPlaceholder = false
    /// Whether parameters have types.
    var hasAnnotation = false
    /// `->` after the call's brackets.
    var hasArrowType = false
    /// Whether a list, tuple or object has a comma at its first level.
    var hasInnerComma = false
    private var whole: Offsets
    private var called = Offsets.none
    private var left = Offsets.none
    private var right = Offsets.none
    private var argumentTotal: Int32 = 0
    private var ending: Int32 = 0

    /// An expression of which nothing is known but where it stands, without white space at both ends.
    init(range: Range<Int>) { whole = Offsets(range) }

    /// The whole, without white space at both ends.
    var range: Range<Int> { whole.range }
    /// The called name with what is in front of it: `store.search`.
    var callee: Range<Int>? {
        get { called.ifSome }
        set { called = Offsets(newValue) }
    }
    /// How many arguments the outermost call has.
    var argumentCount: Int {
        get { Int(argumentTotal) }
        set { argumentTotal = Int32(newValue) }
    }
    /// Where the outermost call's brackets end.
    var callEnd: Int {
        get { Int(ending) }
        set { ending = Int32(newValue) }
    }
    /// What is compared, in `f(x) == y` and the like.
    var relation: Relation? {
        get {
            guard let left = left.ifSome, let right = right.ifSome else { return nil }
            return Relation(left: left, right: right)
        }
        set {
            left = Offsets(newValue?.left)
            right = Offsets(newValue?.right)
        }
    }

    /// A call with nothing left free.
    var isClosedCall: Bool {
        callee != nil && callEnd == range.upperBound && !hasFreeNames && !hasPlaceholder && !hasAnnotation
            && relation == nil
    }
    /// A value with nothing left free.
    var isClosedValue: Bool { !hasFreeNames && !hasPlaceholder && !hasAnnotation && relation == nil && !hasArrowType }
}
