/// French and Spanish words and phrases by concept.
extension InjectionLexicon {
    static let french: [(InjectionConcept, String)] = [
        (
            .machineReader,
            """
            ia, intelligence artificielle, modèle de langage, modèle de langue, grand modèle, assistant ia,
            agent ia, assistant de code, assistant de programmation, agent de code, agents ia, modèles de langage
            """
        ),
        (.agent, "assistante, agente, agents, robots"),
        (.you, "tu, toi, te, ton, ta, tes, vous, votre, vos"),
        (
            .user,
            """
            utilisat*, humain*, personne, opérateur*, quiconque, l'utilisateur, l'utilisatrice, l'humain,
            l'opérateur
            """
        ),
        (.maintainer, "développeur*, mainteneur*, relecteur*, auteur*, équipe"),
        (
            .authority,
            """
            administrateur*, l'administrateur, l'équipe de sécurité, équipe de sécurité, direction, la sécurité
            """
        ),
        (
            .override,
            """
            ignore, ignorez, ignorer, oublie, oubliez, oublier, néglige*, ne tiens pas compte, ne tenez pas compte,
            tenir compte, fais abstraction, faites abstraction, annule*, outrepass*, contourn*, écarte, abandonnez,
            n'applique, ne s'appliquent plus, remplace*, caduqu*
            """
        ),
        (
            .prior,
            """
            précédent*, antérieur*, ci-dessus, initial*, reçues, reçu, d'origine, préalable*, d'avant, jusqu'ici,
            jusqu'à présent, autres
            """
        ),
        (
            .instruction,
            """
            instructions, consigne*, règle*, directives, ordres, l'instruction, tâche*, l'ordre, restrictions,
            contraintes
            """
        ),
        (
            .negation,
            """
            ne, n'en, n'y, pas, jamais, aucun*, rien, n'informe, n'informez, n'indique*, évite*, surtout pas,
            abstiens, abstenez
            """
        ),
        (.without, "sans"),
        (
            .tell,
            """
            dis, dites, dire, mentionn*, signale*, révèle*, révél*, divulgu*, informe*, montre*, montrer, préviens,
            prévenez, prévenir, avertis*, raconte*, parle, parlez, parler, avise, indique*, communique*, explique*,
            fais part, évoqu*, en parler, le dire
            """
        ),
        (
            .silent,
            """
            discrètement, secrètement, en silence, silencieusement, en secret, à l'insu, cache, cachez, cacher,
            dissimul*, taire, passe sous silence
            """
        ),
        (.account, "résumé*, réponse*, rapport, compte rendu, compte-rendu, sortie, message de commit"),
        (
            .confirm,
            """
            confirm*, demande, demandez, demander, autorisation, approbation, accord, permission, vérification,
            l'accord, l'autorisation
            """
        ),
        (
            .send,
            """
            envoie*, envoyer, envoyez, transmet*, transmets, téléverse*, publie*, publier, copie*, expédie*,
            transfère*, transférer, poste, affiche*, divulgue
            """
        ),
        (
            .secret,
            """
            mot de passe, mots de passe, clé, clés, clef, clefs, jeton*, identifiants, secrète, secrètes,
            clé privée, clés privées, clé api
            """
        ),
        (.environment, "variables d'environnement, variable d'environnement, l'environnement"),
        (.conversation, "invite système, message système, l'historique, la conversation, prompt système"),
        (.run, "exécute*, exécuter, exécutez, lance, lancez, lancer, démarre*, appelle*"),
        (.command, "commande, commandes, la commande, script"),
        (.destroy, "supprim*, efface*, détrui*, écrase*, vide, videz, enlève*, retire*"),
        (
            .fetch,
            """
            télécharge*, récupère*, récupérer, ouvre, ouvrez, consulte*, visite*, charge, chargez, va sur,
            allez sur, lis, lisez
            """
        ),
        (
            .obey,
            """
            obéis*, obéir, suis les, suivez, suivre, applique*, applique les, conforme-toi, conformez-vous, fais ce,
            faites ce, respecte
            """
        ),
        (
            .approve,
            """
            approuve*, approuver, accepte*, valide*, valider, note, notez, attribue*, accorde*, donne, donnez,
            considère*, juge, marque*
            """
        ),
        (
            .marks,
            """
            note maximale, meilleure note, note parfaite, score maximal, tous les tests réussis, 20/20, excellent,
            sans défaut, réussi, validé
            """
        ),
        (
            .remember,
            """
            souviens-toi, souvenez-vous, mémoris*, retiens, retenez, retenir, enregistr*, garde en mémoire, mémoire,
            n'oublie
            """
        ),
        (
            .lasting,
            """
            désormais, dorénavant, à partir de maintenant, à l'avenir, toujours, toutes les sessions,
            chaque session, prochaines sessions, définitivement, à chaque fois
            """
        ),
        (
            .impersonate,
            """
            tu es maintenant, tu es désormais, vous êtes maintenant, vous êtes désormais, fais comme si,
            faites comme si, joue le rôle, jouez le rôle, comporte-toi, agis comme, rôle, fais semblant
            """
        ),
        (
            .unrestricted,
            """
            sans restriction*, sans limite*, sans règle*, illimité*, aucune restriction, aucune limite,
            aucune règle, sans filtre*, sans contrainte*
            """
        ),
        (
            .permitted,
            """
            autorisé*, permis, habilité*, approuvé, accordé*, autorise, n'est pas nécessaire, plus nécessaire,
            pas nécessaire, inutile
            """
        ),
        (
            .urgent,
            """
            urgen*, immédiatement, tout de suite, sur-le-champ, sans délai, sans attendre, impérati*, sinon,
            d'urgence, obligatoire*
            """
        ),
        (.condition, "si, lorsque, lorsqu'*, quand, dès que, si vous, si tu"),
        (.reading, "lis, lit, lisez, lisant, traite*, analyse*, résume*, parcour*, lire"),
        (
            .thisText,
            """
            ce fichier, ce document, ce texte, ce message, ce dépôt, cette page, cette ligne, ce projet, ces lignes
            """
        ),
        (.polite, "s'il te plaît, s'il vous plaît, veuille*, merci, cher, chère, prière de, bonjour"),
        (.modal, "doit, doivent, dois, devez, faut, peut, peuvent"),
        (.disable, "désactive*, coupe, coupez, débraye*, saute, sautez, suspend*, lève, levez, arrête*"),
        (.safety, "sécurité, bac à sable, protection*, contrôle*, vérifications, garde-fou*, filtre*"),
        (
            .notice,
            """
            avis, note à, message à, message pour, note pour, à l'attention, avis système, message du, attention
            """
        ),
        (.weakness, "porte dérobée, mot de passe universel, en dur, sans vérification, compte caché"),
        (
            .insert,
            """
            ajoute*, ajouter, insère*, insérer, écris, écrivez, glisse*, introdui*, mets, mettez, modifie*, crée,
            créez
            """
        ),
        (.decode, "décode*, déchiffre*"),
        (.agreed, "a accepté, a donné son accord, est d'accord, d'accord, a approuvé, est au courant, a demandé"),
        (.first, "d'abord, avant tout, avant de, premièrement, ensuite, de plus, en outre, également"),
        (
            .endMark,
            """
            fin du fichier, fin du document, fin des données, nouvelles instructions, nouvelle tâche,
            nouvelle consigne, fin de la sortie
            """
        ),
        (.attackTopic, "attaque*, attaquant*, malveillant*, détect*, inject*, suspect*, menace*, piège*, faille*"),
        (.example, "par exemple, comme, exemple*, tel que, telles que, tels que"),
        (.people, "nous, notre, nos, contributeur*, lecteurs, étudiant*, on, ils, elles"),
        (.package, "paquet, paquets, dépendance*, bibliothèque*, installe*"),
        (
            .function,
            """
            le, la, les, l, un, une, des, du, de, et, ou, est, sont, dans, avec, pour, sur, par, que, qui, ce,
            cette, ces, au, aux, en, à, d, il, elle
            """
        ),
    ]

