/// Paths that hold secrets or decide what runs, as tables.
enum ProtectedPaths {
    /// Keys, tokens, histories and data of browsers, below a home folder.
    static let homeSecrets = PathList(
        """
        .ssh/** .gnupg/** .aws/** .azure/** .kube/** .docker/config.json .config/gcloud/** .config/gh/** .config/hub
        .config/glab-cli/** .netrc _netrc .authinfo .authinfo.gpg .git-credentials .config/git/credentials .npmrc
        .yarnrc .yarnrc.yml .pypirc .gem/credentials .cargo/credentials .cargo/credentials.toml .m2/settings.xml
        .m2/settings-security.xml .gradle/gradle.properties .password-store/** .vault-token .local/share/keyrings/**
        .local/share/kwalletd/** .pki/** .mozilla/** .thunderbird/** .config/google-chrome/** .config/chromium/**
        .config/bravesoftware/** .config/microsoft-edge/** .config/vivaldi/** .config/opera/** .librewolf/**
        .var/app/** snap/firefox/** library/keychains/** library/cookies/** library/safari/** library/messages/**
        library/mail/** .*_history .*-history .history .histfile .lesshst .viminfo .python_history .zsh_sessions/**
        .local/share/fish/fish_history .config/fish/fish_history .terraform.d/** .terraformrc .config/op/** .op/**
        .config/bitwarden*/** .config/1password/** .config/keepassxc/** *.kdbx .config/doctl/** .config/rclone/**
        .s3cfg .boto .pgpass .my.cnf .mylogin.cnf .config/configstore/** .cache/huggingface/token .huggingface/token
        .cache/huggingface/stored_tokens .config/github-copilot/** .claude/.credentials.json .claude.json
        .codex/auth.json .config/slack/** .config/discord/** .config/signal/** .electrum/** .bitcoin/** .ethereum/**
        .config/solana/** .config/heroku/** .heroku/** .oci/** .bluemix/** .databrickscfg .snowsql/** .snowflake/**
        .config/sops/** .age/** .config/age/** .ansible/vault* .vault_pass* .config/containers/auth.json
        .composer/auth.json .config/composer/auth.json .nuget/nuget/nuget.config .config/helm/** .minikube/**
        .config/nordvpn/** .openvpn/** .wireguard/** .putty/** .rhosts .config/kube/** .env .env.* .envrc
        .config/fly/** .fly/** .config/netlify/** .vercel/** .config/wrangler/** .wrangler/** .config/stripe/**
        .config/filezilla/** .filezilla/** .config/remmina/** .local/share/remmina/** .purple/** .config/hcloud/**
        .config/lftp/** .lftp/** .config/borg/** .dbt/profiles.yml .config/gopass/** .local/share/gopass/** .irssi/**
        .weechat/** .config/weechat/** .config/hexchat/** .config/evolution/** .local/share/evolution/**
        .xauthority .iceauthority .gnome2/keyrings/** .cert/** .certs/** *.pem *.p12 *.pfx id_rsa* id_ed25519* id_ecdsa*
        library/application*support/google/** library/application*support/firefox/**
        library/application*support/com.apple.tcc/** library/application*support/bravesoftware/**
        """, isProtective: true)

    /// Keys and tokens of the system.
    static let systemSecrets = PathList(
        """
        /etc/shadow* /etc/gshadow* /etc/sudoers /etc/sudoers.d/** /etc/ssh/ssh_host_* /etc/ssl/private/**
        /etc/pki/tls/private/** /etc/letsencrypt/** /etc/krb5.keytab /etc/networkmanager/system-connections/**
        /etc/wpa_supplicant/** /etc/wireguard/** /etc/openvpn/** /etc/ipsec.secrets /etc/security/opasswd
        /etc/kubernetes/** /etc/rancher/** /etc/docker/key.json /etc/master.passwd /var/db/shadow/** /etc/ppp/*-secrets
        /run/secrets/** /var/run/secrets/** /var/lib/kubelet/** /var/lib/docker/** /var/lib/sss/** /var/spool/mail/**
        /var/mail/** /var/lib/mysql/** /var/lib/postgresql/** /etc/mysql/debian.cnf /etc/netrc /etc/security/keytab*
        /library/keychains/** /private/etc/master.passwd /var/db/dslocal/** /etc/exim4/passwd* /etc/credstore/**
        /etc/credstore.encrypted/** /var/backups/shadow* /var/backups/gshadow* /etc/shadow-
        /tmp/krb5cc_* /tmp/ssh-*/** /tmp/keyring-*/** /tmp/gpg-*/** /tmp/.vault-token /var/tmp/krb5cc_*
        """, isProtective: true)

