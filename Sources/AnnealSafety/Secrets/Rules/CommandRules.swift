/// The options and arguments of programs whose value is secret, besides those whose name says so.
///
/// A line is a rule: how the value stands to the option, which part of it is secret, the option (`*` for none), and
/// the program with its subcommand.
enum CommandRules {
    /// All rules.
    static let all: [CommandRule] =
        passwords.split(separator: "\n").compactMap { CommandRule($0, sort: .password) }
        + tokens.split(separator: "\n").compactMap { CommandRule($0, sort: .token) }

    private static let passwords = """
        attached all -p mysql
        attached all -p mariadb
        separate all -p mongo
        both all -p sshpass
        separate all -p docker login
        separate all -p podman login
        separate all -p registry login
        separate all -p oc login
        separate all -p az login
        separate all -p argocd login
        both after: -u curl
        separate after: --user curl
        separate after: --proxy-user curl
        separate after: -a http
        separate after, -u lftp
        separate after% -U smbclient
        separate all -a redis-cli
        separate all -w ldapsearch
        separate all -w ldapmodify
        separate all -w ldapadd
        separate all -P sqlcmd
        separate all -P isql
        separate all -P bcp
        separate all -P unzip
        separate all -P zip
        attached all -p 7z
        attached all /p: xfreerdp
        separate all -p rdesktop
        separate all -k openssl enc
        separate all -P ipmitool
        separate after/ * sqlplus
        separate all -p psexec
        separate all -p mongosh
        separate all --http-passwd wget
        separate all -c snmpwalk
        separate all -c snmpget
        separate all -c snmpset
        separate all -c snmpbulkwalk
        separate all -c snmpstatus
        separate all -pw winscp
        separate all -p mysqlsh
        separate all -W ldapvi
        separate all -p rabbitmqadmin
        separate all -a keydb-cli
        separate all -a valkey-cli
        separate all --pass redis-cli
        separate all -p hydra
        separate all -p ncrack
        separate all -pass openssl
        separate all -P kpasswd
        separate after: -u httpie
        separate after: -u wrk
        separate after: -a https
        separate after: -A ab
        separate after% -U smbmap
        separate all -p smbmap
        separate all -p mongoimport
        separate all -p mongoexport
        separate all -p mongostat
        separate all -pw snowsql
        separate all -A snmpwalk
        separate all -X snmpwalk
        separate all -P mosquitto_pub
        separate all -P mosquitto_sub
        separate all -p useradd
        separate after: -auth jenkins-cli
        separate all -p twine
        separate all -p cf login
        separate all -p helm registry login
        separate all -p helm repo add
        separate all -p skopeo login
        separate all -p buildah login
        separate all -p crane auth login
        separate all -p nerdctl login
        separate all -p az acr login
        separate all -p mongodump
        separate all -p mongorestore
        separate all -p cqlsh
        separate all -p beeline
        separate all -p evil-winrm
        separate all -p crackmapexec
        separate all -p netexec
        separate all -p security unlock-keychain
        separate all -P security import
        separate all -p security create-keychain
        separate all -p xcrun altool
        separate all /p signtool
        separate all -p certutil
        separate all -pw plink
        separate all -pw pscp
        separate all -pw psftp
        separate all -pw putty
        separate all -P osql
        separate all -s ldappasswd
        separate all -w ldapdelete
        separate all -N ssh-keygen
        separate all -P ssh-keygen
        separate all -P ldapcompare
        separate all /rp schtasks
        separate all -p ncftpput
        separate all -p ncftpget
        separate all -xp sendemail
        separate all -ap swaks
        separate all -A snmpget
        separate all -X snmpget
        separate all -A snmpset
        separate all -X snmpset
        separate after% -U rpcclient
        separate after% -U winexe
        separate after% -U net rpc
        separate after: --user wget
        separate after: -u xh
        separate after: --user rclone
        separate word2 * net user
        separate share * net use
        separate word2 * wpa_passphrase
        separate word2 * rabbitmqctl add_user
        separate word2 * rabbitmqctl change_password
        separate word3 * ejabberdctl register
        separate word4 * mc alias set
        separate word4 * mc config host add
        separate word2 * composer config http-basic
        separate word2 * poetry config http-basic
        separate last * mysqladmin
        separate flagged * htpasswd
        separate word1 * requirepass
        separate word1 * masterauth
        separate word1 * config set requirepass
        separate word1 * redis-cli auth
        separate after/ * connect
        separate last * rootpw
        separate word3 * sqlconnectinfo
        separate last * tacacs-server
        separate last * radius-server
        separate last * authentication-key
        separate last * message-digest-key
        separate last * key-string
        separate last * pre-shared-key
        separate last * wpa-psk
        separate word1 * secret 0
        separate word1 * password 0
        separate word1 * password 7
        separate word1 * secret 7
        separate word1 * key 0
        separate last * ospf authentication-key
        separate word1 * rocommunity
        separate word1 * rwcommunity
        separate word1 * snmp-server community
        separate after, -u ftpget
        separate after/ * rman target
        separate after/ * expdp
        separate after/ * impdp
        separate word3 * createuser
        separate all using db2 connect
        separate all key iwconfig
        """
}
