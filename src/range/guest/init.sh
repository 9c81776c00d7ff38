# Runs as "root" of fresh user, mount, pid, net, uts and ipc namespaces, and builds the file system of an instance:
# a new root of its own, in which nothing of this machine is left but /usr (read-only), a few devices and Node.
# Given by the range: HOST_DIR, GUEST_DIR, NODE_BIN, INSTANCE_NAME, ADDRESSES, MOUNTS, PROBE.
set -e
new=$HOST_DIR/root
disk=$HOST_DIR/disk
mkdir -p "$new"
mount -t tmpfs -o mode=755 range "$new"
cd "$new"
mkdir -p proc dev etc run run/range run/systemd run/user/1000 home root tmp var opt srv usr sys/fs/cgroup mnt old

# programs
for name in bin sbin lib lib32 lib64 libx32; do
  if [ -L "/$name" ]; then cp -P "/$name" "$name"
  elif [ -d "/$name" ]; then mkdir "$name" && mount --rbind "/$name" "$name" && mount -o remount,bind,ro "$name"; fi
done
mount --rbind /usr usr
mount -o remount,bind,ro usr
mount --bind "$GUEST_DIR" run/range
mount -o remount,bind,ro run/range

# kernel
mount --rbind /proc proc
for name in null zero full random urandom tty; do [ -e "/dev/$name" ] && devices="$devices $name"; done
(cd dev && touch $devices)
for name in $devices; do mount --bind "/dev/$name" "dev/$name"; done
ln -s /proc/self/fd dev/fd
ln -s /proc/self/fd/0 dev/stdin
ln -s /proc/self/fd/1 dev/stdout
ln -s /proc/self/fd/2 dev/stderr

# the disk: what survives a reboot of the instance
(mkdir -p "$disk" && cd "$disk" && mkdir -p etc etc/alternatives home home/ubuntu opt opt/node root tmp var var/tmp var/log var/spool/cron/crontabs local)
for name in etc home opt root tmp var; do mount --bind "$disk/$name" "$name"; done
touch opt/node/node
mount --bind "$NODE_BIN" opt/node/node
if [ -d usr/local/bin ]; then
  mount --bind "$disk/local" usr/local/bin
  ln -sfn /opt/node/node usr/local/bin/node
fi
chmod 1777 tmp
# what else of this machine the image wants there: from:to, one a line
echo "$MOUNTS" | while IFS=: read -r from to; do
  [ -n "$from" ] || continue
  mkdir -p ".$to"
  mount --bind "$from" ".$to"
  mount -o remount,bind,ro ".$to"
done
ln -sfn /run var/run

# configuration
[ -d /etc/alternatives ] && mount --bind /etc/alternatives etc/alternatives && mount -o remount,bind,ro etc/alternatives
if [ ! -e etc/passwd ]; then
  for name in ld.so.cache ld.so.conf ld.so.conf.d nsswitch.conf services protocols; do
    [ -e "/etc/$name" ] && copied="$copied /etc/$name"
  done
  cp -a $copied etc/
  printf 'root:x:0:0:root:/root:/bin/bash\nubuntu:x:1000:1000:Ubuntu:/home/ubuntu:/bin/bash\n' > etc/passwd
  printf 'root:x:0:\nutmp:x:43:\nubuntu:x:1000:\n' > etc/group
  printf '127.0.0.1 localhost\n' > etc/hosts
  printf 'PRETTY_NAME="Ubuntu 24.04.3 LTS"\nNAME="Ubuntu"\nVERSION_ID="24.04"\nID=ubuntu\n' > etc/os-release
  printf '%s\n' "$INSTANCE_NAME" > etc/hostname
fi
hostname "$INSTANCE_NAME"
ip link set lo up
for address in $ADDRESSES; do ip address add "$address/32" dev lo; done

pivot_root . old
umount -l /old
rmdir /old
cd /
[ -n "$PROBE" ] && exit 0
export PATH=/run/range/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
# This shell stays: as process 1 it buries the orphans, which Node does not.
env -i PATH="$PATH" LANG=C.UTF-8 HOME=/root USER=root LOGNAME=root INSTANCE_ID="$INSTANCE_ID" \
  /opt/node/node /run/range/agent.mjs
exit $?
