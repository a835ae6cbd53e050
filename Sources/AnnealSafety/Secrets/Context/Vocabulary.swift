/// Words that tell a name or a sentence from a password made of words.
enum Vocabulary {
    /// Words that identifiers, resources and defaults are made of, besides those of `KeyWords`.
    static let technical = hashes(
        """
        service server client application app system network internal external default primary admin administrator root
        guest user account login auth database table record data model view cache queue worker cluster node docker
        container build release debug info true false none null encoded encrypted hashed plain plaintext raw boolean
        object array list class optional unknown missing empty blank hidden active inactive pending success failure
        base rsa aes hmac bcrypt scrypt argon pbkdf utf ascii json yaml xml html http https ftp ssh ssl tls tcp udp
        oauth openid saml ldap kerberos ntlm negotiate postgres postgresql mysql mariadb redis mongo mongodb oracle
        sqlite elastic kafka rabbitmq grafana prometheus jenkins github gitlab aws azure gcp linux windows android
        python golang script demo dummy fake mock placeholder change changeme replace insert api
        web prod production dev development stage staging local remote backup ext lib bin src tmp var etc opt home
        main init core net com org www localhost internal foo bar baz qux test testing secure security
        manager controller provider handler helper factory context session encoder decoder adapter wrapper interface
        gnome keyring keychain wallet credential helper plugin driver pam unix prohibit permit deny allow
        create delete update list command commands instance instances character characters digit digits letter letters
        symbol symbols bit bits byte bytes day days hour hours minute minutes second seconds word words step steps
        float double uint int str char float varchar
        rfc iso sha md crypt cipher block chain mode pad padding check rotate rotation legacy only auto manual
        """)

    /// Words that sentences are made of, in the languages that labels are mostly written in.
    static let spoken = hashes(
        """
        the an is are be was to of in on at by for from with and or not no your you my our their this that it if must
        should can may will enter please type choose use new old current confirm forgot forgotten reset again wrong
        incorrect invalid least characters contain contains too short long weak strong repeat need needed required sign
        log out up when then than has have had does did per via set
        bitte geben sie ihr ihre das der die den dem ein eine und oder nicht mit passwort
        de la le les du des et ou votre vos mot passe el los las tu su por para con una introduzca os as seu sua com um
        uma il lo gli della inserisci tua vul uw het een en van je wachtwoord
        """)

    private static func hashes(_ words: String) -> Set<UInt64> {
        Set(
            words.split { $0 == " " || $0 == "\n" }.map {
                $0.utf8.reduce(0xcbf2_9ce4_8422_2325) { KeyWords.hash($0, $1) }
            })
    }
}
