/// English words and phrases by concept. `*` stands for any ending; a space for any white space.
extension InjectionLexicon {
    static let englishPeople: [(InjectionConcept, String)] = [
        (
            .machineReader,
            """
            ai, ais, a.i, llm, llms, chatbot, chatbots, chatgpt, gpt, copilot, copilots, claude, gemini, codex,
            devin, language model, language models, large language model, ai model, ai models, ai agent, ai agents,
            aider, ai assistant, ai assistants, coding agent, coding agents, coding assistant, coding assistants,
            cline, code assistant, code assistants, coding model, autonomous agent, autonomous agents,
            automated agent, automated agents, automated assistant, automated assistants, automated reader,
            automated readers, windsurf, automated reviewer, automated reviewers, machine reader, machine readers,
            neural network, ai reader, qwen, ai readers, ai reviewer, ai reviewers, ai tool, ai tools, ai system,
            ai systems, code generator, llama, artificial intelligence, generative model, generative ai,
            robot reader, software agent, software agents, review bot, review bots, coding bot, coding bots, ai bot,
            ai bots, ai coder, machine learning model, chat bot, ai-powered, tool-using, intelligent assistant,
            virtual assistant, digital assistant, deepseek, mistral
            """
        ),
        (.agent, "agent, agents, assistant, assistants, bot, bots, subagent*, automation, automations, crawler, robot"),
        (.model, "model, models, system, helper, reviewer bot, generator, summariser, summarizer, processor"),
        (.you, "you, your, yours, yourself, you're, you'll, you've, you'd, youre"),
        (
            .user,
            """
            user, users, human, humans, operator, operators, person, people, anyone, anybody, someone, owner,
            owners, user's, human's, person's, owner's, nobody, everyone, customer, customers, the boss, supervisor,
            supervisors
            """
        ),
        (
            .maintainer,
            """
            maintainer*, developer*, reviewer*, author, authors, committer*, team, teams, engineer*, programmer*,
            project lead, moderator*, colleague*, staff, manager, managers, author's, team's
            """
        ),
        (
            .grader,
            """
            grader*, evaluator*, judge, judges, examiner*, marker, markers, scorer*, assessor*, benchmark, rubric*
            """
        ),
        (
            .authority,
            """
            administrator*, admin, admins, root, superuser, sysadmin*, security team, anthropic, openai, google,
            microsoft, github, vendor, vendors, headquarters, management, platform team, compliance, it department,
            provider, ceo, cto, law enforcement, legal department, legal team, operations team, release team, sysop,
            infrastructure team, it security, project owner, repository owner, principal, supervisor, board,
            headmaster, authority, authorities, company, organisation, organization, your creator*, your developer*,
            deepmind, meta ai, hypervisor, orchestrator, control plane, controller, runtime
            """
        ),
        (
            .people,
            """
            contributor*, newcomer*, visitor*, student*, we, our, us, readers, reader, they, their, them, he, she,
            volunteer*, beginner*, client, clients, everybody, candidate, candidates, employee*, i, my, me
            """
        ),
    ]

