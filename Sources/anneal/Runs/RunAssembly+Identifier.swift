import AnnealFoundation
import Foundation

extension RunAssembly {
    /// A new identifier: the time, so that identifiers sort by it, and four letters against collisions.
    static func newIdentifier(at time: Date = Date()) -> RunID {
        let parts = Calendar(identifier: .gregorian).dateComponents(
            in: TimeZone(identifier: "UTC") ?? .current, from: time)
        func padded(_ number: Int?, _ width: Int) -> String {
            let text = "\(number ?? 0)"
            return String(repeating: "0", count: max(0, width - text.count)) + text
        }
        let date = padded(parts.year, 4) + padded(parts.month, 2) + padded(parts.day, 2)
        let clock = padded(parts.hour, 2) + padded(parts.minute, 2) + padded(parts.second, 2)
        let letters = Array("0123456789abcdefghijkmnpqrstuvwxyz")
        let suffix = String((0..<4).compactMap { _ in letters.randomElement() })
        return RunID("\(date)-\(clock)-\(suffix)")
    }
}
