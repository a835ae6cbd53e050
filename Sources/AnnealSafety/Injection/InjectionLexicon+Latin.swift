/// Italian and Portuguese words and phrases by concept.
extension InjectionLexicon {
    static let italian: [(InjectionConcept, String)] = [
        (
            .machineReader,
            """
            intelligenza artificiale, modello linguistico, modelli linguistici, assistente ia, agente ia,
            assistente di codice, modello di linguaggio, una ia
            """
        ),
        (.agent, "assistente, assistenti, agente, agenti"),
        (.you, "tu, tuo, tua, tuoi, tue, ti, sei, voi, vostro, vostre"),
        (
            .user,
            """
            utent*, umano, umani, persona, operatore, nessuno, qualcuno, l'utente, all'utente, dell'utente,
            agli utenti
            """
        ),
        (.maintainer, "sviluppator*, manutentor*, revisor*, autori, squadra"),
        (
            .authority,
            """
            amministrator*, amministrazione, l'amministratore, squadra di sicurezza, direzione, dall'amministratore
            """
        ),
        (
            .override,
            """
            ignora, ignori, ignorare, ignorate, dimentica*, dimenticare, trascura*, scarta, non tenere conto,
            annulla*, sovrascriv*, lascia perdere, non valgono più, aggira*, sostituisc*
            """
        ),
        (.prior, "precedent*, sopra, iniziali, originali, ricevut*, finora, prime, antecedent*, altre"),
        (
            .instruction,
            """
            istruzion*, regol*, ordini, direttiv*, indicazion*, linee guida, compit*, comandi precedenti,
            restrizion*
            """
        ),
        (.negation, "non, mai, nessun, nessuna, nulla, niente, neppure, evita, evitare"),
        (.without, "senza"),
        (
            .tell,
            """
            dire, dirlo, dillo, dica, menzion*, inform*, rivel*, mostrar*, mostra, segnal*, raccont*, avvis*,
            avvert*, comunic*, parlar*, spiegar*, notific*, riport*
            """
        ),
        (
            .silent,
            """
            in silenzio, di nascosto, silenziosamente, segretamente, in segreto, nascond*, nascost*, occult*, taci,
            tacere, discretamente, all'insaputa
            """
        ),
        (.account, "riassunto, riepilogo, risposta, risposte, rapporto, resoconto, uscita"),
        (.confirm, "conferm*, chieder*, chiedi, permesso, autorizzazione, approvazione, consenso, domandare"),
        (
            .send,
            """
            invia, inviare, invi, inviale, invialo, inviali, spedisc*, spedire, manda, mandare, trasmett*, carica,
            caricare, pubblic*, copia, copiare, inoltr*, stampa
            """
        ),
        (
            .secret,
            """
            chiave, chiavi, credenzial*, segreto, segreti, parola d'ordine, chiave privata, chiavi private,
            parole d'ordine
            """
        ),
        (.environment, "variabili d'ambiente, variabile d'ambiente, variabili di ambiente, ambiente"),
        (.conversation, "messaggio di sistema, conversazione, cronologia, prompt di sistema"),
        (.run, "esegu*, lancia, lanciare, avvia, avviare"),
        (.command, "comando, comandi"),
        (.destroy, "cancell*, elimin*, rimuov*, distrugg*, sovrascriv*, svuota*"),
        (.fetch, "scaric*, recuper*, apri, aprire, visita, visitare, leggi, accedi"),
        (.obey, "obbed*, segui, seguire, esegui ciò, fai ciò, fai quello, rispetta, attieniti, applica, fai tutto"),
        (.approve, "approv*, accett*, valut*, assegn*, convalid*, dai, concedi, considera, promuov*, giudica"),
        (
            .marks,
            """
            punteggio massimo, massimo dei voti, voto massimo, punteggio pieno, voto più alto,
            tutti i test superati, superato, impeccabile, eccellente
            """
        ),
        (.remember, "ricord*, memorizz*, salva, salvare, memoria, conserva, tieni a mente"),
        (
            .lasting,
            """
            da ora in poi, d'ora in poi, d'ora in avanti, in futuro, sempre, ogni sessione, tutte le sessioni,
            sessioni future, future sessioni, permanentemente
            """
        ),
        (
            .impersonate,
            """
            ora sei, sei ora, adesso sei, comportati come, agisci come, fingi, fai finta, recita, interpreta, ruolo,
            rispondi come
            """
        ),
        (
            .unrestricted,
            """
            senza restrizioni, senza limiti, senza regole, illimitat*, senza filtri, nessuna restrizione,
            nessun limite, senza vincoli
            """
        ),
        (
            .permitted,
            """
            autorizzat*, permess*, consentit*, approvat*, abilitat*, concess*, non è necessario, non serve,
            non occorre
            """
        ),
        (
            .urgent,
            """
            urgent*, immediatamente, subito, all'istante, senza indugio, obbligatori*, altrimenti, senza attendere
            """
        ),
        (.condition, "se, quando, qualora, appena"),
        (.reading, "legge, leggi, leggendo, leggere, elabor*, analizz*, riassum*, esamin*"),
        (
            .thisText,
            """
            questo file, questo documento, questo testo, questo messaggio, questo repository, questa pagina,
            questa riga, questo progetto
            """
        ),
        (.polite, "per favore, grazie, gentilmente, caro, cara, per cortesia, ti prego"),
        (.modal, "deve, devono, devi, bisogna, può, possono, dovete"),
        (.disable, "disattiv*, disabilit*, spegni, salta, saltare, sospend*, elud*, togli"),
        (.safety, "sicurezza, protezion*, controlli, controllo, verifiche, filtri, salvaguard*"),
        (.notice, "avviso, nota per, messaggio per, messaggio da, attenzione, importante, nota al"),
        (.weakness, "porta di servizio, parola d'ordine universale, senza verifica, account nascosto"),
        (.insert, "aggiung*, inserisc*, inserire, scriv*, metti, includ*, modific*, crea, cambia"),
        (.decode, "decodific*, decifr*"),
        (
            .agreed,
            """
            ha accettato, ha approvato, è d'accordo, d'accordo, ha già, ha confermato, è al corrente, ha chiesto
            """
        ),
        (.first, "prima di tutto, prima di, innanzitutto, per prima cosa, inoltre, poi"),
        (
            .endMark,
            """
            fine del file, fine del documento, fine dei dati, nuove istruzioni, nuovo compito, fine dell'output
            """
        ),
        (.attackTopic, "attacc*, aggressor*, malevol*, dannos*, rilev*, sospett*, minacc*, iniezion*"),
        (.example, "ad esempio, per esempio, esempio, esempi, come ad"),
        (.people, "noi, nostr*, collaborator*, lettori, studenti, loro"),
        (.package, "pacchett*, dipendenz*, libreri*, install*"),
        (
            .function,
            """
            il, lo, la, i, gli, le, un, una, uno, di, del, della, dei, delle, e, o, è, sono, in, nel, nella, con,
            per, da, dal, che, si, al, alla, su, questo
            """
        ),
    ]

