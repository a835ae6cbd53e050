/// German words and phrases by concept.
extension InjectionLexicon {
    static let german: [(InjectionConcept, String)] = [
        (
            .machineReader,
            """
            ki, sprachmodell*, ki-assistent*, ki-agent*, ki-modell*, ki-system*, künstliche intelligenz,
            künstlichen intelligenz, programmierassistent*, codeassistent*, ki-werkzeug*, automatischer leser,
            automatisierter prüfer, ki-leser
            """
        ),
        (.agent, "assistent*, agenten, bots, roboter"),
        (.you, "du, dich, dir, dein, deine, deinen, deinem, deiner, ihr, euch, euer, eure"),
        (.user, "benutzer*, nutzer*, anwender*, mensch, menschen, niemand*, auftraggeber*, bediener*, jemand*"),
        (.maintainer, "entwickler*, betreuer*, prüfer*, autor, autoren, gutachter*, kollegen"),
        (
            .authority,
            """
            administrator*, systemverwalt*, verwaltung, sicherheitsabteilung, sicherheitsteam, leitung,
            geschäftsführung, betreiber*
            """
        ),
        (
            .override,
            """
            ignorier*, missacht*, vergiss, vergesst, vergessen, verwirf, verwerfen, setze dich über, hebe auf,
            aufgehoben, überschreib*, übergeh*, beachte nicht, nicht mehr, außer kraft, gelten nicht, gilt nicht,
            ungültig, hinfällig, übersteuer*, umgeh*
            """
        ),
        (
            .prior,
            "vorherig*, bisherig*, früher*, obig*, vorangegangen*, vorstehend*, ursprünglich*, alle anderen, bisher, zuvor, vorher, erhaltenen"
        ),
        (
            .instruction,
            "anweisung*, regeln, regel, vorgaben, richtlinie*, befehle, anleitung*, vorschrift*, auftrag, aufträge, aufgabe, aufgaben, weisung*"
        ),
        (
            .negation,
            """
            nicht, nichts, kein, keine, keinen, keinem, keiner, keinesfalls, nie, niemals, weder, unterlass*,
            vermeid*
            """
        ),
        (.without, "ohne"),
        (
            .tell,
            """
            sag, sage, sagen, sagst, erwähn*, bericht, berichte, berichten, verrat, verrate, verraten, mitteil*,
            teile mit, informier*, meld, melde, melden, zeig, zeige, zeigen, erzähl*, offenleg*, offenbar*,
            hinweis*, weise hin, nenne, nennen, preisgeb*, gib preis, beschreib*, teil mit, teilst mit,
            wissen lassen, gib an, erklär*
            """
        ),
        (
            .silent,
            """
            heimlich, stillschweigend, unbemerkt, verschweig*, verheimlich*, verschwiegen, geheim, verbirg,
            verberg*, unauffällig*, still
            """
        ),
        (.account, "zusammenfassung*, antwort, antworten, ausgabe, protokoll, abschlussbericht, bericht"),
        (
            .confirm,
            """
            bestätig*, rückfrage*, nachfrage*, frag, frage, fragen, genehmig*, zustimm*, erlaubnis, einwillig*,
            freigabe, rücksprache, abwarten
            """
        ),
        (
            .send,
            """
            sende, senden, schick, schicke, schicken, übermittle, übermitteln, übertrag*, lade hoch, lad hoch,
            hochlad*, hochzuladen, weiterleit*, leite weiter, veröffentlich*, poste, kopier*, füge an, hänge an,
            gib aus, ausgeben, drucke, mailen
            """
        ),
        (
            .secret,
            """
            geheimnis*, geheimnisse, zugangsdaten, passwort*, passwörter*, kennwort*, kennwörter*,
            zugangsschlüssel*, schlüssel*, privaten schlüssel, anmeldedaten, zugriffsschlüssel
            """
        ),
        (.environment, "umgebungsvariable*, umgebung, umgebungsdaten"),
        (.conversation, "systemprompt, systemanweisung*, gesprächsverlauf, unterhaltung, chatverlauf, gespräch"),
        (.run, "führ, führe, führen, ausführ*, auszuführen, ausgeführt, starte, starten, aufruf*, rufe auf"),
        (.command, "befehl, befehls, kommando, skript"),
        (.destroy, "lösch*, gelöscht, entfern*, überschreib*, vernicht*, zerstör*, leere"),
        (.fetch, "lade, laden, herunter, herunterlad*, abruf*, rufe ab, hole, öffne, öffnen, besuch*, lies, lesen"),
        (
            .obey,
            """
            befolg*, folge, folgen, gehorch*, tu was, tue was, mach was, halte dich an, dort steht, darin steht,
            tu alles
            """
        ),
        (
            .approve,
            """
            genehmige, akzeptier*, bewert*, benot*, vergib, gib, freigeben, bestanden, nimm an, markier*, stufe ein,
            urteil*
            """
        ),
        (
            .marks,
            """
            volle punktzahl, höchste punktzahl, bestnote, volle punkte, höchstnote, beste note, fehlerfrei,
            alle tests bestanden, sehr gut, einwandfrei
            """
        ),
        (.remember, "merk, merke, merken, erinner*, speicher*, einpräg*, präge, behalt*, gedächtnis, notier*"),
        (
            .lasting,
            """
            ab jetzt, von nun an, ab sofort, künftig*, in zukunft, zukünftig*, dauerhaft, für immer, jeder sitzung,
            allen sitzungen, jedes mal, immer, fortan, allen projekten, späteren sitzungen
            """
        ),
        (
            .impersonate,
            """
            du bist jetzt, du bist nun, du bist ab, tu so, spiele, spiel, verhalte dich, gib dich, stell dir vor,
            schlüpf*, rolle, antworte als
            """
        ),
        (
            .unrestricted,
            """
            uneingeschränkt*, ohne einschränkung*, ohne grenzen, ohne regeln, keine grenzen, keine regeln,
            unzensiert*, alle rechte, alles erlaubt
            """
        ),
        (
            .permitted,
            """
            erlaubt, gestattet, berechtigt, befugt, freigegeben, genehmigt, bevollmächtigt, autorisiert,
            nicht nötig, nicht erforderlich
            """
        ),
        (
            .urgent,
            """
            dringend*, sofort*, unverzüglich*, umgehend*, eilt, notfall*, auf der stelle, augenblicklich, unbedingt,
            zwingend, sonst
            """
        ),
        (.condition, "wenn, falls, sobald, sofern"),
        (.reading, "liest, lesen, gelesen, verarbeit*, prüfst, prüft, zusammenfasst, auswert*, bearbeit*, durchsuch*"),
        (
            .thisText,
            """
            diese datei, diesen text, dieses dokument, diese zeile*, dieser datei, dieses repository,
            diesem projekt, diesen hinweis
            """
        ),
        (.polite, "bitte, freundlicherweise, danke, liebe, lieber, sehr geehrte*, hallo"),
        (.modal, "muss, musst, soll, sollst, sollen, müssen, darf, dürfen, kann"),
        (
            .disable,
            """
            deaktivier*, schalte ab, schalte aus, abschalt*, ausschalt*, überspring*, umgehe, umgehen, aussetzen,
            setze aus, lass weg
            """
        ),
        (.safety, "sicherheitsprüfung*, sicherheitsregel*, schutz*, sandkasten, filter, prüfung*, sperre*, sicherheit"),
        (
            .notice,
            """
            hinweis an, nachricht an, mitteilung, achtung, wichtig, wichtiger hinweis, systemmeldung, meldung,
            anmerkung für, hinweis für
            """
        ),
        (.weakness, "hintertür*, fest eingebaut*, generalpasswort, universalpasswort, ohne prüfung"),
        (.login, "anmeldung*, signatur, zertifikat*, authentifizierung"),
        (
            .insert,
            """
            füge, hinzu, einfügen, schreibe, schreib, ergänze, baue, trage ein, trag ein, ändere, lege an, setze
            """
        ),
        (.decode, "dekodier*, entschlüss*, entziffer*"),
        (.agreed, "zugestimmt, einverstanden, bereits genehmigt, weiß bescheid, hat bestätigt, beauftragt"),
        (
            .first,
            """
            zuerst, zunächst, bevor du, als erstes, vor allem anderen, außerdem, zusätzlich, anschließend, danach
            """
        ),
        (
            .endMark,
            """
            ende der datei, ende des dokuments, ende der daten, neue anweisung*, neue aufgabe, ende der ausgabe,
            ende der eingabe
            """
        ),
        (
            .attackTopic,
            """
            angriff*, angreif*, bösartig*, einschleus*, schadcode, erkenn*, abwehr*, verdächtig*, sicherheitslücke*,
            gefährlich*
            """
        ),
        (.example, "zum beispiel, beispiel*, etwa, wie z, sogenannt*, wörtlich"),
        (.people, "wir, uns, unser*, mitwirkende*, beitragende*, studierende*, leser, sie, ihnen"),
        (.development, "änderung*, übersetz*, abhängigkeit*, formatier*, dokumentation"),
        (.package, "paket, pakete, abhängigkeit, installier*"),
        (
            .function,
            """
            der, die, das, den, dem, des, und, oder, ein, eine, einen, ist, sind, im, mit, von, zu, zum, zur, auf,
            für, als, auch, es, wird, werden
            """
        ),
    ]
}
