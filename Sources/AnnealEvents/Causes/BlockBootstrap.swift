internal import AnnealFoundation
internal import Foundation

/// Intervals of coefficients, from resamples of blocks of neighbouring times.
///
/// Each variable is regressed on its own last value and on its causes, on the data and on resamples of its rows in blocks,
/// so that what neighbouring times share stays together. The interval is that of the middle 95 % of resamples, moved so
/// that resamples' mean falls on the estimate.
///
/// Source: H. R. Künsch, Annals of Statistics 17 (1989).
struct BlockBootstrap {
    /// A coefficient and where it lies.
    struct Coefficient {
        var value: Double
        var interval: ClosedRange<Double>?
    }

    private let design: LaggedDesign
    private let resamples: Int

    init(_ design: LaggedDesign, resamples: Int) {
        self.design = design
        self.resamples = resamples
    }

    /// The coefficients of links.
    ///
    /// - Parameter links: source, target and lag.
    /// - Returns: a coefficient a link, in the variables' units.
    func coefficients(_ links: [(from: Int, to: Int, lag: Int)]) -> [Coefficient] {
        var found = [Coefficient](repeating: Coefficient(value: 0), count: links.count)
        for target in 0..<design.variables {
            let indices = links.indices.filter { links[$0].to == target }
            guard !indices.isEmpty else { continue }
            let columns =
                [design.column(target, lag: 1)] + indices.map { design.column(links[$0].from, lag: links[$0].lag) }
            let regressions = regressions(of: target, on: columns)
            for (place, index) in indices.enumerated() {
                let scale = design.scales[target] / design.scales[links[index].from]
                let value = regressions.estimate[place + 1] * scale
                found[index].value = value
                guard resamples > 0 else { continue }
                let drawn = regressions.resampled.map { $0[place + 1] * scale }
                let shift = value - drawn.reduce(0, +) / Double(drawn.count)
                let sorted = drawn.sorted()
                let low = sorted[Int(0.025 * Double(sorted.count - 1))]
                let high = sorted[Int((0.975 * Double(sorted.count - 1)).rounded(.up))]
                found[index].interval = low + shift...high + shift
            }
        }
        return found
    }

    private func regressions(of target: Int, on columns: [Int]) -> (estimate: [Double], resampled: [[Double]]) {
        let width = columns.count + 1
        // One row: the columns and the target.
        var table = [Double](repeating: 0, count: design.rows * width)
        for row in 0..<design.rows {
            for (place, column) in columns.enumerated() {
                table[row * width + place] = design.past[row * design.columns + column]
            }
            table[row * width + columns.count] = design.present[row * design.variables + target]
        }
        let sums = prefixSums(table, width)
        let estimate = solve(sums[design.rows], rows: design.rows, width)
        var random = SplitMix64(seed: 0xB007 &+ UInt64(target))
        let block = max(2, Int(Double(design.rows).squareRoot() / 1.5))
        let resampled = (0..<resamples).map { _ in
            var total = [Double](repeating: 0, count: sums[0].count)
            var rows = 0
            while rows < design.rows {
                let length = min(block, design.rows - rows)
                let start = Int(random.next() % UInt64(design.rows - length + 1))
                for index in total.indices { total[index] += sums[start + length][index] - sums[start][index] }
                rows += length
            }
            return solve(total, rows: rows, width)
        }
        return (estimate, resampled)
    }

    /// For each row the sums over all rows before it: of all values, then of all products. A block is a difference of two.
    private func prefixSums(_ table: [Double], _ width: Int) -> [[Double]] {
        var sums: [[Double]] = [[Double](repeating: 0, count: width + width * width)]
        sums.reserveCapacity(design.rows + 1)
        for row in 0..<design.rows {
            var next = sums[row]
            for i in 0..<width {
                let value = table[row * width + i]
                next[i] += value
                for j in 0...i { next[width + i * width + j] += value * table[row * width + j] }
            }
            sums.append(next)
        }
        return sums
    }

    private func solve(_ sums: [Double], rows: Int, _ width: Int) -> [Double] {
        let count = width - 1
        var matrix = SmallMatrix(size: count)
        var products = [Double](repeating: 0, count: count)
        for i in 0..<width {
            for j in 0...i {
                let value = sums[width + i * width + j] - sums[i] * sums[j] / Double(rows)
                if i == count {
                    if j < count { products[j] = value }
                } else {
                    matrix[i, j] = value
                    matrix[j, i] = value
                }
            }
        }
        return matrix.inverse().times(products)
    }
}
