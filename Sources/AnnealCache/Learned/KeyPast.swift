/// What is remembered of the requests of one object, and the features that it gives.
///
/// The same requests give the same numbers on every machine: logarithms and powers of two are linear between whole ones.
struct KeyPast: Sendable, Hashable {
    /// The features of a row, in their order.
    static let names = [
        "age", "gap1", "gap2", "gap3", "gap4", "rate512", "rate4096", "rate32768", "requests", "size",
    ]
    /// Requests after which a faded count is half.
    private static let halfLives = SIMD4<Float>(512, 4_096, 32_768, 1)

    /// The time of the last request.
    private(set) var last: Int
    /// Logarithms of the times between the last requests, the newest first; -1 where there were fewer.
    private var gaps = SIMD4<Float>(repeating: -1)
    /// Requests, older ones faded.
    private var faded = SIMD4<Float>(repeating: 1)
    private var requests = 1

    /// Begins with the first request.
    init(at time: Int) { last = time }

    /// Notes a request.
    mutating func note(at time: Int) {
        let gap = Float(time - last)
        gaps = SIMD4(Self.logarithm(gap), gaps[0], gaps[1], gaps[2])
        for place in 0..<3 { faded[place] = 1 + faded[place] * Self.halved(gap / Self.halfLives[place]) }
        requests += 1
        last = time
    }

    /// Appends the features.
    ///
    /// - Parameters:
    ///   - row: gets as many numbers as there are names.
    ///   - time: now, after the last request or at it.
    ///   - size: the object's.
    func append(to row: inout [Float], at time: Int, size: Int) {
        let age = Float(time - last)
        row.append(Self.logarithm(age + 1))
        for place in 0..<4 { row.append(gaps[place]) }
        for place in 0..<3 { row.append(faded[place] * Self.halved(age / Self.halfLives[place])) }
        row.append(Self.logarithm(Float(requests)))
        row.append(Self.logarithm(Float(size)))
    }

    /// The logarithm to the base 2 of a number from 1 on, linear between powers of two.
    static func logarithm(_ number: Float) -> Float {
        let number = max(1, number)
        return Float(number.exponent) + number.significand - 1
    }

    /// One half to the power of a number from 0 on, linear between whole ones.
    static func halved(_ number: Float) -> Float {
        let whole = number.rounded(.down)
        guard whole < 100 else { return 0 }
        return Float(sign: .plus, exponent: -Int(whole), significand: 1) * (1 - (number - whole) / 2)
    }
}
