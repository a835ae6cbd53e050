/// Elements that lie one after the other in memory which somebody else keeps alive: an array without an owner.
///
/// A document is read by many small readers on all cores. If each held arrays, every copy of a reader would count their
/// references, and the cores would wait for each other at the same few counters. A view is an address and a count.
///
/// It is `Sendable` although it holds a pointer: there are only views of memory that nobody changes while they are in
/// use, since `Array.withView(_:)` makes them and holds the array for as long as its closure runs. Views must not leave
/// that closure.
struct View<Element: Sendable>: RandomAccessCollection, @unchecked Sendable {
    private let elements: UnsafeBufferPointer<Element>

    /// A view of a buffer, good for as long as the buffer is.
    init(_ elements: UnsafeBufferPointer<Element>) { self.elements = elements }

    @inline(__always) var startIndex: Int { 0 }
    @inline(__always) var endIndex: Int { elements.count }

    /// An element; stops the program outside of the view, as an array does.
    @inline(__always) subscript(index: Int) -> Element {
        precondition(UInt(bitPattern: index) < UInt(bitPattern: elements.count), "index out of range")
        return elements[index]
    }

    /// The elements of a range as a buffer, good for as long as the view is.
    func buffer(_ range: Range<Int>) -> UnsafeBufferPointer<Element> {
        precondition(range.lowerBound >= 0 && range.upperBound <= elements.count, "range out of range")
        return UnsafeBufferPointer(rebasing: elements[range])
    }
}

extension Array where Element: Sendable {
    /// Calls a closure with a view of the array, which must not leave it.
    ///
    /// - Parameter body: what is to be done.
    /// - Returns: what the closure returns.
    /// - Throws: what the closure throws.
    func withView<Result, Failure: Error>(
        _ body: (View<Element>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try withUnsafeBufferPointer { (elements) throws(Failure) -> Result in try body(View(elements)) }
    }
}

extension String {
    /// Calls a closure with a view of the text's bytes in UTF-8, which must not leave it.
    ///
    /// - Parameter body: what is to be done.
    /// - Returns: what the closure returns.
    func withBytes<Result>(_ body: (Bytes) -> Result) -> Result {
        var text = self
        return text.withUTF8 { body(Bytes($0)) }
    }
}
