internal import Foundation

/// Learns on line when objects of each class are requested again: requests counted over the time that objects were
/// watched, by class and age. Objects count whether they are in the cache or not, so that what the cache does has no
/// influence on what is learned, and an object that is never requested again counts by the time it was watched for.
///
/// Source: occurrence over exposure as the estimate of a rate under censoring: D. R. Cox, D. Oakes, "Analysis of
/// Survival Data", 1984.
struct ReuseModel: Sendable {
    /// Half of what was observed is forgotten after so many requests.
    private static let halfLife = 100_000.0
    /// What was observed elsewhere counts as much as so many objects of a class that pass through a bucket.
    private static let classPrior = 64.0
    private static let groupPrior = 32.0

    private var events = [Double](repeating: 0, count: ReuseClass.count * AgeScale.count)
    private var exposure = [Double](repeating: 0, count: ReuseClass.count * AgeScale.count)
    private var densities: [Float]
    private let starts = AgeScale.starts

    /// Creates a model that knows nothing, and ranks by recency.
    init() {
        densities = (0..<ReuseClass.count * AgeScale.count).map {
            1 / (1 + Float(AgeScale.starts[$0 % AgeScale.count]))
        }
    }

    /// Hits for each unit of time that an object of a class is worth at an age.
    @inline(__always)
    func density(_ number: UInt8, age: UInt32) -> Float {
        densities[Int(number) * AgeScale.count + AgeScale.bucket(age &+ 1)]
    }

    /// Notes a request at an age.
    mutating func observe(_ number: UInt8, age: UInt32) {
        events[Int(number) * AgeScale.count + AgeScale.bucket(age)] += 1
    }

    /// Notes that an object was watched from one age to another.
    mutating func expose(_ number: UInt8, from: UInt32, to: UInt32) {
        guard to > from else { return }
        var bucket = AgeScale.bucket(from + 1)
        var age = from
        let row = Int(number) * AgeScale.count
        while bucket < AgeScale.count - 1 {
            let end = starts[bucket + 1] - 1
            guard end < to else { break }
            exposure[row + bucket] += Double(end - age)
            age = end
            bucket += 1
        }
        exposure[row + bucket] += Double(to - age)
    }

    /// Estimates the rates anew and what follows from them, then forgets a little.
    ///
    /// A class with few observations is drawn to what classes with the same typical time show, and that to all.
    /// Complexity: O(classes × buckets).
    ///
    /// - Parameter elapsed: requests since the last time.
    mutating func rebuild(elapsed: UInt32) {
        let pooled = rates(of: { _ in 0 }, count: 1, prior: nil, weight: 0)
        let group = rates(of: ReuseClass.group, count: ReuseClass.groups, prior: pooled, weight: Self.groupPrior)
        var index = DensityIndex()
        var rates = [Double](repeating: 0, count: AgeScale.count)
        for number in 0..<ReuseClass.count {
            let (row, groupRow) = (number * AgeScale.count, ReuseClass.group(of: number) * AgeScale.count)
            for bucket in 0..<AgeScale.count {
                let weight = Self.classPrior * AgeScale.widths[bucket]
                rates[bucket] =
                    (events[row + bucket] + weight * group[groupRow + bucket]) / (exposure[row + bucket] + weight)
            }
            index.compute(rates: rates, into: &densities, at: row)
        }
        let kept = exp2(-Double(elapsed) / Self.halfLife)
        for cell in events.indices {
            events[cell] *= kept
            exposure[cell] *= kept
        }
    }

    /// Rates of groups of classes, by group and bucket.
    private func rates(of group: (Int) -> Int, count: Int, prior: [Double]?, weight: Double) -> [Double] {
        var sums = [Double](repeating: 0, count: count * AgeScale.count)
        var times = sums
        for number in 0..<ReuseClass.count {
            let (row, target) = (number * AgeScale.count, group(number) * AgeScale.count)
            for bucket in 0..<AgeScale.count {
                sums[target + bucket] += events[row + bucket]
                times[target + bucket] += exposure[row + bucket]
            }
        }
        for cell in sums.indices {
            let bucket = cell % AgeScale.count
            if let prior {
                let priorTime = weight * AgeScale.widths[bucket]
                sums[cell] = (sums[cell] + priorTime * prior[bucket]) / (times[cell] + priorTime)
            } else {
                // Where nothing was seen, older is rarer.
                let unseen = 0.05 / Double(max(1, starts[bucket]))
                sums[cell] = (sums[cell] + unseen) / (times[cell] + 1)
            }
        }
        return sums
    }
}
