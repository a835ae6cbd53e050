import AnnealDecisions
import Foundation

/// Lines with bands as SVG, for the report of learning.
struct LineChart {
    /// A line of the chart.
    struct Line {
        var name: String
        /// Whether it is something that learns; others are dashed and have no band.
        var learns: Bool
        var points: [(x: Double, band: LearningCurve.Band)]
    }

    let title: String
    let unit: String
    let lines: [Line]

    private static let (width, height, left, top, right, bottom) = (860.0, 360.0, 64.0, 34.0, 240.0, 44.0)
    private static let colors = [
        "#1f5fbf", "#c2410c", "#15803d", "#7c3aed", "#b91c1c", "#0e7490", "#a16207", "#475569", "#be185d", "#111827",
    ]

    /// The chart as an SVG element.
    var svg: String {
        let points = lines.flatMap(\.points)
        guard let firstX = points.map(\.x).min(), let lastX = points.map(\.x).max(),
            let low = points.map(\.band.low).min(), let high = points.map(\.band.high).max()
        else { return "" }
        let (bottomValue, topValue) = (min(low, high - 1e-6), high + 0.04 * (high - low) + 1e-9)
        func x(_ value: Double) -> Double {
            let share = lastX > firstX ? (value - firstX) / (lastX - firstX) : 0.5
            return Self.left + share * (Self.width - Self.left - Self.right)
        }
        func y(_ value: Double) -> Double {
            let share = (value - bottomValue) / (topValue - bottomValue)
            return Self.height - Self.bottom - share * (Self.height - Self.top - Self.bottom)
        }
        var parts = [
            "<svg viewBox=\"0 0 \(Int(Self.width)) \(Int(Self.height))\" role=\"img\" aria-label=\"\(title)\" "
                + "xmlns=\"http://www.w3.org/2000/svg\">",
            "<text x=\"\(Self.left)\" y=\"18\" class=\"title\">\(title)</text>",
        ]
        for step in 0...4 {
            let value = bottomValue + Double(step) / 4 * (topValue - bottomValue)
            parts.append(
                "<line x1=\"\(Self.left)\" x2=\"\(Self.width - Self.right)\" y1=\"\(tenths(y(value)))\" "
                    + "y2=\"\(tenths(y(value)))\" class=\"grid\"/>"
                    + "<text x=\"\(Self.left - 6)\" y=\"\(tenths(y(value) + 4))\" text-anchor=\"end\">"
                    + "\(String(format: "%.2f", value))</text>")
        }
        for value in Set(points.map(\.x)).sorted() {
            parts.append(
                "<text x=\"\(tenths(x(value)))\" y=\"\(Self.height - 24)\" text-anchor=\"middle\">\(Int(value))</text>")
        }
        parts.append(
            "<text x=\"\(Self.left)\" y=\"\(Self.height - 6)\">outcomes learned from; \(unit)</text>")
        for (index, line) in lines.enumerated() {
            let color = Self.colors[index % Self.colors.count]
            parts += drawn(line, color: color, x: x, y: y)
            let place = Self.top + 12 + Double(index) * 18
            parts.append(
                "<line x1=\"\(Self.width - Self.right + 12)\" x2=\"\(Self.width - Self.right + 34)\" y1=\"\(place)\" "
                    + "y2=\"\(place)\" stroke=\"\(color)\" \(Self.stroke(line))/>"
                    + "<text x=\"\(Self.width - Self.right + 40)\" y=\"\(place + 4)\">\(line.name)</text>")
        }
        return (parts + ["</svg>"]).joined(separator: "\n")
    }

    private static func stroke(_ line: Line) -> String {
        line.learns ? "stroke-width=\"2.5\"" : "stroke-width=\"1.5\" stroke-dasharray=\"5 4\""
    }

    private func drawn(_ line: Line, color: String, x: (Double) -> Double, y: (Double) -> Double) -> [String] {
        let path = line.points.map { "\(tenths(x($0.x))),\(tenths(y($0.band.mean)))" }.joined(separator: " ")
        var parts: [String] = []
        if line.learns, line.points.count > 1 {
            let upper = line.points.map { "\(tenths(x($0.x))),\(tenths(y($0.band.high)))" }
            let lower = line.points.reversed().map { "\(tenths(x($0.x))),\(tenths(y($0.band.low)))" }
            parts.append(
                "<polygon points=\"\((upper + lower).joined(separator: " "))\" fill=\"\(color)\" opacity=\"0.13\"/>")
        }
        parts.append("<polyline points=\"\(path)\" fill=\"none\" stroke=\"\(color)\" \(Self.stroke(line))/>")
        return parts
    }

    private func tenths(_ value: Double) -> String { String(format: "%.1f", value) }
}
