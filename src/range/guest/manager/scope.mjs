// The two service managers of a host: the system's, and that of the user ubuntu (uid 1000, who lingers).
const PATH = process.env.PATH;

const user = {
  name: 'user',
  uid: 1000,
  runtime: '/run/user/1000',
  home: '/home/ubuntu',
  sockets: ['/run/user/1000/systemd/private', '/run/user/1000/bus'],
  folders: ['/home/ubuntu/.config/systemd/user', '/etc/systemd/user', '/run/user/1000/systemd/user'],
  wants: 'default.target.wants',
  slice: '/user.slice/user-1000.slice/user@1000.service/app.slice',
  journal: '/var/log/journal/user-1000.jsonl',
  flag: '--user ',
  environment: {
    HOME: '/home/ubuntu',
    USER: 'ubuntu',
    LOGNAME: 'ubuntu',
    SHELL: '/bin/bash',
    LANG: 'C.UTF-8',
    PATH,
    XDG_RUNTIME_DIR: '/run/user/1000',
    DBUS_SESSION_BUS_ADDRESS: 'unix:path=/run/user/1000/bus',
  },
};

const system = {
  name: 'system',
  uid: 0,
  runtime: '/run',
  home: '/root',
  sockets: ['/run/systemd/private'],
  folders: ['/etc/systemd/system', '/run/systemd/system'],
  wants: 'multi-user.target.wants',
  slice: '/system.slice',
  journal: '/var/log/journal/system.jsonl',
  flag: '',
  environment: { LANG: 'C.UTF-8', PATH },
};

export const scopes = { user, system };
