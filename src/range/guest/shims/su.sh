# su and runuser: the same options, but runuser also runs a command as it stands (-u), with the environment unchanged.
. /run/range/shims/identity.sh
self=$1
shift
target='' login='' keep='' command=() direct=''
while (($#)); do
  case $1 in
    -) login=yes; shift ;;
    -l | --login) login=yes; shift ;;
    -c | --command | --session-command) command=(-c "$2"); shift 2 ;;
    --command=* | --session-command=*) command=(-c "${1#*=}"); shift ;;
    -lc) login=yes; command=(-c "$2"); shift 2 ;;
    -s | --shell | -g | --group | -G | --supp-group | -w) shift 2 ;;
    --shell=* | --group=* | -P | --pty | -f | --fast) shift ;;
    -m | -p | --preserve-environment) keep=yes; shift ;;
    -u | --user) [ "$self" = runuser ] || break; target=$2; direct=yes; shift 2 ;;
    --user=*) target=${1#*=}; direct=yes; shift ;;
    --) shift; break ;;
    -*) echo "$self: invalid option -- '${1#-}'" >&2; exit 1 ;;
    *) [ -n "$target" ] && break; target=$1; shift ;;
  esac
done
[ -z "$target" ] && [ -z "$direct" ] && [ $# -gt 0 ] && { target=$1; shift; }
look_up "${target:-root}" || { echo "$self: user $target does not exist or the user entry does not contain all the required fields" >&2; exit 1; }
[ "$uid" != 0 ] && [ "$as" = 0 ] && { [ "$self" = su ] && echo 'su: Authentication failure' >&2 || echo 'runuser: may not be used by non-root users' >&2; exit 1; }
if [ -n "$direct" ]; then
  [ $# -eq 0 ] && { echo "$self: no command was specified" >&2; exit 1; }
  become "$@"
fi
own=("HOME=$home" SHELL=/bin/bash)
[ "$as" = 0 ] && [ -z "$login" ] || own+=("USER=$name" "LOGNAME=$name")
if [ -n "$login" ]; then
  cd "$home"
  become env -i "PATH=$path" "LANG=${LANG:-C.UTF-8}" "TERM=${TERM:-unknown}" "${own[@]}" bash "${command[@]}" "$@"
fi
[ -n "$keep" ] && own=()
become env "${own[@]}" bash "${command[@]}" "$@"
