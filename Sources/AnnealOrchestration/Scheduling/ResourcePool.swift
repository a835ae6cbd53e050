/// What a task needs while it runs.
public struct ResourceDemand: Sendable, Hashable {
    /// Slots of the model.
    public var modelSlots: Int
    /// Cores.
    public var cores: Int
    /// Bytes of memory.
    public var memory: Int

    /// Creates a demand; by default what a task that is written with a model and tested takes.
    public init(modelSlots: Int = 1, cores: Int = 1, memory: Int = 512 << 20) {
        self.modelSlots = modelSlots
        self.cores = cores
        self.memory = memory
    }
}

/// What can be used at the same time. A value: the run's loop is its only owner, so nothing ever waits for it.
public struct ResourcePool: Sendable {
    /// What there is.
    public let capacity: ResourceDemand
    /// What is in use.
    public private(set) var used = ResourceDemand(modelSlots: 0, cores: 0, memory: 0)
    private var holders = 0

    /// Creates a pool.
    ///
    /// - Parameter capacity: what there is.
    public init(capacity: ResourceDemand) { self.capacity = capacity }

    /// Takes what a task needs, if it is free. A task that needs more than there is may run alone.
    ///
    /// - Parameter demand: what it needs.
    /// - Returns: whether it was taken.
    public mutating func take(_ demand: ResourceDemand) -> Bool {
        let fits =
            used.modelSlots + demand.modelSlots <= capacity.modelSlots && used.cores + demand.cores <= capacity.cores
            && used.memory + demand.memory <= capacity.memory
        guard fits || holders == 0 else { return false }
        used.modelSlots += demand.modelSlots
        used.cores += demand.cores
        used.memory += demand.memory
        holders += 1
        return true
    }

    /// Gives back what a task needed.
    ///
    /// - Parameter demand: what was taken.
    public mutating func give(back demand: ResourceDemand) {
        used.modelSlots -= demand.modelSlots
        used.cores -= demand.cores
        used.memory -= demand.memory
        holders -= 1
    }
}
