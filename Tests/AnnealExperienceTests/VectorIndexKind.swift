import AnnealBackends
import AnnealExperience
import AnnealTesting

/// The indexes that have to find alike.
enum VectorIndexKind: String, CaseIterable, Sendable {
    case exact, hnsw, pinecone

    /// Those that look at every vector.
    static let precise: [VectorIndexKind] = [.exact, .pinecone]

    /// Lends an empty index.
    func with(width: Int, _ body: (any VectorIndex) async throws -> Void) async throws {
        switch self {
        case .exact: try await body(ExactIndex(width: width))
        case .hnsw: try await body(HNSWIndex(width: width))
        case .pinecone:
            // A stand-in that computes exact products.
            try await PineconePeer(width: width).running { peer in
                let configuration = try PineconeConfiguration(
                    peer.address, environment: [PineconeConfiguration.keyVariable: "k3y"])
                try await body(PineconeIndex(configuration, width: width))
            }
        }
    }
}
