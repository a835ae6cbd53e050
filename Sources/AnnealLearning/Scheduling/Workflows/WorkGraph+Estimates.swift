extension WorkGraph {
    /// Durations as somebody would know them beforehand who is wrong about each task on its own: the true one times
    /// e^(deviation · z), z normal.
    ///
    /// - Parameters:
    ///   - deviation: of the logarithm of estimate over truth, not negative; 0 gives the truth. With 0.5 a third of the
    ///     estimates is wrong by a factor of more than 1.65.
    ///   - random: draws.
    /// - Returns: of each task, in seconds.
    public func estimates(deviation: Double, random: inout RandomSource) -> [Double] {
        guard deviation > 0 else { return durations }
        return durations.map { $0 * Elementary.exp(deviation * random.normal()) }
    }
}
