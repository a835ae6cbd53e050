/// A connection that somebody uses, and where it goes back to.
struct BoltLease: Sendable {
    let connection: BoltConnection
    let pool: BoltPool

    /// Gives it back; to be called once.
    func end() { pool.give(connection) }

    /// Gives it back closed.
    func drop() {
        connection.close()
        pool.give(connection)
    }
}
