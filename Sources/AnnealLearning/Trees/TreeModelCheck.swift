/// Checks that the trees of a model are trees before XGBoost reads them: it follows children and features without
/// looking whether they exist.
enum TreeModelCheck {
    /// Checks a model.
    ///
    /// - Parameters:
    ///   - json: XGBoost's JSON.
    ///   - source: what it is called in errors.
    /// - Throws: `LearningError` of code `malformed` or `unsupported`.
    static func check(_ json: [UInt8], source: String) throws(LearningError) {
        guard json.first == UInt8(ascii: "{") else {
            throw LearningError(
                code: .malformed, message: "the model does not begin with {", place: "\(source):1",
                remedy: "store it as JSON")
        }
        let learner = try JSONReader.read(json[...], source: source).member("learner")
        let booster = try learner.member("gradient_booster")
        let kind = try booster.member("name").text("the booster's name")
        guard kind == "gbtree" else {
            throw LearningError(
                code: .unsupported, message: "the model is of kind \(kind)", place: source,
                remedy: "use a model of kind gbtree")
        }
        let parameters = try learner.member("learner_model_param")
        let features = try whole(parameters, "num_feature", in: 1...Int(Int32.max))
        let classes = try whole(parameters, "num_class", in: 0...Int(Int32.max))
        let model = try booster.member("model")
        let trees = try model.member("trees").list("\"trees\"")
        let groups = try model.member("tree_info").integers("a tree's group", in: 0...max(0, classes - 1))
        let sizes = try model.member("gbtree_model_param")
        let count = try whole(sizes, "num_trees", in: 0...Int(Int32.max))
        _ = try whole(sizes, "num_parallel_tree", in: 1...max(1, count))
        guard groups.count == trees.count, count == trees.count else {
            throw model.error("\(groups.count) groups and a count of \(count) for \(trees.count) trees")
        }
        // Versions from 2 on tell where each round begins.
        if case .object(let members) = model.content, let starts = members["iteration_indptr"] {
            let rounds = try starts.integers("a round's start", in: 0...count)
            guard rounds.first == 0, rounds.last == count, zip(rounds, rounds.dropFirst()).allSatisfy({ $0 <= $1 })
            else { throw starts.error("the rounds do not begin at 0, rise and end at \(count)") }
        }
        for tree in trees { try check(tree: tree, features: features) }
    }

    /// XGBoost writes its numbers as texts here.
    private static func whole(
        _ node: JSONNode, _ name: String, in range: ClosedRange<Int>
    ) throws(LearningError) -> Int {
        let member = try node.member(name)
        guard let number = Int(try member.text("\"\(name)\"")), range.contains(number) else {
            throw member.error("\"\(name)\" is not a whole number of \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    private static func check(tree: JSONNode, features: Int) throws(LearningError) {
        let parameters = try tree.member("tree_param")
        let count = try whole(parameters, "num_nodes", in: 1...Int(Int32.max))
        guard try whole(parameters, "size_leaf_vector", in: 0...1) <= 1 else { return }
        let children = -1...max(0, count - 1)
        let left = try tree.member("left_children").integers("a child", in: children)
        let right = try tree.member("right_children").integers("a child", in: children)
        let parents = try tree.member("parents").integers("a parent", in: 0...Int(Int32.max))
        let splits = try tree.member("split_indices").integers("a feature", in: 0...Int(Int32.max))
        var lengths = [left.count, right.count, parents.count, splits.count]
        for name in ["split_conditions", "base_weights", "loss_changes", "sum_hessian", "default_left", "split_type"] {
            lengths.append(try tree.member(name).list("\"\(name)\"").count)
        }
        guard lengths.allSatisfy({ $0 == count }) else {
            throw tree.error("a tree of \(count) nodes has lists of \(lengths) elements")
        }
        guard try tree.member("split_type").integers("a split", in: 0...1).allSatisfy({ $0 == 0 }) else {
            throw LearningError(
                code: .unsupported, message: "a tree has splits by category", place: "\(tree.source):\(tree.line)"
            )
        }
        try checkShape(tree, left: left, right: right, parents: parents)
        // What splits is a node with children; leaves and nodes that were pruned have any number here.
        for node in 0..<count where left[node] >= 0 && splits[node] >= features {
            throw tree.error("node \(node) splits by feature \(splits[node]) of \(features)")
        }
    }

    /// Nodes with children have two, whose parent they are, and no node is reached twice: there are no circles.
    private static func checkShape(
        _ tree: JSONNode, left: [Int], right: [Int], parents: [Int]
    ) throws(LearningError) {
        var isReached = [Bool](repeating: false, count: left.count)
        var open = [0]
        isReached[0] = true
        while let node = open.popLast() {
            guard (left[node] < 0) == (right[node] < 0) else { throw tree.error("node \(node) has one child") }
            for child in [left[node], right[node]] where child >= 0 {
                guard !isReached[child], parents[child] == node else {
                    throw tree.error("node \(child) has two parents")
                }
                isReached[child] = true
                open.append(child)
            }
        }
        for node in left.indices where !isReached[node] && (left[node] >= 0 || right[node] >= 0) {
            throw tree.error("node \(node) has children but cannot be reached")
        }
    }
}
