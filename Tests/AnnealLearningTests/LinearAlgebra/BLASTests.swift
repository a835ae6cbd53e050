import Testing

@testable import AnnealLearning

@Suite("Products of matrices") struct BLASTests {
    @Test("the machine's library and the built-in loops agree with the definition, transposed or not")
    func products() {
        var random = RandomSource(seed: 3)
        for (m, n, k) in [(1, 1, 1), (1, 64, 33), (3, 5, 7), (4, 32, 16), (17, 70, 65), (9, 16, 1), (2, 3, 0)] {
            let a = (0..<m * k).map { _ in random.uniformFloat() - 0.5 }
            let b = (0..<k * n).map { _ in random.uniformFloat() - 0.5 }
            let c = (0..<m * n).map { _ in random.uniformFloat() }
            for (transposesA, transposesB) in [(false, false), (true, false), (false, true), (true, true)] {
                for beta in [Float(0), 1, 0.5] {
                    let exact = (0..<m * n).map { place in
                        let (row, column) = (place / n, place % n)
                        let sum = (0..<k).reduce(Float(0)) { sum, index in
                            sum + a[transposesA ? index * m + row : row * k + index]
                                * b[transposesB ? column * k + index : index * n + column]
                        }
                        return 2 * sum + beta * c[place]
                    }
                    for library in [BLAS.system, BLAS.fallback] {
                        let result = product(
                            library, a, transposesA, b, transposesB, c, (m, n, k), beta: beta)
                        #expect(
                            zip(result, exact).allSatisfy { abs($0 - $1) < 1e-4 },
                            "\(library.name) \(m) × \(n) × \(k) \(transposesA) \(transposesB) \(beta)")
                    }
                }
            }
        }
    }

    @Test("the machine's library computes on one thread, whatever the environment asks for")
    func threads() {
        #expect(BLAS.fallback.threads == 1)
        // Accelerate does not say.
        if let threads = BLAS.system.threads { #expect(threads == 1) }
    }

    @Test("products with one short side agree with the definition, replacing and adding")
    func short() {
        var random = RandomSource(seed: 5)
        let sizes = [
            (64, 256, 4), (4, 256, 64), (64, 2, 256), (256, 2, 64), (64, 256, 2), (5, 17, 8), (7, 600, 3), (3, 8, 517),
            (300, 7, 2), (2, 33, 9), (9, 3, 31), (64, 1, 40), (5, 1, 17), (300, 1, 4), (1_000, 1, 600),
        ]
        for (m, n, k) in sizes {
            let a = (0..<m * k).map { _ in random.uniformFloat() - 0.5 }
            let b = (0..<k * n).map { _ in random.uniformFloat() - 0.5 }
            let c = (0..<m * n).map { _ in random.uniformFloat() }
            for (transposesA, transposesB) in [(false, false), (true, false), (false, true)] {
                for beta in [Float(0), 1] {
                    let result = product(
                        .system, a, transposesA, b, transposesB, c, (m, n, k), alpha: 1, beta: beta)
                    var worst: Float = 0
                    for place in 0..<m * n {
                        let (row, column) = (place / n, place % n)
                        var sum = beta * c[place]
                        for index in 0..<k {
                            sum +=
                                a[transposesA ? index * m + row : row * k + index]
                                * b[transposesB ? column * k + index : index * n + column]
                        }
                        worst = max(worst, abs(result[place] - sum))
                    }
                    #expect(worst < 1e-4, "\(m) × \(n) × \(k) \(transposesA) \(transposesB) \(beta)")
                }
            }
        }
    }

    @Test("a product with weights that were put in order once is the same, whatever the sizes")
    func recurrent() {
        var random = RandomSource(seed: 4)
        for (rows, inner, columns) in [(2, 3, 5), (5, 7, 32), (8, 16, 33), (13, 5, 70), (16, 40, 64)] {
            for transposed in [false, true] {
                var (x, weight) = ([Float](), [Float]())
                for _ in 0..<rows * inner { x.append(random.uniformFloat() - 0.5) }
                for _ in 0..<inner * columns { weight.append(random.uniformFloat() - 0.5) }
                var packed = [Float](repeating: 0, count: (columns + 31) / 32 * 32 * inner)
                var results = [[Float]](repeating: [Float](repeating: 1, count: rows * columns), count: 2)
                // One time is not worth the order, ten times are.
                for (index, repetitions) in [1, 10].enumerated() {
                    x.withUnsafeMutableBufferPointer { x in
                        weight.withUnsafeMutableBufferPointer { weight in
                            packed.withUnsafeMutableBufferPointer { packed in
                                results[index].withUnsafeMutableBufferPointer { sums in
                                    guard let x = x.baseAddress, let weight = weight.baseAddress,
                                        let packed = packed.baseAddress, let sums = sums.baseAddress
                                    else { return }
                                    RecurrentProduct(
                                        weight, transposed: transposed, rows: rows, inner: inner, columns: columns,
                                        repetitions: repetitions, packed: packed
                                    ).add(x, to: sums)
                                }
                            }
                        }
                    }
                }
                #expect(zip(results[0], results[1]).allSatisfy { abs($0 - $1) < 1e-5 })
                #expect(results[0].contains { $0 != 1 })
            }
        }
    }

    private func product(
        _ library: BLAS, _ a: [Float], _ transposesA: Bool, _ b: [Float], _ transposesB: Bool, _ c: [Float],
        _ size: (m: Int, n: Int, k: Int), alpha: Float = 2, beta: Float
    ) -> [Float] {
        // One more number each, so that there is an address even where a size is 0.
        var (a, b, c) = (a + [0], b + [0], c + [0])
        a.withUnsafeMutableBufferPointer { a in
            b.withUnsafeMutableBufferPointer { b in
                c.withUnsafeMutableBufferPointer { c in
                    guard let a = a.baseAddress, let b = b.baseAddress, let c = c.baseAddress else { return }
                    let strideA = max(1, transposesA ? size.m : size.k)
                    let strideB = max(1, transposesB ? size.k : size.n)
                    library.multiply(
                        transposesA ? .transposed(a, stride: strideA) : .plain(a, stride: strideA),
                        transposesB ? .transposed(b, stride: strideB) : .plain(b, stride: strideB),
                        into: c, stride: size.n, m: size.m, n: size.n, k: size.k, alpha: alpha, beta: beta)
                }
            }
        }
        return Array(c.dropLast())
    }
}
