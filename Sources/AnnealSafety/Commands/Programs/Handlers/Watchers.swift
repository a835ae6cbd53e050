/// Programs and packages that watch over a machine.
enum Watchers {
    private static let names: Set<String> = [
        "auditd", "auditbeat", "firewalld", "ufw", "fail2ban", "fail2ban-server", "sshguard", "denyhosts", "crowdsec",
        "apparmor", "selinux-policy", "selinux-basics", "clamav", "clamav-daemon", "clamd", "freshclam",
        "clamav-freshclam",
        "rkhunter", "chkrootkit", "aide", "tripwire", "samhain", "suricata", "snort", "zeek", "ossec", "ossec-hids",
        "wazuh-agent", "wazuh-agentd", "osquery", "osqueryd", "falco", "falcon-sensor", "mdatp", "wdavdaemon",
        "sentineld",
        "sentinelone", "cbdaemon", "cbagentd", "cylancesvc", "xagt", "ds_agent", "sav-protect", "savd", "esets",
        "bdsecd",
        "taniumclient", "rsyslog", "rsyslogd", "syslogd", "syslog-ng", "systemd-journald", "unattended-upgrades",
    ]

    /// Whether a word names one: a program, a package or a service.
    static func contain(_ word: String) -> Bool {
        let name = word.split(separator: "/").last?.lowercased() ?? ""
        return names.contains(name.hasSuffix(".service") ? String(name.dropLast(8)) : name)
    }
}
