/**
 * What is run on a suspected host, word for word: nothing is ever put into it. It only reads. Each part has its own time
 * and size, so that one which hangs or floods costs no other; 24,000 characters are what SSM keeps. Environments are not
 * read, keys are shown by fingerprint, and what looks like a secret is masked before it leaves the host, because SSM
 * keeps the output for 30 days (T18).
 */
export const VOLATILE_SCRIPT = String.raw`PATH=/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin; export PATH
LC_ALL=C; export LC_ALL
part() {
  name=$1; size=$2
  printf '\n== %s\n' "$name"
  if command -v timeout >/dev/null 2>&1; then timeout 2 sh -c "$3" </dev/null 2>&1; else sh -c "$3" </dev/null 2>&1; fi | head -c "$size"
}
{
part host 400 'date -u +%Y-%m-%dT%H:%M:%SZ; hostname; uname -a; uptime'
part logged-in 800 'who -a 2>/dev/null || who'
part logins 1200 'last -F -n 15 2>/dev/null || last -n 15'
part processes 9000 '(ps -eww --sort=-start_time -o pid,ppid,user,lstart,args || ps -eww -o pid,ppid,user,lstart,args) 2>/dev/null | awk "\$1 != 2 && \$2 != 2" | cut -c1-240'
part deleted-programs 800 'ls -l /proc/[0-9]*/exe 2>/dev/null | grep deleted'
part sockets 4000 'ss -tunap 2>/dev/null || netstat -tunap 2>/dev/null || cat /proc/net/tcp /proc/net/tcp6 /proc/net/udp'
part neighbours 700 'ip neigh 2>/dev/null; ip route 2>/dev/null; cat /etc/resolv.conf'
part temporary-files 1800 'ls -lat /tmp /var/tmp /dev/shm'
part scheduled 1500 'cat /etc/crontab; ls -l /etc/cron.d /var/spool/cron /var/spool/cron/crontabs; cat /etc/cron.d/* /var/spool/cron/crontabs/* /var/spool/cron/[a-z]*'
part units 1800 'systemctl list-units --type=service --state=running --no-pager --no-legend; systemctl list-timers --all --no-pager --no-legend; ls -lt /etc/systemd/system | head -20'
part authorized-keys 900 'for f in /root/.ssh/authorized_keys* /home/*/.ssh/authorized_keys*; do [ -f "$f" ] && { ls -l "$f"; ssh-keygen -lf "$f" 2>/dev/null || cut -c1-40 "$f"; }; done'
part modules 600 'lsmod | head -20'
} | sed -E \
  -e 's/(([Tt][Oo][Kk][Ee][Nn]|[Pp][Aa][Ss][Ss][Ww]([Oo][Rr])?[Dd]|[Ss][Ee][Cc][Rr][Ee][Tt]|[Aa][Pp][Ii]_?-?[Kk][Ee][Yy]|[Bb]earer)[A-Za-z_]*["'\'']?[=: ]+)[^ ]+/\1[masked]/g' \
  -e 's/[A-Za-z0-9+_-]{40,}/[masked]/g'
`;