    /// What starts with a shell, a session, an editor or git, below a home folder.
    static let startup = PathList(
        """
        .bashrc .bashrc.d/** .bash_profile .bash_login .bash_logout .bash_aliases .profile .zshrc .zshenv .zprofile
        .zlogin .zlogout .zsh/** .oh-my-zsh/** .kshrc .mkshrc .cshrc .tcshrc .login .logout .config/fish/** .xinitrc
        .xprofile .xsession .xsessionrc .xserverrc .config/autostart/** .config/systemd/** .local/share/systemd/**
        library/launchagents/** library/launchdaemons/** .pam_environment .config/environment.d/** .gitconfig
        .config/git/** .githooks/** .git-templates/** .vimrc .gvimrc .vim/** .exrc .nanorc .config/nvim/** .emacs
        .emacs.d/** .config/emacs/** .gdbinit .lldbinit .inputrc .tmux.conf .config/tmux/** .screenrc .irbrc .pryrc
        .pythonrc .pythonstartup .pdbrc .rprofile .rprofile.site .psqlrc .sqliterc .lessfilter .config/code/**
        .vscode/** .vscode-server/** .cursor/** .idea/** .cargo/config .cargo/config.toml .config/direnv/** .direnvrc
        .docker/cli-plugins/** .ipython/** .jupyter/** .procmailrc .forward .crontab .local/share/applications/**
        .local/lib/python*/** .config/plasma-workspace/** .config/i3/** .config/sway/** .config/hypr/** .config/zsh/**
        .config/bash/** .ackrc .wgetrc .curlrc .config/starship.toml .gnupg/gpg-agent.conf .config/kitty/**
        .gradle/init.d/** .gradle/init.gradle .claude/settings*.json .claude/hooks/** .codex/** .cursor/** .gemini/** .aider.conf.yml .config/opencode/**
        .config/zed/** .continue/** .copilot/** .hammerspoon/** .config/openbox/** .config/fontconfig/**
        .config/nushell/** .config/powershell/** .config/elvish/** .xonshrc .config/xonsh/** .wezterm.lua .config/wezterm/**
        .config/awesome/** .config/bspwm/** .config/qtile/** .config/herbstluftwm/** .config/sxhkd/** .xbindkeysrc
        .local/share/dbus-1/** .gdbearlyinit .config/gdb/** .julia/config/** .octaverc .ghci .iex.exs .sbclrc .mailcap
        .mongoshrc.js .mongorc.js .hgrc .config/hg/** .config/mise/** .sbt/** .mavenrc .doom.d/** .config/doom/**
        .spacemacs .config/micro/** .config/kak/** .config/lf/** .config/ranger/** .ripgreprc .bazelrc
        .local/share/nautilus/scripts/**
        """, isProtective: true)

    /// Names that are run or trusted in whatever folder they are looked for.
    static let startupNames: Set<String> = [
        "usercustomize.py", "sitecustomize.py", "authorized_keys", "authorized_keys2",
    ]

    /// What the system runs by itself.
    static let systemStartup = PathList(
        """
        /etc/cron*/** /etc/crontab /etc/anacrontab /var/spool/cron/** /var/spool/at/** /var/at/** /etc/systemd/**
        /lib/systemd/** /usr/lib/systemd/** /usr/local/lib/systemd/** /run/systemd/** /etc/init.d/** /etc/init/**
        /etc/rc*.d/** /etc/rc.local /etc/profile /etc/profile.d/** /etc/bash.bashrc /etc/bashrc /etc/zsh/** /etc/zshrc
        /etc/environment /etc/ld.so.preload /etc/ld.so.conf /etc/ld.so.conf.d/** /etc/xdg/autostart/** /etc/pam.d/**
        /etc/udev/** /etc/gitconfig /library/launchdaemons/** /library/launchagents/** /etc/modprobe.d/**
        /etc/modules-load.d/** /etc/apt/apt.conf.d/** /etc/logrotate.d/** /etc/networkmanager/dispatcher.d/**
        """, isProtective: true)

