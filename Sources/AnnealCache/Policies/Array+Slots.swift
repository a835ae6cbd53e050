extension Array {
    /// Puts an element where one was given up, or at the end.
    ///
    /// - Parameters:
    ///   - element: the element.
    ///   - free: the places that were given up; the one that is used is taken out.
    /// - Returns: where it is.
    mutating func place(_ element: Element, reusing free: inout [Int32]) -> Int32 {
        guard let slot = free.popLast() else {
            append(element)
            return Int32(count - 1)
        }
        self[Int(slot)] = element
        return slot
    }
}
