package import AnnealFoundation
package import Foundation

/// Numbers as people read them, the same in every locale.
package enum Figures {
    /// A whole number in groups of three digits: `1,234,567`.
    package static func whole(_ number: Int) -> String {
        var digits = Array(String(number.magnitude))
        var place = digits.count - 3
        while place > 0 {
            digits.insert(",", at: place)
            place -= 3
        }
        return (number < 0 ? "-" : "") + String(digits)
    }

    /// Dollars with cents, or with as many digits as a small amount needs: `$1.20`, `$0.0042`.
    package static func money(_ amount: USD) -> String {
        let micros = amount.micros.magnitude
        let sign = amount.micros < 0 ? "-" : ""
        let (dollars, rest) = (micros / 1_000_000, micros % 1_000_000)
        let digits = String(1_000_000 + rest).dropFirst()
        var shown = micros == 0 || micros >= 100_000 ? String(digits.prefix(2)) : String(digits)
        while shown.count > 2 && shown.hasSuffix("0") { shown.removeLast() }
        return "\(sign)$\(whole(Int(dollars))).\(shown)"
    }

    /// A number and what is counted: `1 test`, `2 tests`, `2 criteria`.
    package static func counted(_ number: Int, _ noun: String, _ plural: String? = nil) -> String {
        "\(whole(number)) \(number == 1 ? noun : plural ?? noun + "s")"
    }

    /// A number with two decimals: `0.25`.
    package static func decimal(_ number: Double) -> String {
        guard number.isFinite, number.magnitude < 1e12 else { return "\(number)" }
        let hundredths = Int((number * 100).rounded())
        let rest = String(100 + Int(hundredths.magnitude % 100)).dropFirst()
        return "\(hundredths < 0 ? "-" : "")\(whole(Int(hundredths.magnitude / 100))).\(rest)"
    }

    /// A share as whole percents: `69 %`.
    package static func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }

    /// A moment in UTC: `2026-11-24 09:30:15 UTC`.
    package static func time(_ date: Date) -> String {
        let text = date.formatted(.iso8601)
        return text.replacing("T", with: " ").replacing("Z", with: " UTC")
    }
}
