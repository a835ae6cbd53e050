/// A program's option that takes a password.
struct CommandRule: Sendable {
    /// The program, with its subcommand where it has one.
    let program: String
    /// The option with its dash.
    let option: StaticString
    /// How the value stands to the option.
    let join: Join
    /// Which part of the value is the password.
    let part: Part

    /// How a value stands to its option.
    enum Join: Sendable {
        /// `-pVALUE`.
        case attached
        /// `-p VALUE`.
        case separate
        /// Either.
        case both
    }

    /// The part of an option's value that is secret.
    enum Part: Sendable {
        case all
        /// What follows the first of a sign: `user:password`, `user%password`.
        case after(UInt8)
        /// The last word of the command.
        case last
    }
}

/// The options of programs whose value is a password, besides those whose name says so.
enum CommandRules {
    /// All rules.
    static let all: [CommandRule] = [
        CommandRule(program: "mysql", option: "-p", join: .attached, part: .all),
        CommandRule(program: "mariadb", option: "-p", join: .attached, part: .all),
        CommandRule(program: "mongo", option: "-p", join: .separate, part: .all),
        CommandRule(program: "sshpass", option: "-p", join: .both, part: .all),
        CommandRule(program: "docker login", option: "-p", join: .separate, part: .all),
        CommandRule(program: "podman login", option: "-p", join: .separate, part: .all),
        CommandRule(program: "registry login", option: "-p", join: .separate, part: .all),
        CommandRule(program: "oc login", option: "-p", join: .separate, part: .all),
        CommandRule(program: "az login", option: "-p", join: .separate, part: .all),
        CommandRule(program: "argocd login", option: "-p", join: .separate, part: .all),
        CommandRule(program: "curl", option: "-u", join: .both, part: .after(Byte.colon)),
        CommandRule(program: "curl", option: "--user", join: .separate, part: .after(Byte.colon)),
        CommandRule(program: "curl", option: "--proxy-user", join: .separate, part: .after(Byte.colon)),
        CommandRule(program: "http", option: "-a", join: .separate, part: .after(Byte.colon)),
        CommandRule(program: "lftp", option: "-u", join: .separate, part: .after(Byte.comma)),
        CommandRule(program: "smbclient", option: "-U", join: .separate, part: .after(Byte.percent)),
        CommandRule(program: "redis-cli", option: "-a", join: .separate, part: .all),
        CommandRule(program: "ldapsearch", option: "-w", join: .separate, part: .all),
        CommandRule(program: "ldapmodify", option: "-w", join: .separate, part: .all),
        CommandRule(program: "ldapadd", option: "-w", join: .separate, part: .all),
        CommandRule(program: "sqlcmd", option: "-P", join: .separate, part: .all),
        CommandRule(program: "isql", option: "-P", join: .separate, part: .all),
        CommandRule(program: "bcp", option: "-P", join: .separate, part: .all),
        CommandRule(program: "unzip", option: "-P", join: .separate, part: .all),
        CommandRule(program: "zip", option: "-P", join: .separate, part: .all),
        CommandRule(program: "7z", option: "-p", join: .attached, part: .all),
        CommandRule(program: "xfreerdp", option: "/p:", join: .attached, part: .all),
        CommandRule(program: "rdesktop", option: "-p", join: .separate, part: .all),
        CommandRule(program: "openssl enc", option: "-k", join: .separate, part: .all),
        CommandRule(program: "ipmitool", option: "-P", join: .separate, part: .all),
        CommandRule(program: "vault login", option: "", join: .separate, part: .all),
        CommandRule(program: "sqlplus", option: "", join: .separate, part: .after(Byte.slash)),
        CommandRule(program: "htpasswd -b", option: "", join: .separate, part: .last),
        CommandRule(program: "htpasswd -nb", option: "", join: .separate, part: .last),
        CommandRule(program: "htpasswd -cb", option: "", join: .separate, part: .last),
        CommandRule(program: "htpasswd -bc", option: "", join: .separate, part: .last),
        CommandRule(program: "htpasswd -bn", option: "", join: .separate, part: .last),
        CommandRule(program: "psexec", option: "-p", join: .separate, part: .all),
        CommandRule(program: "mongosh", option: "-p", join: .separate, part: .all),
        CommandRule(program: "wget", option: "--http-passwd", join: .separate, part: .all),
        CommandRule(program: "snmpwalk", option: "-A", join: .separate, part: .all),
        CommandRule(program: "snmpwalk", option: "-X", join: .separate, part: .all),
        CommandRule(program: "influx", option: "-t", join: .separate, part: .all),
        CommandRule(program: "mosquitto_pub", option: "-P", join: .separate, part: .all),
        CommandRule(program: "mosquitto_sub", option: "-P", join: .separate, part: .all),
        CommandRule(program: "useradd", option: "-p", join: .separate, part: .all),
        CommandRule(program: "chpasswd", option: "", join: .separate, part: .after(Byte.colon)),
    ]
}
