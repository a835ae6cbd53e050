extension Int {
    /// The sum with a number from outside; the greatest number there is where it would be greater.
    func clampedSum(_ other: Int) -> Int {
        let (sum, overflow) = addingReportingOverflow(Swift.max(0, other))
        return overflow ? .max : sum
    }
}