    /// Names of files that hold secrets, wherever they lie.
    static let secretNames = PathList(
        """
        id_rsa id_dsa id_ecdsa id_ed25519 id_*_sk *.pem *.p12 *.pfx *.key *.keystore *.jks *.kdbx *.ppk .env .env.* .envrc
        .netrc _netrc .pgpass .git-credentials .htpasswd .pypirc credentials credentials.json credentials.yml
        credentials.yaml credentials.toml credentials.csv credentials.xml credentials.ini credentials.txt
        secrets secrets.* secret.* *.secret *.secrets .secrets service-account*.json service_account*.json
        *serviceaccount*.json client_secret*.json kubeconfig *.kubeconfig .vault_pass* .vault-token vault.pass
        *_history wallet.dat shadow gshadow *.agekey *.gpg *.asc master.key .secret_key secrets.yml.enc token.json
        *.tfvars terraform.tfstate .dockercfg .dockerconfigjson auth.json *credential* *password* *passwd* *token.txt
        private.key privkey* .my.cnf local.settings.json appsettings.secrets.json .boto .s3cfg
        """)

    /// Names that look like those above and hold nothing.
    static let harmlessNames = PathList(
        """
        .env.example .env.sample .env.template .env.dist .env.defaults .env.test.example *.pub *.example *.sample
        *.template *.md *.rst *.py *.js *.mjs *.cjs *.ts *.tsx *.jsx *.go *.rs *.swift *.java *.kt *.rb *.c *.h *.cc
        *.cpp *.hpp *.cs *.php *.vue *.svelte *.html *.css *.scss *.sql *.sh *.png *.svg *.snap *.ipynb *.ex *.exs
        """)

    /// Folders and files that a build, a test run or an editor makes, by their name.
    static let buildResults = PathList(
        """
        build build-* build_* *.build dist out target node_modules .build .gradle .cache __pycache__ .pytest_cache
        .mypy_cache .ruff_cache .hypothesis .tox .nox .next .nuxt .parcel-cache .turbo .svelte-kit .angular .dart_tool
        .eslintcache .stylelintcache .nyc_output coverage htmlcov .coverage .coverage.* cov_html lcov.info
        coverage.xml coverage.out *.egg-info .eggs deriveddata cmake-build-* cmakefiles cmakecache.txt .venv venv
        .ipynb_checkpoints tmp .tmp temp _build bazel-* storybook-static .docusaurus .vite .sass-cache .terraform
        .serverless .aws-sam .swiftpm .pybuild *.o *.obj *.lo *.la *.a *.pyc *.pyo *.class *.log *.tmp *.temp *.bak
        *.backup *.old *.orig *.rej *.swp *.swo *.swn *~ .#* .ds_store thumbs.db *.gcda *.gcno *.gcov *.profraw
        *.profdata *.tsbuildinfo a.out *.cache *.pid *.dsym *.stackdump npm-debug.log* yarn-error.log*
        junit.xml .testmondata *.prof *.test *.hi *.beam *.aux *.toc *.fls *.fdb_latexmk *.bbl *.blg *.d obj debug
        release .stack-work dist-newstyle zig-out zig-cache .zig-cache elm-stuff .elixir_ls .mix __generated__ .output
        *.mo *.elc *.whl *.tar.gz *.tgz *.lock~ *.map *.min.js *.min.css test-results playwright-report .pnpm-store
        """)

    /// What a server, an editor or a shell runs when it opens the workspace.
    static let automation = PathList(
        """
        .github/workflows/** .github/actions/** .gitlab-ci.yml .gitlab/** .circleci/** jenkinsfile azure-pipelines.yml
        .travis.yml bitbucket-pipelines.yml .drone.yml .buildkite/** appveyor.yml .woodpecker/** .woodpecker.yml
        .gitea/workflows/** .forgejo/workflows/** .husky/** .vscode/** .idea/** .devcontainer/** .cirrus.yml
        cloudbuild.yaml buildspec.yml .gitmodules
        """)

    /// Folders with the guard's settings and records, below a home folder.
    static let guardFolders = PathList(
        ".anneal/** .config/anneal/** .local/share/anneal/** .local/state/anneal/** .cache/anneal/** "
            + "library/application*support/anneal/**")
}
