extension ProgramTable {
    /// Programs with subcommands that builds and tests use: names | options with values | action: subcommands; …
    ///
    /// `own` runs the workspace's code, `run` only what the tool itself does, `*` stands for any other subcommand, `-`
    /// for none.
    static let projectTools = """
        npm | -w --workspace --prefix -C --registry --loglevel --userconfig --tag --access --otp | own: test, t, \
        tst, run, run-script, rum, start, stop, restart; run: init, pkg, pkg set, pkg delete, ls, list, ll, la, \
        why, explain, pkg get, config get, config list, prefix, root, bin, get, query, sbom, help, version, pack, \
        shrinkwrap, prune, dedupe, rebuild, fund, completion, init, -; install: install, i, in, add, ci, \
        clean-install, install-test, it, cit, update, up, upgrade, uninstall, remove, rm, un, r, link, ln, exec, \
        x, create, innit, audit, install-ci-test; network: view, info, show, v, search, s, outdated, ping, doctor, \
        whoami, docs, repo, home, bugs, diff; settings: config set, config delete, config edit, set, config rm; \
        publish: publish, unpublish, deprecate, dist-tag, owner, access, star, team, org, hook; secret: login, \
        adduser, logout, token, profile, add-user
        yarn | --cwd --registry --mode | own: test, run, build, start, lint, dev, workspace, workspaces, node, \
        exec, serve, format, typecheck, check, watch, compile, e2e, coverage, clean; run: why, list, info, bin, \
        cache dir, config get, config list, config, licenses, version, help, versions, constraints, pack; install: \
        -, install, add, remove, up, upgrade, upgrade-interactive, dlx, create, global, import, link, unlink, set, \
        plugin, dedupe, rebuild, policies, init, autoclean, generate-lock-entry; settings: config set, config \
        delete, config unset; publish: publish, npm publish, tag; network: npm info, npm audit, audit, outdated; \
        secret: login, logout, npm login, npm whoami; own: *
        pnpm | -C --dir -F --filter --registry | own: test, t, run, start, build, lint, dev, exec, recursive, r, \
        format, typecheck, check; run: ls, list, why, bin, root, store path, licenses, config get, config list, \
        prune, store status, -; install: install, i, add, remove, rm, update, up, dlx, create, ci, import, link, \
        unlink, rebuild, fetch, patch, deploy, setup, env, dedupe, init, uninstall, un; settings: config set, \
        config delete; publish: publish, pack-publish; network: outdated, audit, view, info, search; own: *
        bun | --cwd -c --config -e -p | own: test, run, build, -, dev, start, lint; install: install, i, add, a, \
        remove, rm, update, upgrade, x, create, c, link, unlink, init; run: pm, why; publish: publish; network: \
        outdated, audit, info; own: *
        promtool amtool qpdf pdfinfo pdftk mutool shellharden hadolint-bin conftest xcpretty xcbeautify busted prove bats bats-core buf shellspec shunit2 \
        swift-demangle \
        cxxfilt col comby zipinfo system_profiler xcode-select lipo codesign plutil wasm-objdump wasm2wat wat2wasm \
        wasm-opt wasm-strip systemd-detect-virt semgrep ansi2txt ansifilter ccze grc \
        pygmentize highlight source-highlight chroma xq-go gron fx dasel miller xan visidata vd termgraph spark \
        asciinema ttyd freeze silicon carbon-now vhs glow mdcat slides rich textual pv progress gource onefetch \
        tig-static git-standup git-extras git-fame git-sizer pre-commit-ci license-checker licensee reuse scancode \
        addlicense go-licenses cargo-license fossa cyclonedx spdx-tools bom jsonnet jsonnetfmt cue dhall \
        dhall-to-json ytt-cli hjson json5 toml-cli yj remarshal xsltproc saxon tidy htmltidy vnu linkchecker-local \
        proselint rst-lint doc8 restructuredtext-lint chktex lacheck aspell hunspell ispell languagetool pofilter \
        msgfmt-lint xkcd | -f -o=write -p -t -l -c -e -i -matcher -match-only -templates --format --output=write \
        -D -I | own: *, -; settings: --switch, -s; privilege: --reset
        npx pnpx bunx | -p --package -c --call | install: -, *
        deno | -c --config --allow-read --allow-net --allow-write --import-map --lock | own: test, run, task, \
        bench, check, compile, bundle, serve, eval; run: fmt, lint, info, doc, types, completions, coverage, -; \
        install: install, i, add, remove, cache, upgrade, uninstall, outdated, jupyter, init, update, x; publish: \
        publish, deploy
        nvm fnm volta n nodenv | | install: install, i, use-install, uninstall, update, pin, lts, latest, stable; \
        settings: alias, unalias, default; foreign: use, exec, run; run: *, -
        corepack | | install: *
        pip pip3 pipx | -r -c -t -i -e -f --index-url --python --target --log --constraint --requirement --prefix \
        --root --path --format | run: list, freeze, show, check, config list, config get, debug, cache dir, cache \
        list, cache info, inspect, environment, help, -, completion, hash, ls; install: install, uninstall, \
        download, wheel, run, inject, upgrade, upgrade-all, uninstall-all, reinstall, reinstall-all, ensurepath, \
        lock, uninject, runpip; network: search, index, index versions; settings: config set, config unset, config \
        edit; run: cache purge, cache remove
        uv | --directory --project -p --python --with | own: run, build; run: tree, pip list, pip freeze, pip \
        show, pip check, pip tree, cache dir, cache clean, cache prune, venv, version, python list, python find, \
        format, -, init, tool list, tool dir, self version, help; install: sync, add, remove, lock, pip install, \
        pip uninstall, pip sync, pip compile, tool install, tool run, tool upgrade, tool uninstall, python \
        install, python uninstall, self update, export, pip, tool, python pin; publish: publish
        uvx | | install: *, -
        poetry | -C --directory -P | own: run, build, shell; run: show, check, env info, env list, version, config \
        --list, -, debug, list, about, init, new, env; install: install, add, remove, update, lock, sync, self, \
        env use, source, self add, self update; settings: config; publish: publish; network: search
        pipenv | --python | own: run, shell; run: graph, check, --venv, --where, verify, -, scripts; install: \
        install, uninstall, sync, update, lock, upgrade
        pdm hatch rye flit | -p -e --env | own: run, test, build, fmt, lint, env run, dep, shell, version, check; \
        run: list, info, show, config get, env show, env find, -, status, dep show; install: install, add, remove, \
        update, lock, sync, env create, fetch, pin, toolchain, self, python install, env remove, init, new, \
        make-lockfile; settings: config; publish: publish
        conda mamba micromamba | -n --name -p --prefix -c --channel -f --file | later: init; own: run; run: list, \
        info, env list, config --show, activate, deactivate, shell, compare; install: install, create, update, \
        remove, env create, env update, env remove, uninstall, upgrade, clean; network: search; settings: config
        conda-old | -n --name -p --prefix -c --channel -f --file | own: run; run: list, info, env list, config \
        --show, search --offline, -, activate, deactivate, shell, compare; install: install, create, update, \
        remove, env create, env update, env remove, uninstall, upgrade, clean; network: search; settings: config
        pyenv rbenv jenv goenv asdf mise rtx sdk rustup swiftly swiftenv ghcup | -q | run: versions, version, \
        which, which-all, prefix, root, shims, rehash, whence, current, list, ls, where, plugin list, show, \
        toolchain list, component list, target list, doc, env, doctor, -, man, help, exec, local, shell, use, \
        completions, init, run; own: x; install: install, i, uninstall, update, upgrade, self, toolchain install, \
        toolchain uninstall, component add, component remove, target add, plugin add, plugin, self update, set, \
        default, global, override, reshim, rm, migrate
        pytest py.test | -k -m -n -c -p -o --maxfail --tb --rootdir --ignore --cov --cov-report --junitxml=write \
        --durations --deselect --timeout --dist --log-level --import-mode --junit-xml=write --basetemp -W \
        --confcutdir --color --cov-config -r | own: *, -
        tox nox coverage nosetests behave locust mutmut cosmic-ray robot stestr trial hypothesis green slipcover \
        asv airspeed ward unit2 testr doit invoke inv pre-commit prek | -e -f -s -k -m -n -o --include --omit \
        --rcfile --data-file --source --env --session --posargs -d -p --fail-under | own: *, -; install: install, \
        autoupdate, install-hooks, init-templatedir, uninstall, update
        jest vitest mocha ava tap karma cypress playwright wdio jasmine c8 nyc tape uvu qunit testcafe nightwatch \
        protractor web-test-runner wtr storybook ng nx turbo lerna rush moon wireit gulp grunt webpack vite rollup \
        esbuild parcel swc babel tsup tsx ts-node ts-node-dev next nuxt remix gatsby astro svelte-kit expo \
        react-scripts react-native ember vue vue-cli-service quasar ionic rspack rsbuild rslib unbuild microbundle \
        tsdx bili terser uglifyjs cleancss sass node-sass less-lint lessc postcss tailwindcss html-minifier svgr \
        concurrently npm-run-all run-s run-p wait-on serve http-server live-server json-server browser-sync \
        lite-server eleventy docusaurus vuepress vitepress changeset semantic-release release-it standard-version \
        size-limit lighthouse lhci pa11y percy backstop zx esno esmo jiti swc-node babel-node ttsc tsd \
        wasm-pack wasm-bindgen trunk prisma drizzle-kit typeorm sequelize knex mikro-orm graphql-codegen \
        openapi-generator openapi-generator-cli swagger-codegen orval | -c --config -p --project -t -w -e -o -r -g \
        --port --grep --testNamePattern -m --env --filter --reporter --outfile --outdir --format --target --bundle \
        --loader | own: *, -; install: install, add, upgrade, update; publish: publish, deploy, login; database: \
        migrate reset, db drop, db:drop, db:migrate:undo, db:migrate:undo:all, migrate:undo:all, migrate:undo, migrate:rollback, migrate:down, schema:drop, db push, \
        push:force
        cargo | -p --package --manifest-path --target --target-dir --features -F --bin --example --test -j --jobs \
        --profile --color --message-format -Z -C --config --bench | own: test, t, build, b, run, r, check, c, \
        bench, clippy, doc, rustc, rustdoc, nextest, tarpaulin, llvm-cov, miri, fuzz, expand, fix, xtask, hack, \
        criterion, flamegraph, make, watch, leptos, tauri, zigbuild, cross, mutants; run: tree, metadata, fmt, \
        clean, verify-project, locate-project, pkgid, version, help, --list, --version, machete, udeps, bloat, \
        asm, -, new, init, read-manifest, package, sort, outline, loc, deny, geiger, modules, depgraph, msrv, \
        report; install: install, add, update, fetch, vendor, remove, rm, uninstall, generate-lockfile, upgrade, \
        binstall, install-update, edit; network: search, info, outdated, audit, semver-checks; publish: publish, \
        yank, owner; secret: login, logout
        go | -C | own: test, build, run, vet, generate, tool; run: list, env, version, doc, fmt, clean, mod graph, \
        mod verify, mod why, mod edit, mod init, work use, work init, work sync, bug, help, fix, work edit, \
        telemetry, -, mod; install: get, install, mod download, mod tidy, mod vendor, work vendor; settings: env \
        -w
        swift | -c -j --package-path --scratch-path --filter --product --target --configuration --skip -Xswiftc \
        -Xcc -Xlinker --build-path --sdk --triple --swift-sdk --traits --output-path | own: build, test, run, \
        package plugin, package clean, repl, -; run: package describe, package show-dependencies, package \
        dump-package, package tools-version, format, package clean, package init, package completion-tool, package \
        purge-cache, package config, package show-executables, package diagnose-api-breaking-changes, package \
        archive-source, package dump-symbol-graph, demangle, help, package generate-documentation, sdk list, \
        package compute-checksum, package unedit; install: package update, package resolve, package \
        add-dependency, package reset, package edit, sdk install, sdk remove; publish: package-registry publish, \
        package-registry login; own: *
        xcodebuild xcrun | -project -workspace -scheme -destination -configuration -sdk -derivedDataPath | own: *, -; \
        install: -resolvePackageDependencies, -downloadPlatform, -downloadAllPlatforms, -runFirstLaunch
        pod carthage tuist xcodegen mint | | install: install, update, bootstrap, repo, setup, fetch, deintegrate, \
        run; run: outdated, list, env, version, dump, graph, -, spec, generate, lib; publish: trunk; own: build, \
        test, generate, edit, *
        mix rebar3 | | own: test, compile, run, phx.server, release, dialyzer, credo, ecto.migrate, ecto.create, \
        ecto.gen.migration, eunit, ct, shell, escriptize, phx.routes, docs, proper, do; run: format, help, deps, \
        deps.tree, deps.compile, clean, new, phx.new, xref, hex.info, -, tree, lint, phx.gen.schema, \
        phx.gen.context, deps.clean; install: deps.get, deps.update, local.hex, local.rebar, archive.install, \
        hex.outdated, get-deps, upgrade, unlock, escript.install, assets.setup; publish: hex.publish, hex; \
        database: ecto.drop, ecto.reset; own: *
        bundle bundler | --gemfile --path -j | own: exec; run: check, list, info, show, outdated --local, config \
        list, config get, -, viz, licenses, platform, clean, init, binstubs, config, doctor, env, lock --local, \
        open; install: install, update, add, remove, lock, package, cache, plugin; network: outdated, audit; \
        settings: config set, config --global; install: -
        gem | -v --version -i -n | run: list, contents, environment, env, which, specification, help, dependency, \
        -, check, unpack, build, sources --list; install: install, i, uninstall, update, fetch, cleanup, pristine; \
        network: search, info, outdated, query, sources; publish: push, yank, owner; secret: signin, signout
        rake rails rspec minitest cucumber spring standardrb rubocop reek brakeman thor bin/rails ruby-lint yard \
        rdoc ri sorbet srb tapioca steep solargraph appraisal m erblint | -f -e -I -r -t -T -o -c -P --format \
        --only --out --require --tag | own: *, -; database: db:drop, db:reset, db:purge, db:schema:load, \
        db:drop:all, db:migrate:reset, db:seed:replant
        mvn gradle ant sbt mill bazel bazelisk buck buck2 pants please plz boot gradle-profiler \
        mvnd kotlin scala scala-cli amm groovy grails quarkus jbang cake leiningen fsbt ammonite | -f -P -pl -D -T \
        -p -s -c -b -x -I -A -M -X -e --file --tests --project-dir -Dtest --build-file --config --test_filter \
        --test_output --jobs | own: *, -; install: update, resolve, dependency:get, dependency:resolve, dependency:go-offline, \
        dependency:purge-local-repository, versions:use-latest-versions, upgrade, ancient, wrapper, fetch, sync, \
        --refresh-dependencies; publish: \
        deploy, publish, release, release:perform, release:prepare, uploadArchives, publishToMavenCentral, \
        publishSigned, gradle:publish
        lein clj clojure | -A -M -X -T -f --file | own: *, -; install: deps, -P, ancient, upgrade; publish: deploy, \
        release
        dotnet | -c -f -o -r -p --configuration --framework --output --project --filter --logger -v --verbosity \
        --source -l | own: build, test, run, watch, msbuild, vstest, publish, pack, exec, fsi, script, ef, format, \
        clean; run: --info, --list-sdks, --list-runtimes, --version, list, sln, new, help, -, store, dev-certs, \
        user-secrets list, build-server, completions, sln list; install: restore, add, remove, tool, workload, \
        nuget add, add package, tool install, tool restore, package; publish: nuget push, nuget delete; secret: \
        user-secrets; settings: nuget; own: *
        msbuild nuget paket | -p -t -v | own: -, *; install: restore, install, update, add; publish: push; \
        settings: sources
        composer | -d --working-dir | own: run-script, run, exec, test, lint, check, *; run: show, validate, \
        dump-autoload, dumpautoload, licenses, depends, why, prohibits, why-not, status, -, about, \
        check-platform-reqs, fund, suggests, clear-cache, init; install: install, i, update, u, upgrade, require, \
        req, r, remove, create-project, self-update, global, reinstall, bump; network: outdated, search, audit, \
        browse, diagnose; settings: config;
        phpunit pest artisan codecept behat kahlan phpspec infection paratest rector pint drush php-parallel-lint \
        deptrac phpbench phpcpd phploc churn box | --filter --group --testsuite -c --configuration -d | own: *, -; \
        database: migrate:fresh, migrate:reset, db:wipe
        stack cabal | --stack-yaml --resolver -w -j | own: build, test, run, exec, bench, repl, ghci, haddock, \
        runghc, runhaskell, clean, v2-build, v2-test, new-build, check; run: path, ls, list, query, info, sdist, \
        hoogle, -, dot, outdated, gen-bounds, new, init, format; install: install, setup, upgrade, update, fetch, \
        get, unpack, freeze; publish: upload, report
        dune opam esy | --root -j -p --switch | own: build, test, runtest, exec, utop, fmt, clean, promote, init, \
        rules, top, exec --, repl; run: describe, list, show, switch list, config, var, env, -, lint, switch show, \
        describe external-lib-deps; install: install, upgrade, update, remove, pin, switch create, switch, \
        repository, init, reinstall, depext; own: *
        zig crystal nim nimble dub shards gleam vlang v roc odin haxe haxelib janet jpm hare purs spago elm \
        elm-test elm-review dart flutter fvm melos | -D -o -O -I -L -p -d --define --out --target --mode --name \
        --plain-name | settings: config, --disable-analytics, --enable-analytics; own: test, build, run, \
        build-exe, build-lib, test-obj, compile, c, cpp, r, js, check, eval, analyze, drive, make, doc, tool, \
        spec, repl, reactor, transpile, *; run: format, fmt, version, env, targets, doctor, devices, help, -, \
        info, list, create, init, init-exe, new, clean, dump, search --local; install: fetch, install, add, pub \
        get, pub add, pub upgrade, pub remove, pub global, pub outdated, get, update, upgrade, refresh, deps, \
        remove, precache, downgrade, channel; publish: publish, pub publish, login, logout, pub login
        cmake ctest cpack | -S -B -G -D -C -j -P -E -R -L -U --build --target --config --preset --install --prefix \
        --parallel --toolchain -A -T --output-on-failure --test-dir --timeout --repeat -T --build-config \
        --component | own: *, -
        ninja meson scons waf xmake premake premake4 premake5 tup samu redo jam b2 bjam qmake qmake6 moc uic rcc \
        qbs gn gyp kati autoreconf autoconf automake aclocal autoheader libtoolize autoupdate libtool ltmain \
        intltoolize bear compiledb rpmbuild dpkg-buildpackage debuild dh dpkg-shlibdeps lintian snapcraft \
        flatpak-builder nix-build nix-instantiate catkin_make west idf.py pio platformio arduino-cli mbed avr-size \
        verilator iverilog vvp yosys nextpnr-ice40 ghdl vsim vivado quartus_sh synplify fusesoc cocotb-config | -C \
        -f -j -k -t -l -D -o -b -d -I -m -p -B -T --file --directory --prefix --buildtype --backend --fqbn --jobs \
        --verbose | own: *, -; install: wrap, subprojects, update, package, pkg, core, lib, upgrade
        just task mage earthly dagger act mask cargo-make robo pyinvoke ergo taskfile sake makeit toast dobi | -f \
        --justfile -d --working-directory -C --taskfile --file -t --set | own: *, -
        terraform tofu terragrunt | -var -var-file=read -out -target -backend-config -chdir | run: fmt, validate, \
        version, show, output, graph, providers, workspace list, workspace show, state list, state show, console, \
        -; install: init, get, providers lock, providers mirror; network: plan, refresh, import, test, login, \
        logout, workspace new, workspace select, taint, untaint, apply, destroy, state, force-unlock, workspace \
        delete, run-all, cloud
        packer vagrant pulumi cdk cdktf sam serverless sls amplify ansible ansible-playbook ansible-galaxy \
        ansible-pull ansible-inventory ansible-vault salt chef knife puppet nomad consul vault waypoint boundary \
        skaffold garden flyctl fly heroku vercel netlify wrangler railway render firebase doctl linode-cli hcloud \
        scw ibmcloud oci openstack aws gcloud gsutil az s3cmd mc rclone cf eb copilot eksctl kops argocd flux \
        istioctl linkerd cilium velero rancher dcos surge now gh glab hub tea bb jira linear sentry-cli circleci \
        travis drone buildkite-agent codecov snyk trivy grype syft cosign sops op bw lpass vlt doppler infisical \
        chamber teller ngrok cloudflared localtunnel lt tailscale zerotier-cli supabase planetscale pscale turso \
        neonctl mongocli atlas fauna algolia contentful shopify stripe twilio slack dapr temporal kaggle \
        huggingface-cli hf modal runpodctl wandb | | network: *, -; run: version, --version, help, validate, fmt, \
        config list, completion, -v
        kubectl oc k9s minikube kind k3d k3s microk8s crictl nerdctl ctr helm helmfile kubectx kubens kustomize \
        kubeadm stern lens kapp ytt | -n --namespace -f --filename -o --output -l --context --kubeconfig -c --set \
        --values --version | run: version --client, template, lint, create chart, kustomize, build, package, \
        completion, help; container: *, -
        buildah skopeo img kaniko docker-machine lxc lxd incus systemd-nspawn vboxmanage VBoxManage \
        virsh virt-install multipass lima limactl colima podman-compose qemu-system-x86_64 firecracker orb finch \
        apptainer singularity distrobox toolbox | -f -t -v -e | container: *, -
        wp symfony sail ddev lando valet | | own: *, -
        alembic aerich yoyo | -c -n -x -m | own: *, -; database: downgrade, rollback
        jupyter ipython nbconvert jupytext papermill streamlit voila nbstripout nbqa bokeh panel dvc mlflow \
        airflow dagster prefect dbt luigi celery gunicorn uvicorn hypercorn flask django-admin scrapy \
        manage.py fastapi litestar waitress-serve daphne cookiecutter copier cruft bumpversion \
        bump2version bump-my-version towncrier commitizen cz changie git-cliff gitlint-ci pylsp auditwheel \
        delocate meson-python maturin scikit-build setuptools cython cythonize nuitka pyinstaller cx_Freeze pex \
        shiv py-spy scalene memray pyinstrument kernprof line_profiler gprof2dot perf gprof valgrind \
        callgrind_annotate kcachegrind hyperfine | -m -p -b -w -k -o -c -f --app --host --port --env --config -t \
        --to -n --warmup --tool --runs --export-json=write --export-markdown=write --output=write | own: *, -; \
        install: install, plugin install, labextension install
        twine | | publish: upload, *; run: check
        pip-compile pip-sync pip-audit cibuildwheel safety | -o=write | install: *, -
        ollama | | run: list, ps, show, -; loopback: run, stop, serve, create, cp; install: pull; publish: push; \
        discard: rm
        openapi swagger asyncapi protoc-gen-go avrogen avro-tools graphqurl quicktype json-schema-to-typescript \
        ajv-cli datamodel-codegen statik go-bindata packr gqlgen sqlc ent swag gotestsum ginkgo richgo \
        go-junit-report gocov gcov gcovr lcov genhtml llvm-cov llvm-profdata xcov slather bloaty ninjatracing \
        protolock mockery counterfeiter impl gotests golines fieldalignment benchstat pprof cgo embedmd godoc \
        pkgsite gopls | -f -o=write -i -g -d -c --format --out --output=write -r -p -instr-profile -object | own: \
        *, -
        gdb lldb rr dlv jdb pdb bashdb dtruss uftrace | -ex= -x= -p -c -o -l --args --batch -s | own: *, -; \
        daemon: attach
        """
}