    static let spanish: [(InjectionConcept, String)] = [
        (
            .machineReader,
            "inteligencia artificial, modelo de lenguaje, modelos de lenguaje, asistente de ia, agente de ia, asistente de código, agentes de ia, asistente de programación, una ia, la ia"
        ),
        (.agent, "asistente*, agente, agentes"),
        (.you, "tú, ti, tus, usted, ustedes, eres, contigo"),
        (.user, "usuari*, humano*, persona, personas, operador*, nadie, alguien"),
        (.maintainer, "desarrollador*, mantenedor*, revisor*, autores, equipo"),
        (.authority, "administrador*, administración, equipo de seguridad, dirección, gerencia"),
        (
            .override,
            "ignora, ignore, ignorar, ignorad, olvida, olvide, olvidar, descarta*, omite, haz caso omiso, caso omiso, no hagas caso, prescinde, anula*, sobrescrib*, ya no se aplican, pasa por alto, sustituy*"
        ),
        (
            .prior,
            """
            anterior*, previ*, de arriba, originales, original, recibid*, hasta ahora, demás, iniciales, precedentes
            """
        ),
        (
            .instruction,
            """
            instrucci*, regla*, órdenes, orden, directric*, indicaci*, normas, tarea*, restricciones, pautas
            """
        ),
        (.negation, "no, nunca, jamás, ningún*, ninguna, nada, tampoco, evita*, abstente"),
        (.without, "sin"),
        (
            .tell,
            "digas, decir, decirle, dile, di, dígale, diga, mencion*, informes, informar, informe, revel*, cuentes, cuente, contar, muestr*, mostrar, avis*, notifiqu*, notific*, comuniqu*, comunic*, expliques, adviert*, hables, hablar, reportes"
        ),
        (
            .silent,
            """
            en silencio, silenciosamente, en secreto, discretamente, a escondidas, secretamente, oculta*, ocult*,
            esconde*, sin que se entere, calla, disimul*
            """
        ),
        (.account, "resumen, respuesta*, informe, salida, mensaje de commit"),
        (
            .confirm,
            """
            confirm*, preguntar, preguntes, pregunte, pedir, pidas, permiso, aprobación, autorización, consent*,
            consultar, consultes
            """
        ),
        (
            .send,
            """
            envía, envíe, enviar, envíalo, envíalos, envíalas, envi*, manda, mande, mandar, sube, subir, suba,
            transmit*, public*, copia, copiar, reenv*, remit*, filtra*, imprim*
            """
        ),
        (
            .secret,
            """
            contraseña*, clave, claves, credencial*, secreto*, llave*, clave privada, claves privadas,
            tokens de acceso, ficha de acceso
            """
        ),
        (.environment, "variables de entorno, variable de entorno, entorno"),
        (.conversation, "mensaje del sistema, conversación, historial, instrucciones del sistema, prompt del sistema"),
        (.run, "ejecut*, lanza, lanzar, inicia, corre, arranca"),
        (.command, "comando, comandos, orden de consola, guion"),
        (.destroy, "borra, borre, borrar, elimin*, destruy*, suprim*, sobrescrib*, vacía, quita*"),
        (.fetch, "descarg*, obtén, obtener, abre, abra, abrir, visit*, carga, cargue, lee, lea, accede"),
        (.obey, "obedec*, sigue, siga, seguir, cumpl*, acata*, haz lo que, haga lo que, aplica, haz todo"),
        (
            .approve,
            """
            aprueb*, aprobar, acept*, califi*, puntú*, puntua*, valida, valide, otorg*, asigna, da, dale, evalúa,
            marca, concede
            """
        ),
        (
            .marks,
            """
            máxima puntuación, puntuación máxima, nota máxima, la mejor nota, calificación máxima,
            todas las pruebas pasan, sobresaliente, aprobado, impecable
            """
        ),
        (.remember, "recuerda, recuerde, recordar, memoriz*, guarda, guarde, guardar, memoria, conserva"),
        (
            .lasting,
            """
            a partir de ahora, de ahora en adelante, desde ahora, en el futuro, siempre, todas las sesiones,
            cada sesión, futuras sesiones, sesiones futuras, permanentemente, en adelante
            """
        ),
        (
            .impersonate,
            """
            ahora eres, eres ahora, usted es ahora, actúa como, actúe como, finge, finja, comportate como,
            haz de cuenta, haz el papel, interpreta, papel, responde como
            """
        ),
        (
            .unrestricted,
            """
            sin restricciones, sin límites, sin reglas, ilimitad*, sin filtros, ninguna restricción, ninguna regla,
            sin limitaciones
            """
        ),
        (.permitted, "autorizad*, permitid*, aprobad*, habilitad*, concedid*, no es necesario, no hace falta"),
        (
            .urgent,
            """
            urgente*, urgencia, inmediatamente, de inmediato, ahora mismo, ya mismo, sin demora, cuanto antes,
            obligatori*, de lo contrario, enseguida
            """
        ),
        (.condition, "si, cuando, siempre que, en cuanto"),
        (.reading, "lee, lees, leyendo, leer, lea, proces*, analiz*, resum*, revisa"),
        (
            .thisText,
            """
            este archivo, este fichero, este documento, este texto, este mensaje, este repositorio, esta página,
            esta línea, este proyecto
            """
        ),
        (.polite, "por favor, gracias, estimad*, hola, sería tan amable, podrías, querid*"),
        (.modal, "debe, deben, debes, hay que, tiene que, tienes que, puede"),
        (.disable, "desactiv*, deshabilit*, apaga, omite, omitir, salta, saltate, suspende, elude*, evad*"),
        (.safety, "seguridad, protecci*, comprobaci*, salvaguard*, filtros, control de, controles"),
        (.notice, "aviso, nota para, mensaje para, mensaje del, atención, importante, nota al"),
        (.weakness, "puerta trasera, contraseña maestra, sin comprobar, sin verificar, cuenta oculta"),
        (
            .insert,
            """
            añad*, agreg*, insert*, escribe, escriba, introduc*, pon, ponga, incluye, incluya, modifica, cambia,
            crea
            """
        ),
        (.decode, "decodific*, descifr*"),
        (
            .agreed,
            """
            ha aceptado, ha aprobado, ya aprobó, está de acuerdo, de acuerdo, ya lo sabe, ha pedido, ya confirmó,
            ya autorizó
            """
        ),
        (.first, "primero, antes de, ante todo, en primer lugar, además, luego, después"),
        (
            .endMark,
            """
            fin del archivo, fin del documento, fin de los datos, nuevas instrucciones, nueva tarea,
            fin de la salida
            """
        ),
        (.attackTopic, "ataque*, atacante*, malicios*, detect*, sospechos*, inyecci*, amenaza*, vulnerabilidad*"),
        (.example, "por ejemplo, ejemplo*, tales como, como por"),
        (.people, "nosotros, nuestr*, colaborador*, lectores, estudiantes, ellos"),
        (.package, "paquete*, dependencia*, biblioteca*, instala, instalar, instale"),
        (
            .function,
            """
            el, la, los, las, un, una, unos, de, del, y, o, es, son, en, con, para, por, que, se, lo, le, al, su,
            sus, este, esta, a
            """
        ),
    ]
}
