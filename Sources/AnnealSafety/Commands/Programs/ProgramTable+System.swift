extension ProgramTable {
    /// Programs of the system with effects that do not depend on files: names | options with values | action:
    /// subcommands; …
    static let systemTools = """
        apt-get apt aptitude | -o -t -c --target-release | own: moo; run: list, show, search, policy, depends, \
        rdepends, madison, -, moo; install: *
        dnf yum zypper apk pacman pamac yay paru emerge xbps-install port brew snap flatpak nix nix-env nix-shell \
        guix pkg pkgin pkg_add slackpkg opkg tdnf microdnf urpmi conary choco scoop winget rpm dpkg \
        dpkg-reconfigure apt-key apt-mark add-apt-repository update-alternatives alternatives \
        debconf-set-selections rpm-ostree eopkg swupd cargo-binstall mas softwareupdate installer gdebi \
        easy_install luarocks cpan cpanm ppm tlmgr julia-pkg stackage kpm krew vcpkg conan cpm spack | -S -o -c -p \
        --channel --remote -f --root -d | install: *, -; run: list, info, show, search --installed, -l, -L, -s, \
        -W, --list, --listfiles, --status, --version, -q, -qa, -ql, -qi, config list, leaves, deps, doctor, \
        --prefix, --cellar, --repository, which, -V, -Q, -Qi, -Ql, inspect, profile show, graph, list --installed, \
        cat, log
        ping ping6 traceroute tracepath mtr nslookup host whois ftp tftp telnet lynx links elinks w3m aria2c axel \
        youtube-dl yt-dlp httrack curlie speedtest speedtest-cli ntpdate sntp chronyc rdate nmap masscan zmap \
        arping hping3 fping iperf iperf3 tcpdump tshark wireshark ngrep ettercap nikto sqlmap hydra gobuster ffuf \
        dirb amass subfinder smbclient rpcclient ldapsearch snmpwalk snmpget showmount rpcinfo mosquitto_pub \
        mosquitto_sub kcat kafkacat kafka-topics kafka-console-producer kafka-console-consumer nats rabbitmqadmin \
        amqp-publish grpcurl evans websocat wscat mail mailx mutt sendmail msmtp swaks neomutt irssi weechat \
        gallery-dl wormhole magic-wormhole croc transfer ffsend gist pastebinit lftp ncftp ncftpget svn bzr fossil \
        cvs p4 aria2 monolith proxychains proxychains4 torsocks tor torify sshuttle autossh mosh et vncviewer \
        xfreerdp rdesktop ipfs nc6 ab wrk wrk2 hey vegeta k6 siege bombardier oha artillery drill whatportis nmcli \
        resolvectl systemd-resolve ssh-keyscan ssh-copy-id gpg-wks-client pass | -c -i -p -t -q -w -W -I -o=write \
        -n -b -u -h -H | network: *, -; run: status, info, log, diff, --version
        update-rc.d chkconfig rc-update schtasks insserv sysv-rc-conf systemd-run | | later: *, -; run: --list, show
        systemctl service rc-service launchctl loginctl hostnamectl timedatectl localectl networkctl busctl \
        dbus-send gdbus qdbus udevadm udisksctl upower rfkill bluetoothctl networksetup supervisorctl initctl \
        sv s6-rc runsv monit pm2 forever systemd-analyze systemd-cgls \
        systemd-cgtop sc.exe nginx apachectl apache2ctl httpd caddy haproxy traefik redis-server pg_ctl \
        pg_ctlcluster mysqld rabbitmqctl lp lpr lpq lpstat wall write notify-send open xdg-open gio gnome-open \
        kde-open explorer.exe xdotool wmctrl ydotool cliclick say spd-say screencapture scrot gnome-screenshot \
        grim flameshot xprop xwininfo xrandr xset brightnessctl amixer pactl alsactl cscript wscript | -u -n -p -t \
        -H -M -s -o | later: set-environment, import-environment, setenv, enable-linger, startup, save, default, \
        enable, reenable, edit, link, load, bootstrap, submit, set-property, preset, add-wants, defaults, add, \
        asuser, set-default, unmask; halt: isolate, poweroff, reboot, halt, suspend, hibernate, kexec, \
        soft-reboot, emergency, rescue, exit; daemon: *, -
        journalctl dmesg | -u -n -p -S -U -b -o -t --since --until -g -k --unit --lines | daemon: *, -; system: \
        --vacuum-time, --vacuum-size, --vacuum-files, --rotate
        shutdown reboot halt poweroff init telinit rtcwake pm-suspend pm-hibernate systemctl-halt zzz | -t -k | halt: *, -
        atq | | daemon: *, -
        at batch atrm anacron fcron fcrontab incrontab | -f -t -q -m | later: *, -; daemon: -l, -d, -r
        mkfs mkfs.ext2 mkfs.ext3 mkfs.ext4 mkfs.xfs mkfs.btrfs mkfs.vfat mkfs.fat mkfs.ntfs mkfs.exfat mkfs.f2fs \
        bmaptool dcfldd dc3dd nwipe partclone.dd testdisk sg_format usbimager mke2fs mkswap mkntfs mkdosfs newfs newfs_hfs fdisk cfdisk sfdisk gdisk sgdisk parted gparted wipefs \
        blkdiscard hdparm nvme sdparm badblocks lvremove pvremove vgremove lvcreate pvcreate vgcreate lvreduce \
        mdadm cryptsetup dmsetup zpool zfs btrfs resize2fs e2fsck fsck fsck.ext4 xfs_repair tune2fs swapon swapoff \
        losetup diskutil format debugfs ddrescue partprobe growpart flashrom efibootmgr grub-install update-grub \
        grub-mkconfig lilo bootctl syslinux extlinux bless | | disk: *, -
        mount umount mount.cifs mount.nfs sshfs fusermount fusermount3 pivot_root unshare nsenter chroot setcap \
        capsh setpriv pkexec visudo sudoedit passwd chpasswd gpasswd newgrp useradd userdel usermod adduser \
        deluser groupadd groupdel groupmod addgroup delgroup vipw vigr chage chsh chfn dscl dseditgroup \
        sysadminctl spctl fdesetup authconfig pam-auth-update polkit newuidmap newgidmap setuid runuser cgexec \
        cgcreate cgset lxc-attach ksu dzdo gosu su-exec bwrap firejail proot run0 | | privilege: *, -
        gksudo gksu kdesudo kdesu calife op-su DevToolsSecurity sudo-rs sux super machinectl | | privilege: \
        *, -; run: list, status, show
        getcap getfacl getfattr lsattr namei getenforce sestatus aa-status findmnt mountpoint lsfd blkid getent | \
        -d -p -o | run: *, -
        insmod rmmod modprobe depmod kexec sysctl setenforce semanage setsebool restorecon chcon aa-teardown aa-disable \
        aa-complain aa-enforce apparmor_parser auditctl augenrules iptables ip6tables iptables-restore nft ufw \
        firewall-cmd ebtables arptables ipset pfctl tc hwclock ethtool iw brctl ovs-vsctl ifup ifdown dhclient \
        dhcpcd wpa_cli wpa_supplicant nvram pmset systemsetup csrutil kextload kextunload tmutil chattr \
        update-ca-certificates update-ca-trust trust domainname loadkeys ldconfig setquota quotaon quotaoff cset \
        chcpu zramctl swaplabel crash bpftool bpftrace dtrace stap | -w -p -n -A -t -D -I -L | system: *, -
        | | later: *
        secret-tool kwallet-query keyctl kinit klist kadmin ktutil lsadump mimikatz hashdump unshadow john hashcat \
        gnome-keyring-daemon pwdump credstash aws-vault saml2aws gcloud-auth security | | credentials: *, -
        psql pgcli pg_dump pg_dumpall pg_restore pg_basebackup createdb dropdb createuser dropuser vacuumdb \
        reindexdb mysql mysqldump mysqladmin mysqlimport mycli mariadb mariadb-dump mongo mongosh mongodump \
        mongorestore mongoexport mongoimport redis-cli cqlsh clickhouse clickhouse-client influx neo4j \
        cypher-shell sqlcmd bcp isql tsql sqlplus sqlldr db2 nosqlbench arangosh couchbase-cli cockroach surreal \
        litecli usql osqueryi vtctl flyway liquibase dbmate goose migrate sqitch pgbench sysbench redis-benchmark \
        memtier_benchmark etcdctl zkCli.sh elasticdump monetdb presto trino beeline hive impala-shell spark-sql bq \
        snowsql | -h -p -U -d -c -f=read -u -P -D -e -o=write --host --port --user --dbname --command --file=read \
        --password -n -a -x | database: *, -
        tmux screen zellij byobu abduco | -t -s -n -c -f -S -L | run: ls, list-sessions, capture-pane, \
        has-session, display-message, list-windows, list-panes, -ls, -v, -V, show-options, -list; behind: *, -
        wine wine64 mono qemu qemu-x86_64 qemu-aarch64 box64 java jshell javaws erl iex escript elixir elixirc \
        erlc ocaml ocamlrun utop ghci runghc runhaskell swipl gprolog clisp sbcl ecl guile racket \
        chicken csi chez scheme mit-scheme R Rscript julia octave matlab maxima gap sage magma wolframscript \
        gforth rdmd groovysh fsi fsharpi pwsh powershell powershell.exe cmd.exe cmd tclsh wish rexx regina io \
        awkcc bpython ptpython xonsh nu elvish osh ysh rc es coffee livescript | -cp -classpath -jar -m -c -f -D \
        --module-path -e= -s -g -pa | own: *, -
        raco | -t -o -l | own: *, -; install: pkg install, pkg update, pkg migrate, pkg remove
        adb fastboot idevicesyslog ideviceinstaller ios-deploy simctl emulator avdmanager sdkmanager esptool \
        esptool.py avrdude openocd dfu-util st-flash pyocd picotool teensy_loader_cli minicom picocom cu | -s -t \
        -p | daemon: *, -
        """
}
