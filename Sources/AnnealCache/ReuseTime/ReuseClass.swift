/// Groups objects of which a similar time until the next request is expected: by the number of requests so far and by
/// the typical time between them.
enum ReuseClass {
    private static let gapClasses = 14
    private static let countClasses = 8

    /// The number of classes. Class 0 holds what was requested once.
    static let count = 1 + (countClasses - 1) * gapClasses
    /// The number of groups of classes that have the typical time in common; class 0 is group 0 of its own.
    static let groups = 1 + gapClasses

    /// The group of a class.
    static func group(of number: Int) -> Int { number == 0 ? 0 : 1 + (number - 1) % gapClasses }

    /// The class of an object.
    ///
    /// - Parameters:
    ///   - requests: how often it was requested, from 1.
    ///   - logGap: sixteen times the smoothed binary logarithm of the time between two requests.
    /// - Returns: the class's number.
    static func number(requests: UInt8, logGap: Int) -> Int {
        let level: Int
        switch requests {
        case 0, 1: return 0
        case 2...4: level = Int(requests) - 2
        case 5...7: level = 3
        case 8...15: level = 4
        case 16...31: level = 5
        default: level = 6
        }
        // Twenty octaves are shared out among the classes.
        let gap = min(gapClasses - 1, logGap * gapClasses / (16 * 20))
        return 1 + level * gapClasses + gap
    }
}