    static let portuguese: [(InjectionConcept, String)] = [
        (
            .machineReader,
            """
            inteligência artificial, modelo de linguagem, modelos de linguagem, assistente de ia, agente de ia,
            assistente de código, uma ia, a ia
            """
        ),
        (.agent, "assistente*, agente, agentes"),
        (.you, "você, vocês, tu, teu, tua, seu, sua, te"),
        (.user, "usuári*, utilizador*, humano*, pessoa, pessoas, operador*, ninguém, alguém"),
        (.maintainer, "desenvolvedor*, programador*, mantenedor*, revisor*, autores, equipe, equipa"),
        (.authority, "administrador*, administração, equipe de segurança, equipa de segurança, direção, gerência"),
        (
            .override,
            """
            ignore, ignora, ignorar, ignorem, esqueça, esqueca, esquece, esquecer, desconsider*, descart*,
            desrespeit*, não leve em conta, anule, sobrescrev*, já não valem, não se aplicam, contorn*, substitu*
            """
        ),
        (.prior, "anterior*, prévi*, acima, originais, recebid*, até agora, iniciais, precedentes, demais"),
        (
            .instruction,
            """
            instruç*, instruc*, regra*, ordens, diretriz*, orientaç*, normas, tarefa*, restriç*, comandos anteriores
            """
        ),
        (.negation, "não, nao, nunca, jamais, nenhum, nenhuma, nada, nem, evite, evita"),
        (.without, "sem"),
        (
            .tell,
            """
            diga, digas, dizer, mencion*, informe, informar, revel*, conte, contes, contar, mostre, mostrar, avis*,
            notifi*, comuniqu*, comunic*, fale, falar, relat*, explique
            """
        ),
        (
            .silent,
            """
            em silêncio, silenciosamente, em segredo, discretamente, às escondidas, secretamente, escond*, ocult*,
            sem que ninguém saiba, cale
            """
        ),
        (.account, "resumo, resposta*, relatório, saída, mensagem de commit"),
        (
            .confirm,
            """
            confirm*, perguntar, pergunte, pedir, peça, permissão, aprovação, autorização, consentimento, consultar
            """
        ),
        (
            .send,
            """
            envie, envia, enviar, mande, manda, mandar, transmit*, carregue, faça upload, publique, publicar, copie,
            copiar, encaminh*, remeta, suba, imprima
            """
        ),
        (
            .secret,
            """
            senha*, palavra-passe, chave, chaves, credencia*, segredo*, chave privada, chaves privadas,
            palavras-passe
            """
        ),
        (.environment, "variáveis de ambiente, variável de ambiente, ambiente"),
        (.conversation, "mensagem do sistema, conversa, histórico, prompt do sistema, instruções do sistema"),
        (.run, "execut*, rode, rodar, inicie, lance, corra"),
        (.command, "comando, comandos"),
        (.destroy, "apag*, exclu*, elimin*, remov*, destru*, sobrescrev*, delet*"),
        (.fetch, "baix*, descarreg*, transfira, obtenha, abra, abrir, visite, leia, acesse, aceda"),
        (.obey, "obedeç*, obedec*, siga, seguir, cumpra, cumprir, acate, faça o que, aplique, faça tudo"),
        (
            .approve,
            """
            aprov*, aceit*, avali*, pontu*, valide, validar, atribu*, dê, conceda, considere, marque, classifique
            """
        ),
        (
            .marks,
            """
            nota máxima, pontuação máxima, melhor nota, pontuação total, todos os testes passaram, aprovado,
            impecável, excelente
            """
        ),
        (.remember, "lembr*, memoriz*, guarde, guardar, grave, salve, memória, recorde, retenha"),
        (
            .lasting,
            """
            a partir de agora, de agora em diante, daqui em diante, doravante, no futuro, sempre, todas as sessões,
            cada sessão, sessões futuras, futuras sessões, permanentemente
            """
        ),
        (
            .impersonate,
            """
            agora você é, você agora é, você é agora, agora és, aja como, age como, finja, finge, comporte-se como,
            faça de conta, papel, responda como, interprete
            """
        ),
        (
            .unrestricted,
            """
            sem restrições, sem limites, sem regras, ilimitad*, sem filtros, nenhuma restrição, nenhuma regra,
            sem limitações
            """
        ),
        (.permitted, "autorizad*, permitid*, aprovad*, habilitad*, concedid*, não é necessário, não é preciso"),
        (
            .urgent,
            """
            urgente*, urgência, imediatamente, agora mesmo, já, sem demora, obrigatóri*, caso contrário,
            de imediato, quanto antes
            """
        ),
        (.condition, "se, quando, caso, assim que, sempre que"),
        (.reading, "lê, lendo, ler, leia, process*, analis*, resum*, rever"),
        (
            .thisText,
            """
            este arquivo, este ficheiro, este documento, este texto, esta mensagem, este repositório, esta página,
            esta linha, este projeto
            """
        ),
        (.polite, "por favor, obrigado, obrigada, por gentileza, caro, prezad*, olá, poderia"),
        (.modal, "deve, devem, tem que, precisa, pode, podem"),
        (.disable, "desativ*, desabilit*, desligue, desligar, pule, pular, salte, suspenda, burl*, omita"),
        (.safety, "segurança, proteç*, verificaç*, salvaguard*, filtros, controles"),
        (.notice, "aviso, nota para, mensagem para, mensagem do, atenção, importante, recado"),
        (.weakness, "porta dos fundos, senha mestra, sem verificar, conta oculta"),
        (.insert, "adicion*, acrescent*, inser*, insira, escreva, introduz*, coloque, inclua, modifique, altere, crie"),
        (.decode, "decodifi*, descodifi*, decifr*"),
        (
            .agreed,
            """
            concordou, já aprovou, aceitou, está de acordo, já sabe, já confirmou, pediu, já autorizou, já concordou
            """
        ),
        (.first, "primeiro, antes de, antes de tudo, em primeiro lugar, além disso, depois"),
        (
            .endMark,
            """
            fim do arquivo, fim do ficheiro, fim do documento, fim dos dados, novas instruções, nova tarefa,
            fim da saída
            """
        ),
        (.attackTopic, "ataque*, atacante*, invasor*, malicios*, detec*, detet*, suspeit*, injeç*, ameaça*"),
        (.example, "por exemplo, exemplo*, tais como, como por"),
        (.people, "nós, noss*, colaborador*, leitores, estudantes, eles"),
        (.package, "pacote*, dependência*, biblioteca*, instale, instalar"),
        (
            .function,
            """
            o, a, os, as, um, uma, de, do, da, dos, das, e, ou, é, são, em, no, na, nos, nas, com, para, por, que,
            se, ao, este, esta, num, numa
            """
        ),
    ]
}
