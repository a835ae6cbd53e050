extension Duration {
    /// Reads a length of time as a person writes it: `90s`, `10m`, `1.5h`, `250ms`; a bare number is seconds.
    ///
    /// - Parameter text: a number with a unit.
    public init?(written text: String) {
        let units: [(String, Double)] = [("ms", 0.001), ("s", 1), ("m", 60), ("h", 3600)]
        let unit = units.first { text.hasSuffix($0.0) && text.count > $0.0.count }
        let number = unit.map { text.dropLast($0.0.count) } ?? text[...]
        guard let value = Double(number), value.isFinite, value >= 0, value < 1e9 else { return nil }
        self = .seconds(value * (unit?.1 ?? 1))
    }

    /// The length as a person reads it: `0.4 s`, `42 s`, `3 min 05 s`, `1 h 10 min`.
    public var readable: String {
        let total = seconds
        if total < 9.95 { return "\((total * 10).rounded() / 10) s" }
        let whole = Int(total.rounded())
        if whole < 60 { return "\(whole) s" }
        let (minutes, rest) = (whole / 60, whole % 60)
        if minutes < 60 { return "\(minutes) min \(rest < 10 ? "0" : "")\(rest) s" }
        let left = minutes % 60
        return "\(minutes / 60) h \(left < 10 ? "0" : "")\(left) min"
    }
}
