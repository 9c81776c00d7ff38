import type { HostFile } from '../../hosts/image.ts';

const MAIN = `user www-data;
worker_processes auto;
pid /run/nginx.pid;
events { worker_connections 768; }
http {
    access_log /var/log/nginx/access.log;
    include /etc/nginx/conf.d/*.conf;
    include /etc/nginx/sites-enabled/*;
}
`;

const site = (port: number) => `server {
    listen 443 ssl;
    server_name gateway.example.com;

    ssl_certificate /etc/letsencrypt/live/gateway.example.com/fullchain.pem;
    ssl_certificate_key /etc/letsencrypt/live/gateway.example.com/privkey.pem;

    location / {
        proxy_pass http://127.0.0.1:${port};
        proxy_http_version 1.1;
        proxy_set_header Host $host;
        proxy_set_header Upgrade $http_upgrade;
        proxy_set_header Connection "upgrade";
        proxy_set_header X-Real-IP $remote_addr;
        proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
        proxy_set_header X-Forwarded-Proto $scheme;
    }
}
`;

const UNIT = `[Unit]
Description=A high performance web server and a reverse proxy server

[Service]
ExecStart=/usr/local/bin/nginx -g "daemon off; master_process on;"
Restart=on-failure

[Install]
WantedBy=multi-user.target
`;

/** A door with TLS on 443: nginx in front of a gateway that listens on loopback. */
export const nginxFiles = (port: number): HostFile[] => [
  { path: '/etc/nginx/nginx.conf', text: MAIN },
  { path: '/etc/nginx/sites-available/gateway', text: site(port) },
  { path: '/etc/nginx/sites-enabled/gateway', link: '/etc/nginx/sites-available/gateway' },
  { path: '/etc/systemd/system/nginx.service', text: UNIT },
  { path: '/etc/systemd/system/multi-user.target.wants/nginx.service', link: '/etc/systemd/system/nginx.service' },
];