    static let englishActs: [(InjectionConcept, String)] = [
        (
            .override,
            """
            ignor*, disregard*, forget*, forgot, overrid*, overrul*, supersed*, set aside, put aside, bypass*, void,
            cancel*, discard*, neglect*, outrank*, take precedence, takes precedence, no longer apply,
            stop following, no longer applies, no longer valid, no longer bound, no longer in force, not bound,
            null and void, drop all, pay no attention, throw away, throw out, abandon*, replaces all, replace all,
            erase your, clear your, not apply, does not apply, do not apply, nullif*, revok*, rescind*, obsolete,
            out of date, lifted, expired, stop obeying, let go of, wipe your, reset your, instead of your, put away,
            trumps, trump, overwrites your, start over, start anew, begin anew, begin afresh, start fresh, clean slate,
            clean sheet, scratch that, never mind what, switch goals, do not obey, do not heed, not obey the,
            was cancelled, was a warm-up, as if it were empty, had never been sent, no longer relevant
            """
        ),
        (
            .tell,
            """
            tell, tells, told, telling, mention*, report, reports, reported, reporting, reveal*, disclos*, inform,
            informs, informed, informing, notify*, notifies, notified, say, says, saying, speak, speaking, talk,
            announce*, alert, alerts, alerting, warn, warns, warning, describe, describing, discuss*, bring up,
            point out, flag, admit, confess, explain, hint at, show, showing, surface, raise it, acknowledge*,
            comment on, refer to, draw attention, let on, list it, record this, note this, log this, log it,
            talking, speak of, spell out
            """
        ),
        (
            .send,
            """
            send, sends, sent, sending, upload*, transmit*, exfiltrat*, leak, leaks, leaking, leaked, e-mail, email,
            emails, mail, forward, forwards, forwarding, post, posts, posting, submit*, deliver, delivers, paste,
            pastes, beacon, phone home, smuggle*, share, shares, sharing, dump, dumps, expose*, attach, attaches,
            hand over, relay, relays, ship, copy, copies, copying, push, pushes, pushing, publish, publishes, put,
            append, appends, embed, embeds, encode, encodes, include, includes, including, collect, collects,
            harvest*, gather, print, prints, echo, output, outputs, quote, repeat, reproduce, pass on, call home,
            mirror, mirrors, tweet, text, recite, restate, give out, hand out, drop off, report back, stream, pipe,
            pipes, place
            """
        ),
        (
            .run,
            """
            run, runs, ran, running, execut*, invok*, launch*, eval, evaluate, evaluates, start, perform, performs,
            issue the command, call, calls, calling, trigger, triggers, type the following, use the shell, source,
            spawn*, enter the command, fire off, kick off, carry out the command, open a shell, open a terminal
            """
        ),
        (
            .destroy,
            """
            delet*, remov*, erase*, erasing, wipe, wipes, wiping, drop, drops, destroy*, truncat*, purge*,
            overwrit*, force-push*, force push*, format the, reset --hard, rm -rf, shred, nuke, corrupt*, clean out,
            empty, revert, rm, strip, comment out, take out, get rid
            """
        ),
        (
            .fetch,
            """
            fetch*, download*, retriev*, load, loads, loading, open, visit, visits, browse, browses, get, gets,
            pull, pulls, request, read, access, go to, look up, consult, check out, navigate, import, clone,
            contact, connect, turn to, head over, grab
            """
        ),
        (
            .obey,
            """
            obey*, comply, complies, complying, follow, follows, following, carry out, carries out, act on, acts on,
            adhere*, do what, do as, do everything, do whatever, abide, heed, execute the instructions,
            whatever it says, what it says, what they say, as it says, treat as, treat it as, treat this as,
            treat them as, apply them, work through, do exactly, take orders, take instructions, accept orders,
            listen to, observe, as told, apply what, apply whatever, continue with what, proceed as, as instructed,
            as directed
            """
        ),
        (
            .approve,
            """
            approv*, accept, accepts, accepting, merge, merges, merging, pass, passes, passed, passing, grade,
            grades, graded, grading, award*, lgtm, sign off, signs off, mark, marks, marked, rate, rates, rated,
            rating, score, scores, scored, recommend, recommends, rank, ranks, assign, give, gives, grant, grants,
            certify, certif*, endors*, judge it, count as, counts as, green-light, assess, conclude, declare,
            rule that, treat as passed, consider, admit it, vote, hire, shortlist*
            """
        ),
        (
            .remember,
            """
            remember*, memoris*, memoriz*, persist, persists, persisted, memory, memories, keep in mind, retain,
            retains, store this, save this, save it, store it, note for later, learn that, carry over, long-term,
            internalise, internalize, add to your memory, adopt, keep this in, keep it in, keep the fact,
            commit to memory, bear in mind, write down, store the fact, save the fact, store that, save that, memo,
            learned preference, preference, preferences, standing
            """
        ),
        (
            .impersonate,
            """
            you are now, act as, acts as, acting as, pretend*, roleplay*, role-play*, role play*, persona, personas,
            simulate, impersonat*, behave as, behave like, imagine you, imagine that, answer as, respond as,
            reply as, speak as, play the role, play the part, take the role, assume the role, take on the role,
            assume the identity, alter ego, in character, stay in character, switch into, switch to,
            enter developer mode, developer mode, jailbreak*, jailbroken, your new name, your name is,
            you have become, become, becomes, transform into, call yourself, mode, your new role, new identity,
            identity, you will be, you play, think of yourself, regard yourself, turn into, consider yourself,
            your role is, you're now, let us play, let's play, playing a game, dan, evil twin
            """
        ),
        (
            .disable,
            """
            disabl*, turn off, turns off, turning off, switch off, switched off, switching off, deactivat*,
            circumvent*, lift, lifts, loosen*, suspend*, relax, relaxes, unlock*, allow all, allow everything, skip,
            skips, skipping, skipped, --no-verify, work around, get around, evade*, weaken*, mute, silence,
            suppress*, turned off, bypass*, defeat, stop checking, stop enforcing, lower, leave out, leaves out,
            omit*, drop the check, exempt from, whitelist*, allowlist*, ungate, opt out, --dangerously*, --yolo,
            chmod 777, widen, extend, permit all, grant yourself, take off, shut down, shut off, set to allow,
            waive*, stand down, leave off, disarm*
            """
        ),
        (
            .insert,
            """
            add, adds, added, adding, insert, inserts, inserting, write, writes, writing, introduce*, leave, put in,
            plant, plants, generate, generates, create, creates, place a, inject, injects, build in, slip, slips,
            append, include, change, changes, replace, replaces, edit, edits, modify, modifies, set, sets,
            configure, register, put a, make, sneak, weave, implement, implements, use, rewrite, update, prepend,
            commit
            """
        ),
        (
            .decode,
            """
            decod*, base64, rot13, rot-13, hex-encoded, decrypt*, unescap*, deobfuscat*, decipher*, unpack, reversed
            """
        ),
        (
            .confirm,
            """
            confirm*, ask, asks, asking, asked, approval, approvals, consent, permission, permissions, authoris*,
            authoriz*, check with, review, reviewing, reviewed, prompt for, prompting, verify with, verification,
            wait for, waiting, pause, question, questions, questioning, sign-off, hesitat*, double-check,
            checking in, clarification*, doubt
            """
        ),
    ]
}
