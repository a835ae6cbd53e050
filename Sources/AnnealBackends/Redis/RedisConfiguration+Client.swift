extension RedisConfiguration {
    /// A client of the server that an address names: of a cluster when it names several hosts.
    ///
    /// - Parameter address: the address from which this configuration was read.
    /// - Returns: a client; it connects with the first command.
    public func client(of address: BackendAddress) -> any RedisExecutor {
        address.hosts.count > 1 ? RedisCluster(seeds: address.hosts, self) : RedisClient(self)
    }
}
