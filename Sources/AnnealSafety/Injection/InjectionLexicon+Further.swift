/// The commonest words of further languages: who is spoken to, what is set aside, what is kept from whom.
extension InjectionLexicon {
    static let hindi: [(InjectionConcept, String)] = [
        (.machineReader, "एआई, स्वचालित सहायक, भाषा मॉडल, चैटबॉट"),
        (.agent, "सहायक, बॉट, एजेंट"),
        (.user, "उपयोगकर्ता, उपयोगकर्ता को"),
        (.instruction, "निर्देश, निर्देशों, नियम, आदेश"),
        (.prior, "पुराने, पिछले, पिछला, पहले, सभी"),
        (.override, "छोड़ दो, अनदेखा, भूल जाओ, नज़रअंदाज़"),
        (.negation, "मत, नहीं, न"),
        (.tell, "बताओ, बताना, बताएं"),
        (.send, "भेजो, भेज दो, लिख दो, लिखो"),
        (.secret, "पासवर्ड, कुंजी, टोकन"),
        (.thisText, "इस फ़ाइल, इस फाइल"),
        (.destroy, "हटा दो, हटाओ, मिटा दो"),
    ]

    static let arabic: [(InjectionConcept, String)] = [
        (.machineReader, "المساعد الآلي, الذكاء الاصطناعي, نموذج اللغة, روبوت"),
        (.agent, "المساعد, مساعد, الوكيل"),
        (.user, "المستخدم, للمستخدم"),
        (.instruction, "التعليمات, الأوامر, القواعد, تعليمات"),
        (.prior, "السابقة, السابق, جميع, كل"),
        (.override, "تجاهل, انس, ألغ"),
        (.negation, "لا, ولا, لم, بدون"),
        (.tell, "تخبر, تذكر, أخبر"),
        (.send, "أرسل, اكتب, انشر"),
        (.secret, "المفاتيح, كلمة المرور, كلمات المرور, الرمز"),
        (.thisText, "هذا الملف, هذا النص"),
        (.destroy, "احذف, امسح"),
    ]

    static let dutch: [(InjectionConcept, String)] = [
        (.machineReader, "taalmodel, ai-assistent"),
        (.agent, "assistent, hulpprogramma"),
        (.tool, "programma, hulpmiddel"),
        (.user, "gebruiker, gebruikers"),
        (.instruction, "opdracht, instructies, aanwijzingen, regels"),
        (.prior, "eerdere, vorige, voorgaande, alle"),
        (.override, "vergeet, negeer, sla over"),
        (.negation, "niet, niets, geen, nooit"),
        (.tell, "vertel, zeg, meld, vermeld"),
        (.send, "stuur, verzend, kopieer"),
        (.secret, "wachtwoord, wachtwoorden, sleutel, sleutels, geheimen"),
        (.thisText, "dit bestand, deze tekst"),
        (.making, "bewerkt, samenvat, vertaalt"),
        (.disable, "zet uit, schakel uit"),
        (.destroy, "verwijder, wis"),
    ]

    static let polish: [(InjectionConcept, String)] = [
        (.machineReader, "model językowy, sztuczna inteligencja"),
        (.agent, "asystent, asystencie, agent, agencie"),
        (.tool, "narzędzia, narzędzie, program"),
        (.user, "użytkownik, użytkownikowi, użytkownika"),
        (.instruction, "polecenia, polecenie, instrukcje, zasady"),
        (.prior, "poprzednie, wcześniejsze, wszystkie"),
        (.override, "zignoruj, zapomnij, pomiń"),
        (.negation, "nie, nic, nigdy"),
        (.tell, "mów, powiedz, wspominaj, informuj"),
        (.send, "wyślij, skopiuj, wklej"),
        (.secret, "klucze, klucz, hasło, hasła"),
        (.thisText, "ten plik, tego pliku"),
        (.making, "edytuje, streszcza, tłumaczy"),
        (.destroy, "usuń, skasuj"),
    ]

    static let swedish: [(InjectionConcept, String)] = [
        (.machineReader, "språkmodell, ai-assistent"),
        (.agent, "assistenten"),
        (.tool, "programmet, verktyget"),
        (.user, "användaren, användare"),
        (.instruction, "instruktioner, anvisningar, regler"),
        (.prior, "tidigare, föregående, alla"),
        (.override, "glöm, ignorera, bortse"),
        (.negation, "inte, inget, aldrig, ingen"),
        (.tell, "säg, nämn, berätta"),
        (.send, "skicka, kopiera"),
        (.secret, "nyckel, nyckeln, lösenord"),
        (.making, "redigerar, sammanfattar, översätter"),
        (.destroy, "ta bort, radera"),
    ]

    static let turkish: [(InjectionConcept, String)] = [
        (.machineReader, "yapay zeka, dil modeli"),
        (.agent, "asistan, yardımcı"),
        (.user, "kullanıcı, kullanıcıya"),
        (.instruction, "talimatları, talimatlar, kurallar"),
        (.prior, "önceki, tüm, eski"),
        (.override, "yok say, unut, görmezden gel"),
        (.tell, "söyleme, bahsetme, bildirme"),
        (.send, "gönder, kopyala, yaz"),
        (.secret, "parola, şifre, anahtar, anahtarı"),
        (.thisText, "bu dosya, bu dosyayı"),
        (.destroy, "sil, kaldır"),
    ]
}
