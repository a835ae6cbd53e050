public import AnnealFoundation

/// A model that Anneal can fetch and serve by itself.
public struct CatalogueEntry: Sendable, Hashable, Codable {
    /// The name on the command line and in the configuration, also the one the server answers to.
    public var name: String
    /// What it is good for, in one sentence.
    public var summary: String
    /// The name of its file in the folder of models.
    public var fileName: String
    /// Size of the file in bytes; `nil` when it is not known beforehand.
    public var bytes: Int?
    /// Digest of the file; `nil` for a file of the user's own.
    public var digest: ContentDigest?
    /// Where the file can be had, in the order in which the places are tried.
    public var sources: [ModelSource]
    /// Tokens of context that the model was trained for.
    public var trainedContext: TokenCount
    /// Bytes of the key-value cache for each token of context, with 16-bit values.
    public var cacheBytesPerToken: Int

    /// Creates an entry.
    public init(
        name: String, summary: String, fileName: String, bytes: Int? = nil, digest: ContentDigest? = nil,
        sources: [ModelSource] = [], trainedContext: TokenCount = 32768, cacheBytesPerToken: Int = 28_672
    ) {
        self.name = name
        self.summary = summary
        self.fileName = fileName
        self.bytes = bytes
        self.digest = digest
        self.sources = sources
        self.trainedContext = trainedContext
        self.cacheBytesPerToken = cacheBytesPerToken
    }
}

/// A place where a model's file can be had.
public enum ModelSource: Sendable, Hashable, Codable, CustomStringConvertible {
    /// A file of the user's, by absolute path.
    case file(String)
    /// A file in a repository of the public model hub.
    case hub(repository: String, file: String)
    /// Python packages, each of which carries a part of the file as `data/part*.bin`; the parts in order are the file.
    case packages([PackagePart])

    /// The place in words.
    public var description: String {
        switch self {
        case .file(let path): "file \(path)"
        case .hub(let repository, let file): "model hub \(repository)/\(file)"
        case .packages(let parts):
            "Python packages \(parts.first?.name ?? "") … \(parts.last?.name ?? "")"
        }
    }
}

/// A Python package that carries a part of a model's file.
public struct PackagePart: Sendable, Hashable, Codable {
    /// The package's name in the index.
    public var name: String
    /// The version; another one might carry other bytes.
    public var version: String

    /// Creates a part.
    public init(name: String, version: String) {
        self.name = name
        self.version = version
    }

    /// The parts of a model whose packages are numbered from 1.
    static func numbered(_ prefix: String, count: Int, version: String) -> [PackagePart] {
        (1...count).map { PackagePart(name: "\(prefix)\($0)", version: version) }
    }
}
