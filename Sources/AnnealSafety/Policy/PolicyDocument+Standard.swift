extension PolicyDocument {
    /// The built-in rules.
    public static let standard: PolicyDocument = {
        do {
            return try parse(standardText, layer: .builtIn, place: "the built-in policy")
        } catch {
            // Cannot happen, as a test reads it; without rules everything is asked.
            return PolicyDocument(layer: .builtIn, rules: [])
        }
    }()

    /// The built-in rules as text, which `anneal guard explain` shows and a policy of one's own can start from.
    public static let standardText = """
        version: 1
        rules:
          # What never happens.
          - id: escape-by-rights
            verdict: deny
            when: {actions: [privilege]}
            reason: "{target} gains rights or opens the sandbox"
          - id: machine
            verdict: deny
            when: {actions: [system, halt, disk, exhaust, signalAll]}
            reason: "{target} changes or stops the machine, or uses it up"
          - id: fetched-code
            verdict: deny
            when: {actions: [fetched]}
            reason: downloaded or decoded text is run without anybody having read it
          - id: sent-away
            verdict: deny
            when: {actions: [send, reverseShell]}
            reason: contents of files, secrets or a shell go to {target}
          - id: credentials
            verdict: deny
            when: {actions: [credentials]}
            reason: "{target} gives keys or passwords"
          - id: runs-later
            verdict: deny
            when: {actions: [later]}
            reason: "{target} makes something run later, outside of the sandbox"
          - id: traces
            verdict: deny
            when: {actions: [traces]}
            reason: it removes traces of what was done
          - id: guard-settings
            verdict: deny
            when: {actions: [guardSetting]}
            reason: it changes how Anneal works
          - id: guard-files
            verdict: deny
            when: {actions: [write, delete, mode], places: [guardFiles]}
            reason: "{target} belongs to Anneal's guard"
          - id: secret-files
            verdict: deny
            when: {actions: [read, write, delete, mode], places: [secret]}
            reason: "{target} holds keys, passwords or a history"
          - id: device
            verdict: deny
            when: {actions: [read, write, delete, mode], places: [device]}
            reason: "{target} is a disk or another device"
          - id: system-files
            verdict: deny
            when: {actions: [write, delete, mode], places: [system, systemState, kernel, root]}
            reason: "{target} belongs to the system"
          - id: startup-files
            verdict: deny
            when: {actions: [write, delete, mode], places: [startup, gitProgram]}
            reason: "{target} is run by git, a shell or a session"
          - id: loss-of-everything
            verdict: deny
            when: {actions: [delete], places: [workspaceRoot, git, ancestor, homeRoot, harmlessDevice]}
            reason: "{target} is {place}, and nothing brings it back"
          - id: loss-outside
            verdict: deny
            when: {actions: [delete], places: [home, outside], traits: [recursive, wholesale]}
            reason: "{target} lies outside of the workspace"
          - id: loss-of-history
            verdict: deny
            when: {actions: [delete], places: [gitInternal], traits: [recursive, wholesale]}
            reason: "{target} is part of the repository's history"
          - id: search-for-secrets
            verdict: deny
            when: {actions: [read], places: [home, homeRoot, outside, systemState], traits: [secrets]}
            reason: passwords are searched for outside of the workspace
          - id: folders-of-others
            verdict: deny
            when: {actions: [mode], places: [ancestor, homeRoot, git], traits: [recursive, open]}
            reason: "{target} is {place}"

          # What a person decides.
          - id: unseen
            verdict: ask
            when: {actions: [opaque]}
            reason: what runs cannot be seen ({target})
          - id: named-program
            verdict: ask
            when: {actions: [named]}
            reason: a tool is told to run {target}
          - id: program-variable
            verdict: ask
            when: {actions: [variable]}
            reason: "{target} decides what other programs run or load"
          - id: foreign-program
            verdict: ask
            when: {actions: [foreign]}
            reason: "{target} comes from outside of the workspace"
          - id: network
            verdict: ask
            when: {actions: [network, remote]}
            reason: "{target} is reached over the network"
          - id: installation
            verdict: ask
            when: {actions: [install]}
            reason: "{target} installs or removes software"
          - id: publication
            verdict: ask
            when: {actions: [publish]}
            reason: "{target} publishes something"
          - id: daemons
            verdict: ask
            when: {actions: [container, daemon, database]}
            reason: "{target} works outside of the sandbox"
          - id: processes
            verdict: ask
            when: {actions: [signal, behind, endless]}
            reason: "{target}: a process of others, or one that stays"
          - id: secrets
            verdict: ask
            when: {actions: [secret, environment]}
            reason: secrets or the environment are shown ({target})
          - id: lost-work
            verdict: ask
            when: {actions: [discard, history]}
            reason: "{target} throws work away that may be nowhere else"
          - id: settings
            verdict: ask
            when: {actions: [settings]}
            reason: "{target} changes settings of the user"
          - id: secret-files-of-the-workspace
            verdict: ask
            when: {actions: [read, write, delete, mode], places: [workspaceSecret]}
            reason: "{target} is made for secrets"
          - id: automation-files
            verdict: ask
            when: {actions: [write, delete, mode], places: [automation]}
            reason: "{target} is run by a server, an editor or a shell"
          - id: git-files
            verdict: ask
            when: {actions: [write, delete, mode], places: [git, gitInternal]}
            reason: "{target} is git's own"
          - id: loss-inside
            verdict: ask
            when: {actions: [delete], places: [workspace], traits: [recursive, wholesale]}
            reason: "{target} is removed with all that is in it"
          - id: rewriting
            verdict: ask
            when: {actions: [write], places: [workspace, workspaceRoot], traits: [recursive]}
            reason: many files are changed at once ({target})
          - id: opening
            verdict: ask
            when: {actions: [mode], places: [workspaceRoot], traits: [recursive]}
            reason: permissions of the whole workspace are changed
          - id: opening-all
            verdict: ask
            when: {actions: [mode], places: [workspace], traits: [open]}
            reason: everybody may write {target}
          - id: outside
            verdict: ask
            when: {actions: [read, list, write, delete, mode], places: [home, homeRoot, outside, ancestor, unknown]}
            reason: "{target} is {place}"
          - id: state-of-the-system
            verdict: ask
            when: {actions: [read], places: [systemState]}
            reason: "{target} is state of the system"
          - id: everything
            verdict: ask
            when: {actions: [read, list], places: [root], traits: [recursive, wholesale]}
            reason: all files of the machine are looked through
          - id: keys-listed
            verdict: ask
            when: {actions: [list], places: [secret, guardFiles]}
            reason: "{target} is {place}"

          # What may happen.
          - id: own-code
            verdict: allow
            when: {actions: [own]}
            reason: it runs the workspace's own code, in the sandbox
          - id: known-program
            verdict: allow
            when: {actions: [run, loopback]}
            reason: the program is known
          - id: reading
            verdict: allow
            when: {actions: [read, list]}
            reason: it only reads
          - id: writing
            verdict: allow
            when: {actions: [write, mode], places: [workspace, workspaceRoot, buildResult, temporary, harmlessDevice]}
            reason: it writes in the workspace
          - id: removing
            verdict: allow
            when: {actions: [delete], places: [workspace, buildResult, temporary]}
            reason: it removes what is named or can be built again
        """
}
