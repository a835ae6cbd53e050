/// The points at which a learned policy may come into charge. `anneal learn` lists and reads them from here.
public enum LearnablePoints {
    /// Every one.
    public static let all: [any LearnablePoint] = [
        ArmPoint(), SchedulingPoint(), PlanningShapePoint(), ResourcePoint(),
    ]

    /// The point of a name.
    ///
    /// - Parameter name: such as `selection.arm`.
    /// - Returns: `nil` where nothing is learned at a point of this name.
    public static func named(_ name: String) -> (any LearnablePoint)? { all.first { $0.name == name } }
}
