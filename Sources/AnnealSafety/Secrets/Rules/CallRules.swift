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
        2 ftplib.ftp
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

    private static let secrets = """
        1 jwt.sign
        1 jwt.verify
        1 jwt.encode
        1 jwt.decode
        0 hmac256
        0 hmac384
        0 hmac512
        1 createhmac
        1 createcipheriv
        1 createdecipheriv
        1 createcipher
        0 hmac.new
        1 hmac.new
        0 signedstring
        2 hash_hmac
        2 openssl_encrypt
        2 openssl_decrypt
        1 hmac.hexdigest
        1 hmac.digest
        0 secretkeyspec
        0 hmacshakeyfor
        0 symmetricsecuritykey
        0 cookieparser
        0 fernet
        0 aes.new
        1 aes.encrypt
        1 aes.decrypt
        -1 hmacsha256
        -1 hmacsha512
        1 aes_encrypt
        1 aes_decrypt
        0 messageverifier.new
        0 messageencryptor.new
        0 keygenerator.new
        0 setsigningkey
        0 authenticator.generate
        1 authenticator.check
        1 authenticator.verify
        0 totp
        0 totp.new
        0 hotp
        """

    private static let tokens = """
        1 basicawscredentials
        1 awsbasiccredentials.create
        1 newstaticcredentials
        1 newstaticcredentialsprovider
        1 aws::credentials.new
        1 algoliasearch
        1 searchclient.create
        1 streamchat
        1 oauthhandler
        1 set_access_token
        1 twitteroauth
        1 opentok
        2 pusher
        0 blynk.begin
        0 set_api_key
        0 setapikey
        0 with_api_key
        0 bearer_auth
        0 bearerauth
        0 with_token
        0 setbearertoken
        0 setaccesstoken
        """
}
