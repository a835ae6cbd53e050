internal import CLearningKernels

extension UnsafeBufferPointer<Float> {
    /// The first of some neighbours with the greatest value.
    ///
    /// - Parameter range: places within the buffer.
    /// - Returns: its place, counted from the first of them; 0 where there are none.
    func bestAction(in range: Range<Int>) -> Int {
        precondition(range.lowerBound >= 0 && range.upperBound <= count)
        guard let start = baseAddress, !range.isEmpty else { return 0 }
        var place: Int32 = 0
        lk_rows_first_maximum(&place, start + range.lowerBound, 1, range.count)
        return Int(place)
    }
}
