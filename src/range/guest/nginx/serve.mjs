// A reverse proxy by its configuration: proxy_pass, proxy_set_header, return, deny. TLS ends in the range, not here.
import { appendFileSync } from 'node:fs';
import { createServer, request as send } from 'node:http';
import { connect } from 'node:net';
import { dirname } from 'node:path';
import { makeFolder } from '../make-folder.mjs';

const ACCESS_LOG = '/var/log/nginx/access.log';
const html = (status, title) =>
  `<html>\r\n<head><title>${status} ${title}</title></head>\r\n<body>\r\n<center><h1>${status} ${title}</h1></center>\r\n<hr><center>nginx/1.24.0 (Ubuntu)</center>\r\n</body>\r\n</html>\r\n`;
const TITLES = { 403: 'Forbidden', 404: 'Not Found', 502: 'Bad Gateway', 503: 'Service Temporarily Unavailable' };

const two = (value) => String(value).padStart(2, '0');
function stamp() {
  const at = new Date();
  const month = at.toLocaleString('en-US', { month: 'short', timeZone: 'UTC' });
  return `${two(at.getUTCDate())}/${month}/${at.getUTCFullYear()}:${at.toISOString().slice(11, 19)} +0000`;
}

function note({ method, url, headers, socket }, status, size) {
  const line = `${socket.remoteAddress} - - [${stamp()}] "${method} ${url} HTTP/1.1" ${status} ${size} "-" "${headers['user-agent'] ?? '-'}"\n`;
  try {
    makeFolder(dirname(ACCESS_LOG));
    appendFileSync(ACCESS_LOG, line);
  } catch {
    // Lost.
  }
}

/** The longest prefix wins. */
const locationOf = ({ locations, own }, url) =>
  locations.filter(({ prefix }) => url.startsWith(prefix)).toSorted((a, b) => b.prefix.length - a.prefix.length)[0] ?? {
    block: own,
  };

/** Something that ends the request here: `return 403`, `deny all`. */
function verdictOf(directives) {
  for (const { name, words } of directives) {
    if (name === 'return') return Number(words[0]);
    if (name === 'deny' && words[0] === 'all') return 403;
  }
  return undefined;
}

function valueOf(text, { headers, socket }) {
  const { remoteAddress: client = '' } = socket;
  const forwarded = headers['x-forwarded-for'] ? `${headers['x-forwarded-for']}, ${client}` : client;
  const values = {
    $host: headers.host,
    $remote_addr: client,
    $proxy_add_x_forwarded_for: forwarded,
    $scheme: 'https',
    $http_upgrade: headers.upgrade,
  };
  return text.replace(/\$\w+/g, (name) => values[name] ?? '');
}

function targetOf({ own }, { block }, request) {
  const verdict = verdictOf(block) ?? verdictOf(own);
  const upstream = block.find(({ name }) => name === 'proxy_pass');
  if (verdict || !upstream) return { status: verdict ?? 404 };
  const { hostname, port } = new URL(upstream.words[0]);
  const set = [...own, ...block]
    .filter(({ name }) => name === 'proxy_set_header')
    .map(({ words }) => [words[0].toLowerCase(), valueOf(words[1] ?? '', request)]);
  return {
    hostname: hostname === 'localhost' ? '127.0.0.1' : hostname,
    port: Number(port) || 80,
    headers: { ...request.headers, host: `${hostname}:${port}`, connection: 'close', ...Object.fromEntries(set) },
  };
}

function answer(request, response, status) {
  const body = html(status, TITLES[status] ?? '');
  note(request, status, body.length);
  response.writeHead(status, { server: 'nginx/1.24.0 (Ubuntu)', 'content-type': 'text/html' }).end(body);
}

function pass(request, response, { hostname, port, headers }) {
  const upstream = send(
    { hostname, port, method: request.method, path: request.url, headers: { ...headers, connection: 'close' } },
    (answered) => {
      note(request, answered.statusCode, answered.headers['content-length'] ?? 0);
      response.writeHead(answered.statusCode, answered.headers);
      answered.pipe(response);
    },
  );
  upstream.on('error', () => answer(request, response, 502));
  request.pipe(upstream);
}

function upgrade(server, request, socket) {
  const { status, hostname, port, headers } = targetOf(server, locationOf(server, request.url), request);
  if (status) return socket.end(`HTTP/1.1 ${status} ${TITLES[status] ?? ''}\r\nconnection: close\r\n\r\n`);
  const lines = Object.entries({ ...headers, connection: 'Upgrade' }).map(([name, value]) => `${name}: ${value}\r\n`);
  const upstream = connect(port, hostname);
  upstream.write(`GET ${request.url} HTTP/1.1\r\n${lines.join('')}\r\n`);
  upstream.on('error', () => socket.destroy()).on('close', () => socket.destroy());
  socket.on('error', () => {}).on('close', () => upstream.destroy());
  note(request, 101, 0);
  return upstream.pipe(socket).pipe(upstream);
}

/** Starts a listener for each port; returns what ends them all. */
export async function listen(servers) {
  const running = [];
  for (const server of servers)
    for (const port of server.ports) {
      const listener = createServer((request, response) => {
        const target = targetOf(server, locationOf(server, request.url), request);
        if (target.status) answer(request, response, target.status);
        else pass(request, response, target);
      }).on('upgrade', (request, socket) => upgrade(server, request, socket));
      await new Promise((resolve, reject) => listener.once('error', reject).listen(port, '0.0.0.0', resolve));
      running.push(listener);
    }
  return () =>
    Promise.all(running.map((listener) => new Promise((resolve) => listener.close(resolve).closeAllConnections())));
}
