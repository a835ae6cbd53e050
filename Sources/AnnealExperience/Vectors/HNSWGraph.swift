internal import AnnealFoundation
internal import CLearningKernels
internal import Foundation

/// A navigable graph in layers over the rows of a table, without names: places only.
///
/// Walks compare copies of the rows in bytes, a quarter as large (`Coded`), since what takes their time is fetching rows from
/// memory; what they find is then put in order by the numbers themselves.
///
/// Source: Y. Malkov, D. Yashunin, "Efficient and robust approximate nearest neighbor search using Hierarchical Navigable
/// Small World graphs" (2018): algorithms 1 to 5, with the heuristic selection of neighbours.
struct HNSWGraph {
    let width: Int
    /// Links of a row on the layers above the lowest; twice as many on the lowest.
    let links: Int
    /// How many candidates are kept when a row is linked.
    let breadth: Int
    private(set) var rows: [Float] = []
    private var codes: [Int8] = []
    /// What a whole number in `codes` stands for, by row.
    private var scales: [Float] = []
    /// Links on the lowest layer: a count, then places, for each row.
    private var ground: [Int32] = []
    /// Links on the layers above, from the first on, for rows that are there.
    private var upper: [Int32: [[Int32]]] = [:]
    private var entry: Int32 = -1
    private var top = 0
    private var random: SplitMix64
    private var scratch = Scratch()

    /// What a walk needs, kept so that it is not made for each.
    struct Scratch {
        var visited: [UInt32] = []
        var mark: UInt32 = 0
        var fresh: [Int32] = []
        var products: [Int32] = []
    }

    init(width: Int, links: Int, breadth: Int, seed: UInt64) {
        self.width = width
        self.links = links
        self.breadth = breadth
        random = SplitMix64(seed: seed)
    }

    private var stride: Int { 2 * links + 1 }
    private(set) var count = 0

    func row(_ place: Int32) -> [Float] { Array(rows[Int(place) * width..<(Int(place) + 1) * width]) }

    /// Adds a row; its place is the number of rows before it.
    mutating func add(_ vector: [Float]) {
        let place = Int32(count)
        let query = Coded(vector)
        count += 1
        rows += vector
        codes += query.codes
        scales.append(query.scale)
        ground += repeatElement(0, count: stride)
        scratch.visited.append(0)
        let layer = drawLayer()
        if layer > 0 { upper[place] = Array(repeating: [], count: layer) }
        guard entry >= 0 else {
            (entry, top) = (place, layer)
            return
        }
        var nearest = descend(query, to: layer)
        for level in stride(from: min(layer, top), through: 0, by: -1) {
            let found = exact(walk(query, from: nearest, breadth: breadth, level: level), vector)
            let chosen = choose(found, count: links)
            setNeighbours(of: place, at: level, chosen)
            for neighbour in chosen { link(neighbour, to: place, at: level) }
            if let best = found.first { nearest = best.place }
        }
        if layer > top { (entry, top) = (place, layer) }
    }

    /// The rows with nearly the largest products, the best first.
    mutating func search(_ query: [Float], count wanted: Int, breadth: Int) -> [BestMatches.Entry] {
        guard entry >= 0 else { return [] }
        let probe = Coded(query)
        let found = walk(probe, from: descend(probe, to: 0), breadth: max(breadth, wanted), level: 0)
        return Array(exact(found, query).prefix(wanted))
    }

    /// What a walk found, with the products of the numbers themselves, the best first.
    private func exact(_ found: BestMatches, _ query: [Float]) -> [BestMatches.Entry] {
        let places = found.heap.map(\.place)
        return zip(products(query, places), places).map { BestMatches.Entry(score: $0, place: $1) }
            .sorted { BestMatches.Entry.isWorse($1, $0) }
    }

    private func stride(from: Int, through: Int, by step: Int) -> StrideThrough<Int> {
        Swift.stride(from: from, through: through, by: step)
    }

    private mutating func drawLayer() -> Int {
        let uniform = Double(random.next() >> 11) * 0x1p-53
        return Int(-log(max(uniform, 1e-18)) / log(Double(links)))
    }

    /// Goes greedily from the top down to the layer above the one that is wanted.
    private mutating func descend(_ query: Coded, to layer: Int) -> Int32 {
        var place = entry
        var score = product(query, place)
        for level in stride(from: top, through: layer + 1, by: -1) {
            var isImproved = true
            while isImproved {
                isImproved = false
                for neighbour in neighbours(of: place, at: level) {
                    let other = product(query, neighbour)
                    if other > score { (place, score, isImproved) = (neighbour, other, true) }
                }
            }
        }
        return place
    }

