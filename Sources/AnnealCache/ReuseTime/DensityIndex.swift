internal import Foundation

/// Turns the rate of requests at every age into what a place in the cache is worth at that age: the largest number of
/// hits for each unit of time that can be had by keeping the object until some later age and no longer,
///
///     index(a) = max over b > a of  P(request in (a, b] | none before a) / E[time until the request or b].
///
/// Objects whose requests come as renewals are best ranked by this index: it is Gittins' for the bandit whose reward is
/// the hit and whose cost is the time in the cache.
///
/// Sources: J. Gittins, "Bandit processes and dynamic allocation indices", JRSS B 41(2), 1979; N. Beckmann, H. Chen,
/// A. Cidon, "LHD: improving cache hit rate by maximizing hit density", NSDI 2018, which fixes b at the end of the
/// object's stay.
struct DensityIndex {
    private var time = [Double](repeating: 0, count: AgeScale.count + 1)
    private var hits = [Double](repeating: 0, count: AgeScale.count + 1)
    private var halfTime = [Double](repeating: 0, count: AgeScale.count)
    private var halfHits = [Double](repeating: 0, count: AgeScale.count)
    private var hull = [Int](repeating: 0, count: AgeScale.count + 1)

    /// Computes the index at the middle of every bucket. Complexity: O(number of buckets).
    ///
    /// The points (expected time, probability of a hit) of all stopping ages lie on a curve; the index is the slope of
    /// the tangent from an age's own point to the upper hull of the later ones.
    ///
    /// - Parameters:
    ///   - rates: requests for each object and unit of time, by bucket.
    ///   - densities: gets the index.
    ///   - offset: where the first bucket's index goes.
    mutating func compute(rates: [Double], into densities: inout [Float], at offset: Int) {
        accumulate(rates)
        let last = AgeScale.count
        var size = 1
        hull[0] = last
        for bucket in stride(from: last - 1, through: 0, by: -1) {
            let (ownTime, ownHits) = (time[bucket] + halfTime[bucket], hits[bucket] + halfHits[bucket])
            var best = 0.0
            var corner = size - 1
            while corner >= 0 {
                let distance = time[hull[corner]] - ownTime
                let slope = distance > 0 ? (hits[hull[corner]] - ownHits) / distance : 0
                guard slope >= best else { break }
                best = slope
                corner -= 1
            }
            densities[offset + bucket] = Float(max(best, 1e-12))
            while size >= 2, isBelow(hull[size - 1], bucket, hull[size - 2]) { size -= 1 }
            hull[size] = bucket
            size += 1
        }
    }

    private mutating func accumulate(_ rates: [Double]) {
        var survival = 1.0
        for bucket in 0..<AgeScale.count {
            let width = AgeScale.widths[bucket]
            let expected = rates[bucket] * width
            // Beyond this nobody is left, and differences would drown in rounding.
            survival = max(survival, 1e-7)
            let probability = expected > 1e-4 ? 1 - exp(-expected) : expected
            let stay = expected > 1e-4 ? probability / rates[bucket] : width * (1 - expected / 2)
            let half = expected > 1e-4 ? 1 - exp(-expected / 2) : expected / 2
            halfTime[bucket] = survival * (expected > 1e-4 ? half / rates[bucket] : width / 2)
            halfHits[bucket] = survival * half
            time[bucket + 1] = time[bucket] + survival * stay
            hits[bucket + 1] = hits[bucket] + survival * probability
            survival *= 1 - probability
        }
    }

    /// Whether a point lies on or below the line from an earlier to a later one.
    private func isBelow(_ middle: Int, _ early: Int, _ late: Int) -> Bool {
        (hits[middle] - hits[early]) * (time[late] - time[early])
            <= (hits[late] - hits[early]) * (time[middle] - time[early])
    }
}
