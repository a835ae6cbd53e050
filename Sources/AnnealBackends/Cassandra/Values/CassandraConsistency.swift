/// How many replicas have to agree before a request counts as done.
public enum CassandraConsistency: UInt16, Sendable, Hashable, CaseIterable, CustomStringConvertible {
    /// A write may be kept by a server that is no replica.
    case any = 0
    /// One replica.
    case one = 1
    /// Two replicas.
    case two = 2
    /// Three replicas.
    case three = 3
    /// More than half of all replicas.
    case quorum = 4
    /// All replicas.
    case all = 5
    /// More than half of the replicas in the data center of the server that is asked.
    case localQuorum = 6
    /// More than half of the replicas in every data center.
    case eachQuorum = 7
    /// For conditional updates: one order for all data centers.
    case serial = 8
    /// For conditional updates: one order within the data center.
    case localSerial = 9
    /// One replica in the data center of the server that is asked.
    case localOne = 10

    /// Reads a name as CQL writes it, `LOCAL_QUORUM`, in letters of either size; `nil` when there is no such level.
    public init?(name: String) {
        guard let level = Self.allCases.first(where: { $0.description == name.uppercased() }) else { return nil }
        self = level
    }

    /// The name as CQL writes it.
    public var description: String {
        switch self {
        case .any: "ANY"
        case .one: "ONE"
        case .two: "TWO"
        case .three: "THREE"
        case .quorum: "QUORUM"
        case .all: "ALL"
        case .localQuorum: "LOCAL_QUORUM"
        case .eachQuorum: "EACH_QUORUM"
        case .serial: "SERIAL"
        case .localSerial: "LOCAL_SERIAL"
        case .localOne: "LOCAL_ONE"
        }
    }
}
