/// A chart of lines over one axis, as a small SVG.
struct LineChart {
    /// A line and, where there is one, the band around it.
    struct Series {
        let name: String
        let color: String
        let values: [Double]
        var band: (low: [Double], high: [Double])?
    }

    let title: String
    let xLabel: String
    let yLabel: String
    /// The places of all values.
    let x: [Double]
    /// The upper end of the axis; it begins at 0.
    let top: Double
    let series: [Series]

    private static let (left, right, upper, lower) = (56.0, 470.0, 28.0, 236.0)

    /// The text of the picture.
    var svg: String {
        var lines = [
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 640 280\" font-family=\"sans-serif\" font-size=\"11\">",
            "<rect width=\"640\" height=\"280\" fill=\"white\"/>",
            "<text x=\"\(Self.left)\" y=\"16\" font-size=\"13\">\(title)</text>",
        ]
        for part in 0...4 {
            let (value, across) = (top * Double(part) / 4, (x.last ?? 1) * Double(part) / 4)
            let (h, v) = (Self.text(self.across(across)), Self.text(down(value)))
            lines.append("<path d=\"M\(Self.left) \(v)H\(Self.right)\" stroke=\"#ddd\"/>")
            lines.append(
                "<text x=\"50\" y=\"\(v)\" dy=\"4\" text-anchor=\"end\">\(Self.label(value, upTo: top))</text>")
            lines.append(
                "<text x=\"\(h)\" y=\"252\" text-anchor=\"middle\">\(Self.label(across, upTo: x.last ?? 1))</text>")
        }
        for (index, line) in series.enumerated() {
            if let band = line.band {
                let around = points(band.high) + points(band.low).reversed()
                lines.append(
                    "<polygon fill=\"\(line.color)\" opacity=\"0.18\" points=\"\(around.joined(separator: " "))\"/>")
            }
            let way = points(line.values).joined(separator: " ")
            lines.append("<polyline fill=\"none\" stroke=\"\(line.color)\" stroke-width=\"1.8\" points=\"\(way)\"/>")
            lines.append("<text x=\"478\" y=\"\(44 + 16 * index)\" fill=\"\(line.color)\">\(line.name)</text>")
        }
        let middle = (Self.left + Self.right) / 2
        lines.append("<text x=\"\(middle)\" y=\"270\" text-anchor=\"middle\">\(xLabel)</text>")
        lines.append(
            "<text x=\"12\" y=\"132\" transform=\"rotate(-90 12 132)\" text-anchor=\"middle\">\(yLabel)</text>")
        return lines.joined(separator: "\n") + "\n</svg>\n"
    }

    private func points(_ values: [Double]) -> [String] {
        zip(x, values).map { "\(Self.text(across($0))),\(Self.text(down($1)))" }
    }

    private func across(_ value: Double) -> Double { Self.left + (Self.right - Self.left) * value / (x.last ?? 1) }
    private func down(_ value: Double) -> Double { Self.lower - (Self.lower - Self.upper) * min(1, value / top) }
    /// Whole numbers along long axes, with digits after the point along short ones.
    private static func label(_ value: Double, upTo end: Double) -> String {
        if end >= 20 { return "\(Int(value))" }
        let digits = end > 2 ? 10.0 : 100
        return "\((value * digits).rounded() / digits)"
    }
    /// With one digit after the point.
    private static func text(_ value: Double) -> String { "\((value * 10).rounded() / 10)" }
}
