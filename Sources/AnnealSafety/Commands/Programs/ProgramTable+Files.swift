extension ProgramTable {
    /// Programs that read, look and write: names | options with values | roles of operands | output | effects.
    static let fileTools = """
        # Reading
        cat tac nl fold fmt expand unexpand pr rev | -w -s -b -v -h -l --number-separator | read | text
        bat batcat | -l -r --language --line-range --theme --style -H --paging --color --map-syntax \
        --terminal-width | read | text
        head tail | -n -c --lines --bytes -s --pid --sleep-interval | read | text
        cut | -d -f -c -b --delimiter --fields --characters --bytes --output-delimiter | read | text
        paste | -d --delimiters | read | text
        uniq | -f -s -w --skip-fields --skip-chars --check-chars | read write | text
        comm join look | -t -j -1 -2 -o -e -a -v -i --output-delimiter | read | text
        tsort shuf column ts vis unvis | -n -s -t -c -o=write -e --head-count --random-source=read -N -H -R \
        --table-columns | read | text
        strings | -n -t -e -a --bytes --radix --encoding | read | text
        od hexdump hd hexyl | -A -t -N -j -w -n -s -e -f=read --address-radix --format --read-bytes --skip-bytes | \
        read | text
        wc cksum sum md5sum sha1sum sha224sum sha256sum sha384sum sha512sum b2sum md5 shasum crc32 xxhsum sha256 \
        b3sum | --files0-from=read -a --algorithm | read | plain
        cmp diff diff3 sdiff colordiff wdiff icdiff difft dwdiff | -U -C -L -x -X=read --label --exclude --unified \
        --width -W --color --context -n -i | tree | text
        diffstat lsdiff interdiff filterdiff | -p -w -i -x | read | text
        file | -m=read -f=read -F -e --mime-type | list | plain
        stat | -c -f --format --printf -t | list | plain
        ls dir vdir eza exa lsd gls | -I -w --ignore --color --sort --time --format --indicator-style --block-size \
        -T --hide --time-style | list | made
        tree | -L -P -I -o=write --charset --filelimit --timefmt --sort | list | made
        du | -d --max-depth --exclude -B --block-size -t --threshold --time-style --files0-from=read | list | plain
        df | -B -t -x --type --block-size --output | list | plain
        basename dirname | -s --suffix | text | plain
        realpath readlink | --relative-to --relative-base | list | plain
        jq gojq jaq yq tomlq xq | -f=read --arg --argjson --slurpfile --rawfile --indent -L --from-file=read -p -o \
        -I --input-format --output-format | text read | text
        xmllint | --xpath --schema=read --output=write --noout --format -o | read | text
        xmlstarlet xpath htmlq pup hxselect html2text | -t -m -v -c -i -s -r -u -e -q | text read | text
        csvcut csvlook csvstat csvgrep csvsort csvjson in2csv xsv qsv mlr dsq | -c -r -m -d -n -f -t -o=write \
        --icsv --ojson | text read | text
        zcat bzcat xzcat zstdcat lzcat gzcat zless zmore bzless xzless | | read | decoded
        zgrep bzgrep xzgrep zegrep zfgrep | -e -f=read -A -B -C -m | text tree | text
        pdftotext antiword catdoc docx2txt exiftool identify mediainfo ffprobe mdls | -f -l -format -v \
        -show_entries -of -i -print_format -select_streams | read | text
        nm objdump readelf size ldd otool dwarfdump addr2line c++filt rabin2 elfls llvm-objdump llvm-nm | -t -j -e \
        -f -s -M --section -x -w | read | made
        cloc tokei scc sloccount ohcount gocloc | --exclude-dir --include-lang --by-file -t -s -f --exclude -e -o \
        | tree | plain
        ctags etags cscope global gtags readtags | -f=write -o=write -L=read --languages --exclude --fields \
        --kinds-all --options --output-format -e -R -t | tree | made
        iconv | -f -t -o=write --from-code --to-code --output=write | read | text
        msgfmt msgmerge xgettext msgcat msginit po2json | -o=write -L -k -d -p --from-code --keyword -l -i | read \
        | made
        jo seq expr factor numfmt date cal ncal bc dc units getconf uuidgen mcookie pwgen nproc arch tty logname \
        whoami id groups uname hostname hostid uptime free vmstat lscpu lsblk lsusb lspci lsmem lsb_release locale \
        localedef sw_vers vm_stat sar iostat mpstat who w users last lastlog finger tput stty clear tabs \
        infocmp toe pathchk sleep true false : usleep getopt dircolors infotocap lsmod lsns lsipc lslocks runlevel \
        cpuid lstopo nvidia-smi rocm-smi gpustat acpi sensors ls-fd ioreg pagesize figlet cowsay banner lolcat \
        toilet fortune | -d -s -f -t -n -u -w -r -o -i -k -b --format --suffix --from --to --field --date \
        --columns | text | plain
        ps pstree pgrep pidof top htop btop lsof fuser ss netstat pidstat iotop ifstat nload vmmap procs atop \
        glances pwdx pmap | -p -o -u -U -t -g -C -G -O -s --ppid --pid --sort -n -d -i -c -P -F -a --format | text \
        | made
        ip ifconfig route arp iwconfig | -f -o | text | made
        which whereis hash apropos whatis info tldr cheat help locate mlocate plocate | -S -n -l -k -s -M -P | \
        text | made
        dpkg-query apt-cache rpmquery equery pacman-query pkg-config pkgconf llvm-config python3-config \
        python-config xcodebuild-query cups-config curl-config sdl2-config | -f -W -S -L -s -l --variable \
        --atleast-version --showformat | text | plain
        numdiff jd json-diff graphtage delta dyff daff | | read | text
        fzf sk fzy peco percol gum | -q -f -n -d -m --filter --query --nth --delimiter --header --height --bind=script \
        --preview=script --prompt | text | text
        less more most pg | -p -P -b -x -z -t -T=read -o=write -O=write -k=read -j -y -D -h --prompt --pattern | \
        read | text
        rg ripgrep ag ack ugrep | -e -g -t -T -A -B -C -m -M -j -r -f=read -E --type --glob --iglob --max-count \
        --max-depth --context --after-context --before-context --sort --sortr --color --colors --replace --regexp \
        --file=read --ignore-file=read --type-add --threads --max-columns --max-filesize --encoding -d --depth \
        --ignore-dir --ignore --path-to-ignore=read | text tree | text
        grep egrep fgrep ggrep pcregrep pcre2grep agrep rgrep | -e -f=read -A -B -C -m -d -D --include --exclude \
        --exclude-dir --exclude-from=read --color --colour --max-count --context --after-context --before-context \
        --regexp --file=read --label --binary-files --directories | text read | text
        ast-grep | -p -l -r --pattern --lang --rewrite --config=read | text tree | text
        # Writing
        touch mkfifo | -t -d -r=read -m --date --reference=read --mode | write | none
        mkdir | -m --mode -Z | folder | none
        | -s -l -o -n -r | write | none
        split csplit | -l -b -n -C -a -d -f -k --lines --bytes --number --suffix-length --additional-suffix | read \
        text | none
        gzip bzip2 xz zstd lzma lz4 compress pigz pbzip2 lzop brotli | -S -T -o=write -D=read --suffix --threads | \
        edit | none
        dos2unix unix2dos fromdos todos mac2unix | -n -o | edit | none
        patch | -p -i=read -d=folder -o=write -r=write -D -F -B -z --strip --input=read --directory=folder \
        --output=write --fuzz | edit read | none
        setfacl | -m -x -M=read | text mode | none
        optipng pngquant jpegoptim gifsicle svgo cwebp convert magick mogrify gm inkscape rsvg-convert dot neato \
        fdp sfdp circo twopi plantuml mmdc gnuplot ffmpeg sox lame flac oggenc espeak-ng | -o=write -i=read -w -h \
        -q -T -K -f -c:v -c:a -b:v -vf -ss -t -r -quality -resize -size -G -N -E -p --output=write | read > | none
        pandoc asciidoctor asciidoc rst2html rst2html5 markdown cmark cmark-gfm groff troff nroff texi2any \
        makeinfo pdflatex xelatex lualatex latex latexmk tectonic bibtex biber typst sphinx-build mkdocs mdbook \
        hugo jekyll doxygen jsdoc typedoc pdoc pydoc pydoc3 javadoc | -o=write -f -t -s -V -c -b -d -D -a -E \
        --from --to --output=write --template=read -T -r -m | read | made
        # Formatters and linters
        black isort autopep8 yapf ruff flake8 pylint mypy pyright pyre pytype bandit vulture pycodestyle \
        pydocstyle pyflakes autoflake pyupgrade interrogate radon xenon refurb djlint docformatter | -l -c \
        --line-length --config=read -j --target-version --select --ignore --extend-select --output-format --format \
        -m -p -n --config-file=read --python-version --max-line-length --extend-ignore --exclude -r | text | made
        prettier eslint tslint stylelint standard xo biome oxlint dprint rome jshint jslint htmlhint tsc tsserver \
        flow depcheck knip madge commitlint markdownlint markdownlint-cli2 textlint alex vale write-good cspell \
        codespell misspell typos jscpd publint attw svelte-check vue-tsc csslint htmlvalidate | -c -p \
        --config=read --ext --project --parser --max-warnings --ignore-path=read --rule --outDir --format -f \
        -o=write --stdin-filepath --stdin-filename --fix-type -L -w | text | made
        clang-format clang-tidy cppcheck cpplint cppclean include-what-you-use indent astyle uncrustify \
        clang-check flawfinder splint sparse oclint | -i= --style -style -p -checks --checks --enable --suppress \
        -j --std --file-filter -header-filter --project -I -D | edit | made
        gofmt goimports golint staticcheck golangci-lint revive gosec errcheck ineffassign gofumpt gci wire \
        mockgen stringer | -d -local -r -c -o --timeout --config=read --enable --disable -E -D | text | made
        rustfmt rustc clippy-driver rust-analyzer cbindgen bindgen swiftformat swiftlint swift-format swiftc \
        swift-frontend sourcekit-lsp | --edition -o=write --config --crate-type -C -L -l --emit --target --out-dir \
        --rules --swiftversion --reporter -I -D -module-name -j -sdk -target -O | text | made
        ktlint detekt google-java-format checkstyle pmd spotbugs javac javap jdeps kotlinc kotlinc-native \
        scalac scalafmt scalafix groovyc clj-kondo cljfmt | -d -cp -classpath -c --release -source -target \
        -o=write -f=read -r -i -p --module-path -e= -C | text | made
        shellcheck shfmt checkbashisms bashate hadolint yamllint actionlint jsonlint ajv taplo tflint tfsec \
        checkov terraform-docs kubeconform kubeval kube-linter opa rego protolint spectral redocly sqlfluff sqlfmt \
        pgformatter dotenv-linter editorconfig-checker ec gitlint ansible-lint puppet-lint cfn-lint cookstyle \
        foodcritic haml-lint slim-lint erb_lint phpcs phpcbf phpstan psalm phpmd php-cs-fixer phan hlint \
        stylish-haskell ormolu fourmolu brittany stan dialyzer dartfmt luacheck stylua lua-format luac perlcritic \
        perltidy nimpretty crystal-format elm-format purs-tidy styler lintr nixfmt nixpkgs-fmt alejandra statix \
        deadnix | -s -e -f -o -x -i -S -c -d --shell --format --severity --exclude --config=read --standard \
        --level --dialect --rules | text | made
        gcc g++ cc c++ clang clang++ cpp as ld ar ranlib gfortran g77 nvcc icc ifort tcc emcc em++ zig-cc nasm \
        yasm ld.lld lld gold mold objcopy strip windres lex flex yacc bison m4 gperf swig protoc thrift flatc \
        capnp sccache ccache distcc arm-none-eabi-gcc avr-gcc x86_64-w64-mingw32-gcc aarch64-linux-gnu-gcc ghc \
        ocamlc ocamlopt ocamlfind fpc gnatmake dmd ldc2 gdc valac mcs csc fsc vbc | -o=write -I -L -l -D -U -x \
        -T=read -MF=write -MT -MQ -isystem -include=read -Wl -Xlinker -arch -target -std -march -W -f -O \
        -framework --output=write -e -b -p -d -g --defines --python_out --go_out --proto_path | read | made
        vdiff gdiff | | read | text
        pbcopy pbpaste xclip xsel wl-copy wl-paste clip.exe | -selection -i -o -t | text | made
        resize | | text | none
        """
}
