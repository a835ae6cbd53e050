/// A function one of whose arguments is a secret that no name stands before.
struct CallRule: Sendable {
    /// The function's name in lower case, with as much of its type as tells it from others.
    let function: String
    /// Which argument it is, counted from 0; the last one when negative.
    let argument: Int
    /// What the argument is.
    let sort: KeyMeaning.Sort

    /// Reads a rule: the argument's number, then the function, which may hold spaces.
    fileprivate init?(_ line: Substring, sort: KeyMeaning.Sort) {
        let fields = line.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true)
        guard fields.count == 2, let argument = Int(fields[0]) else { return nil }
        function = String(fields[1])
        self.argument = argument
        self.sort = sort
    }
}

/// The functions of libraries and languages that take a password, a key or a token by its place.
enum CallRules {
    /// All rules.
    static let all: [CallRule] = [(passwords, KeyMeaning.Sort.password), (secrets, .secret), (tokens, .token)]
        .flatMap { table, sort in table.split(separator: "\n").compactMap { CallRule($0, sort: sort) } }

    private static let passwords = """
        2 dbi->connect
        2 pdo
        -1 getconnection
        1 networkcredential
        1 basic_auth
        1 basicauth
        1 setbasicauth
        1 withbasicauth
        1 authorization_basic
        3 credentials
        1 credentials.basic
        1 credentials::new
        1 httpdigestauth
        1 usernamepasswordcredentials
        1 passwordauthentication
        1 usernamepasswordauthenticationtoken
        2 plainauth
        1 plaincredentials
        2 createcredential
        1 wifi.begin
        1 wifi.softap
        1 addap
        2 mysql_connect
        2 mysqli_connect
        3 mysqli_real_connect
        3 mysql_real_connect
        2 mysqli
        1 oci_connect
        1 oci_pconnect
        2 odbc_connect
        2 mssql_connect
        2 db2_connect
        6 pqsetdblogin
        2 ftp_login
        2 ldap_bind
        2 imap_open
        2 ssh2_auth_password
        2 ssh_userauth_password
        1 .login
        1 login
        1 signin
        1 sign_in
        1 loginas
        1 authenticate
        1 signinwithemailandpassword
        1 createuserwithemailandpassword
        1 ftp.connect
        1 imap.login
        3 drivermanagerdatasource
        2 setdefaultauthentication
        1 >login
        -1 .auth
        -1 >auth
        -1 :auth
        1 simple_bind_s
        1 simple_bind
        1 client.bind
        1 conn.bind
        2 sequelize
        2 pymysql.connect
        2 mysqldb.connect
        2 pymssql.connect
        1 cx_oracle.connect
        1 oracledb.connect
        1 basic
        0 bcrypt.hash
        0 bcrypt.hashsync
        0 bcrypt.hashpw
        0 bcrypt::password.create
        0 hashpw
        0 password_hash
        0 make_password
        0 generate_password_hash
        0 hash::make
        0 hash_password
        2 ftplib.ftp
        2 ftp
        2 ftp_tls
        1 smbconnection
        1 setauth
        1 set_auth
        1 setlogin
        1 logindata
        1 withcredentials
        2 client.connect
        2 blynk.begin
        3 add_password
        0 pass_
        0 ssh.password
        0 dialpassword
        0 setpassword
        0 set_password
        0 withpassword
        0 with_password
        0 password
        0 = password
        2 opendsobject
        2 sql.newinstance
        2 database
        3 dbinterface.connect
        0 unprotect
        1 jsch.addidentity
        0 pbekeyspec
        0 encryptbypassphrase
        0 decryptbypassphrase
        1 pgp_sym_encrypt
        1 pgp_sym_decrypt
        0 scryptsync
        0 pbkdf2sync
        1 pbkdf2_hmac
        """
}
