internal import AnnealFoundation
public import AnnealLearning
public import Foundation

/// Sentence vectors of a catalogue: three for each package, of the whole, the summary and the description.
public struct CatalogueVectors: Sendable, Equatable {
    /// Packages.
    public let count: Int
    /// Numbers of a vector.
    public let width: Int
    /// Views one after another, in each the packages in order.
    private let values: [Float]

    /// Takes vectors that are there.
    init?(count: Int, width: Int, values: [Float]) {
        guard count > 0, width > 0, values.count == 3 * count * width else { return nil }
        self.count = count
        self.width = width
        self.values = values
    }

    /// The texts that are encoded, view after view; of a description the beginning, which says what the package is.
    static func texts(of packages: [CataloguePackage]) -> [String] {
        packages.map { "\($0.name): \($0.summary). \($0.description.prefix(400))" } + packages.map(\.summary)
            + packages.map { String($0.description.prefix(600)) }
    }

    /// Encodes a catalogue.
    ///
    /// - Parameters:
    ///   - packages: at least one.
    ///   - encoder: of sentences.
    ///   - progress: told how many texts of how many are done, now and then.
    /// - Throws: `LearningError` when the encoder fails, and `CancellationError`.
    public init(
        of packages: [CataloguePackage], by encoder: SentenceEncoder, progress: (Int, Int) -> Void = { _, _ in }
    ) throws {
        let texts = Self.texts(of: packages)
        let order = texts.indices.sorted { (texts[$0].utf8.count, $0) < (texts[$1].utf8.count, $1) }
        var values = [Float](repeating: 0, count: texts.count * encoder.width)
        for start in stride(from: 0, to: order.count, by: 256) {
            try Task.checkCancellation()
            progress(start, order.count)
            let part = order[start..<min(order.count, start + 256)]
            for (text, vector) in zip(part, try encoder.vectors(of: part.map { texts[$0] })) {
                values.replaceSubrange(text * encoder.width..<(text + 1) * encoder.width, with: vector)
            }
        }
        count = packages.count
        width = encoder.width
        self.values = values
    }

    /// Adds to each package's score its likeness to a vector, times the weight of each view.
    func add(likeness vector: [Float], whole: Float, summary: Float, description: Float, to scores: inout [Float]) {
        values.withUnsafeBytes { values in
            vector.withUnsafeBytes { vector in
                for (view, weight) in [whole, summary, description].enumerated() where weight != 0 {
                    for package in 0..<count {
                        scores[package] += weight * product(values, row: view * count + package, vector)
                    }
                }
            }
        }
    }

    /// The product of a row and a vector. Eight sums run side by side, so that the compiler can use wide registers.
    private func product(_ values: UnsafeRawBufferPointer, row: Int, _ vector: UnsafeRawBufferPointer) -> Float {
        let start = row * width * 4
        var sums = SIMD8<Float>(repeating: 0)
        var column = 0
        while column + 8 <= width {
            let left = values.loadUnaligned(fromByteOffset: start + column * 4, as: SIMD8<Float>.self)
            sums += left * vector.loadUnaligned(fromByteOffset: column * 4, as: SIMD8<Float>.self)
            column += 8
        }
        var sum = sums.sum()
        while column < width {
            sum +=
                values.loadUnaligned(fromByteOffset: start + column * 4, as: Float.self)
                * vector.loadUnaligned(fromByteOffset: column * 4, as: Float.self)
            column += 1
        }
        return sum
    }

    /// The bytes of a file.
    var data: Data { values.withUnsafeBytes { Data($0) } }
}

/// Keeps the vectors of catalogues in a folder, each under the digest of its texts and its encoder.
public struct CatalogueVectorStore: Sendable {
    private let folder: URL

    /// Creates a store.
    ///
    /// - Parameter folder: made when something is kept.
    public init(folder: URL) { self.folder = folder }

    /// The vectors of a catalogue: read when they were made before, else made and kept.
    ///
    /// - Parameters:
    ///   - packages: at least one.
    ///   - encoder: of sentences.
    ///   - model: names the encoder's weights; other weights, other vectors.
    ///   - progress: told how many texts of how many are done.
    /// - Returns: the vectors; they are good even where the folder cannot be written.
    /// - Throws: `LearningError` when the encoder fails, and `CancellationError`.
    public func vectors(
        of packages: [CataloguePackage], by encoder: SentenceEncoder, model: String,
        progress: (Int, Int) -> Void = { _, _ in }
    ) throws -> CatalogueVectors {
        let texts = CatalogueVectors.texts(of: packages).joined(separator: "\u{0}")
        let file = folder.appending(path: "\(ContentDigest(of: "1\u{0}\(model)\u{0}\(texts)").hex).vectors")
        if let data = try? Data(contentsOf: file), data.count % 4 == 0 {
            let values = [Float](unsafeUninitializedCapacity: data.count / 4) { buffer, count in
                count = data.copyBytes(to: buffer) / 4
            }
            if let vectors = CatalogueVectors(count: packages.count, width: encoder.width, values: values),
                values.allSatisfy(\.isFinite)
            {
                return vectors
            }
        }
        let vectors = try CatalogueVectors(of: packages, by: encoder, progress: progress)
        try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try? vectors.data.write(to: file, options: .atomic)
        return vectors
    }
}
