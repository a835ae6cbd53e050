internal import AnnealFoundation
internal import Foundation

/// Predicts how far the next request of an object is: boosted trees over what is known of its requests (`KeyPast`).
public struct DistanceModel: Sendable, Hashable, Codable {
    /// A place in a tree.
    private struct Node: Sendable, Hashable, Codable {
        /// The feature that is asked for; of no meaning in a leaf.
        var feature: Int
        /// To the left go smaller values; in a leaf what the tree says.
        var value: Float
        /// The children, which come after their parent; -1 in a leaf.
        var left: Int
        var right: Int
    }

    private let nodes: [Node]
    private let roots: [Int]

    private enum CodingKeys: CodingKey { case nodes, roots }

    /// Reads a model.
    ///
    /// - Parameter decoder: where from.
    /// - Throws: `DecodingError` also where children or features are not there, or come before their parents.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let nodes = try container.decode([Node].self, forKey: .nodes)
        let roots = try container.decode([Int].self, forKey: .roots)
        guard Self.isSound(nodes, roots) else {
            throw DecodingError.dataCorruptedError(
                forKey: .nodes, in: container, debugDescription: "the trees are no trees")
        }
        self.nodes = nodes
        self.roots = roots
    }

    private static func isSound(_ nodes: [Node], _ roots: [Int]) -> Bool {
        roots.allSatisfy { nodes.indices.contains($0) }
            && nodes.indices.allSatisfy { place in
                let node = nodes[place]
                guard node.value.isFinite else { return false }
                if node.left < 0 { return true }
                return KeyPast.names.indices.contains(node.feature) && node.left > place && node.right > place
                    && node.left < nodes.count && node.right < nodes.count
            }
    }

    /// What of XGBoost's JSON is needed.
    private struct Written: Decodable {
        struct Learner: Decodable {
            let booster: Booster
            enum CodingKeys: String, CodingKey { case booster = "gradient_booster" }
        }
        struct Booster: Decodable {
            let model: Model
        }
        struct Model: Decodable {
            let trees: [Tree]
        }
        struct Tree: Decodable {
            let left: [Int]
            let right: [Int]
            let features: [Int]
            let values: [Float]

            enum CodingKeys: String, CodingKey {
                case left = "left_children"
                case right = "right_children"
                case features = "split_indices"
                case values = "split_conditions"
            }
        }
        let learner: Learner
    }

    /// Reads trees that XGBoost trained. No feature is ever missing, and what is predicted before the first tree is the same
    /// for all objects and left out.
    ///
    /// - Parameter json: XGBoost's JSON.
    /// - Throws: `CacheError` when they are no trees.
    init(xgboost json: [UInt8]) throws(CacheError) {
        let trees: [Written.Tree]
        do { trees = try JSONDecoder().decode(Written.self, from: Data(json)).learner.booster.model.trees } catch {
            throw Self.unusable("\(error)")
        }
        var nodes: [Node] = []
        var roots: [Int] = []
        for tree in trees {
            let start = nodes.count
            let count = tree.left.count
            guard count > 0, tree.right.count == count, tree.features.count == count,
                tree.values.count == count
            else { throw Self.unusable("a tree's lists have different lengths") }
            roots.append(start)
            for place in 0..<count {
                let (left, right) = (tree.left[place], tree.right[place])
                nodes.append(
                    Node(
                        feature: tree.features[place], value: tree.values[place],
                        left: left < 0 ? -1 : start + left, right: right < 0 ? -1 : start + right))
            }
        }
        guard Self.isSound(nodes, roots) else { throw Self.unusable("children come before their parents") }
        self.nodes = nodes
        self.roots = roots
    }

    private static func unusable(_ reason: String) -> CacheError {
        CacheError(
            code: .untrained, message: "the trees that were trained cannot be used: \(reason)", place: "DistanceModel",
            remedy: "see that XGBoost's version is one of 1.7 to 3 (`make setup`)")
    }

    /// The logarithm of the time until an object's next request, but for a constant. Complexity: O(trees × depth).
    ///
    /// - Parameter row: the features, as `KeyPast` gives them.
    /// - Returns: what all trees say together.
    func distance(_ row: [Float]) -> Float {
        var sum: Float = 0
        for root in roots {
            var node = nodes[root]
            while node.left >= 0 { node = nodes[row[node.feature] < node.value ? node.left : node.right] }
            sum += node.value
        }
        return sum
    }
}