    /// Nearly the product with a row.
    private func product(_ query: Coded, _ place: Int32) -> Float {
        var product: Int32 = 0
        lk_gather_dot_int8(&product, codes, [place], 1, width, query.codes)
        return Float(product) * scales[Int(place)] * query.scale
    }

    private func neighbours(of place: Int32, at level: Int) -> ArraySlice<Int32> {
        if level > 0 {
            guard let layers = upper[place], level <= layers.count else { return [] }
            return layers[level - 1][...]
        }
        let start = Int(place) * stride
        return ground[start + 1..<start + 1 + Int(ground[start])]
    }

    private mutating func setNeighbours(of place: Int32, at level: Int, _ chosen: [Int32]) {
        if level > 0 {
            upper[place]?[level - 1] = chosen
            return
        }
        let start = Int(place) * stride
        ground[start] = Int32(chosen.count)
        for (index, neighbour) in chosen.enumerated() { ground[start + 1 + index] = neighbour }
    }

    /// Adds a link, and lets go of the least useful one when there are too many.
    private mutating func link(_ place: Int32, to other: Int32, at level: Int) {
        var present = Array(neighbours(of: place, at: level))
        present.append(other)
        let limit = level == 0 ? 2 * links : links
        if present.count > limit {
            let center = row(place)
            var ranked = BestMatches(capacity: present.count)
            for (neighbour, score) in zip(present, products(center, present)) { ranked.offer(score, neighbour) }
            present = choose(ranked.sorted, count: limit)
        }
        setNeighbours(of: place, at: level, present)
    }

    /// Candidates that are nearer to the row than to any that was taken before them: links in many directions. Where
    /// these are too few, the best of the rest.
    private func choose(_ candidates: [BestMatches.Entry], count: Int) -> [Int32] {
        guard candidates.count > count else { return candidates.map(\.place) }
        var chosen: [Int32] = []
        var passed: [Int32] = []
        for candidate in candidates where chosen.count < count {
            let near = products(row(candidate.place), chosen)
            if near.allSatisfy({ $0 < candidate.score }) {
                chosen.append(candidate.place)
            } else {
                passed.append(candidate.place)
            }
        }
        return chosen + passed.prefix(count - chosen.count)
    }

    private func products(_ query: [Float], _ places: [Int32]) -> [Float] {
        var result = [Float](repeating: 0, count: places.count)
        lk_gather_dot(&result, rows, places, places.count, width, query)
        return result
    }

    /// The best rows of a layer that a best-first walk finds, by nearly their products, with at most `breadth` kept.
    private mutating func walk(_ query: Coded, from start: Int32, breadth: Int, level: Int) -> BestMatches {
        var scratch = Scratch()
        swap(&scratch, &self.scratch)
        defer { swap(&scratch, &self.scratch) }
        scratch.mark &+= 1
        if scratch.mark == 0 {
            scratch.visited = Array(repeating: 0, count: count)
            scratch.mark = 1
        }
        var found = BestMatches(capacity: breadth)
        var frontier = Frontier()
        scratch.visited[Int(start)] = scratch.mark
        let first = product(query, start)
        found.offer(first, start)
        frontier.push(BestMatches.Entry(score: first, place: start))
        while let next = frontier.pop() {
            if found.isFull, let worst = found.worst, next.score < worst.score { break }
            scratch.fresh.removeAll(keepingCapacity: true)
            for neighbour in neighbours(of: next.place, at: level)
            where scratch.visited[Int(neighbour)] != scratch.mark {
                scratch.visited[Int(neighbour)] = scratch.mark
                scratch.fresh.append(neighbour)
            }
            if scratch.products.count < scratch.fresh.count {
                scratch.products = Array(repeating: 0, count: 4 * links + scratch.fresh.count)
            }
            lk_gather_dot_int8(
                &scratch.products, codes, scratch.fresh, scratch.fresh.count, width, query.codes)
            for (index, neighbour) in scratch.fresh.enumerated() {
                let score = Float(scratch.products[index]) * scales[Int(neighbour)] * query.scale
                if found.isFull, let worst = found.worst, score < worst.score { continue }
                found.offer(score, neighbour)
                frontier.push(BestMatches.Entry(score: score, place: neighbour))
            }
        }
        return found
    }
}
