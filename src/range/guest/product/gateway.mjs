// The gateway: reads its token once, when it starts, and serves until its process ends.
import { copyFileSync, unwatchFile, watchFile } from 'node:fs';
import { createServer } from 'node:http';
import { answer } from './answers.mjs';
import { admit, resolveAuth } from './auth.mjs';
import { clientIp } from './client-ip.mjs';
import { effectiveConfig } from './config.mjs';
import { takeOverDevices } from './devices.mjs';
import { Limiter } from './limiter.mjs';
import { logsOf } from './logs.mjs';
import { fromEnvironment } from './place.mjs';
import { startProcess } from '../start-process.mjs';
import { isFirstStart, markReady, settings } from './settings.mjs';
import { accept, reject } from './websocket.mjs';

const HOSTS = { loopback: '127.0.0.1', auto: '127.0.0.1', lan: '0.0.0.0', tailnet: '127.0.0.1' };
const READY_AT_BOOT_MS = 1;

export class Gateway {
  constructor(generation, place, flags) {
    const limiter = new Limiter(generation.isCurrent);
    Object.assign(this, { generation, place, flags, isReady: false, limiter, sockets: new Set(), upgraded: new Set() });
    if (generation.isCurrent) takeOverDevices(place);
    this.settings = settings().gateway ?? {};
    this.logs = logsOf(generation, place, this.settings.audit === true);
  }

  #resolve() {
    const { generation, place, flags } = this;
    const config = effectiveConfig(place);
    const auth = resolveAuth(generation, config, flags);
    const port = Number(flags.port ?? fromEnvironment(generation, 'GATEWAY_PORT') ?? config.gateway?.port ?? 18_789);
    const bind = flags.bind ?? config.gateway?.bind ?? 'loopback';
    const host = bind === 'custom' ? (config.gateway?.customBindHost ?? '0.0.0.0') : (HOSTS[bind] ?? '127.0.0.1');
    if (auth.mode === 'none' && !host.startsWith('127.'))
      throw new Error(`Refusing to bind gateway to ${bind}:${port} without auth. Set gateway.auth.token/password.`);
    return { config, auth, port, bind, host };
  }

  async start() {
    Object.assign(this, this.#resolve());
    const isFirst = isFirstStart(this.port);
    await this.#listen(isFirst ? READY_AT_BOOT_MS : (this.settings.readyMs ?? 300));
    if (isFirst) for (const child of this.settings.children ?? []) startProcess(child);
    const { reload } = this.config.gateway ?? {};
    if (this.generation.isCurrent && reload?.mode !== 'off')
      watchFile(this.place.config, { interval: 200, persistent: false }, () => void this.#changed());
  }

  async #listen(readyMs) {
    this.isReady = false;
    const server = (this.server = createServer((request, response) => void this.#serve(request, response)));
    server.on('upgrade', (request, socket) => this.#upgrade(request, socket));
    server.on('connection', (socket) => {
      this.sockets.add(socket);
      socket.once('close', () => this.sockets.delete(socket)).on('error', () => {});
    });
    await new Promise((resolve, fail) => server.once('error', fail).listen(this.port, this.host, resolve));
    this.logs.event(`listening on ws://${this.host}:${this.port} (PID ${process.pid})`);
    this.timer = setTimeout(() => this.#ready(), readyMs);
  }

  #ready() {
    this.isReady = true;
    this.logs.event('gateway ready');
    markReady(this.port);
    if (!this.generation.isCurrent) return;
    process.title = `${this.generation.name}-gateway`;
    this.#keepGood();
  }

  #keepGood() {
    try {
      copyFileSync(this.place.config, `${this.place.config}.last-good`);
    } catch {
      // The disk is full, or there is no file.
    }
  }

  async #serve(request, response) {
    const { ip, kind, answered } = await answer(this, request).catch((error) => ({
      answered: { status: 500, body: error.message, headers: {} },
    }));
    const { status, body, headers } = answered;
    this.logs.request({
      ip,
      method: request.method,
      path: request.url,
      status,
      auth: kind ?? 'none',
      ua: request.headers['user-agent'],
    });
    if (status === 401) this.logs.audit('auth.failure', { ip, outcome: 'failure', path: request.url });
    else if (kind) this.logs.audit('auth.login', { ip, kind, outcome: 'success', path: request.url });
    response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) }).end(body);
  }

  #upgrade(request, socket) {
    const kind = this.isReady ? admit(this, request) : undefined;
    const ip = clientIp(request, this.config.gateway?.trustedProxies);
    const status = kind ? 101 : 401;
    this.logs.request({ ip, method: 'GET', path: request.url, status, auth: kind ?? 'none', ws: true });
    this.logs.socket(kind, ip);
    this.logs.audit(kind ? 'auth.login' : 'auth.failure', {
      ip,
      kind,
      outcome: kind ? 'success' : 'failure',
      ws: true,
    });
    if (!kind) return reject(socket);
    this.upgraded.add(socket);
    socket.once('close', () => this.upgraded.delete(socket));
    return accept(request, socket);
  }

  /**
   * A change of the file: a token is taken over as it is, and whoever came in with the old one is thrown out; what only a
   * restart can apply is applied by one, within this process.
   */
  async #changed() {
    let next;
    try {
      next = this.#resolve();
    } catch (error) {
      return this.logs.event(`config reload skipped: ${error.message}`);
    }
    const part = ({ auth, port, host }) => JSON.stringify({ mode: auth.mode, port, host });
    const needsRestart = part(next) !== part(this);
    const isNewSecret = JSON.stringify(next.auth) !== JSON.stringify(this.auth);
    Object.assign(this, next);
    if (!needsRestart) {
      this.#keepGood();
      if (isNewSecret) for (const socket of this.upgraded) socket.destroy();
      return this.logs.event(`config hot reload applied${isNewSecret ? ` (gateway.auth.${this.auth.mode})` : ''}`);
    }
    this.logs.event('config change requires gateway restart');
    await this.close();
    return this.#listen(this.settings.readyMs ?? 300);
  }

  reloadSecrets() {
    this.auth = resolveAuth(this.generation, effectiveConfig(this.place), this.flags);
    this.logs.event('secrets reloaded');
    return { ok: true, warningCount: 0 };
  }

  async close() {
    clearTimeout(this.timer);
    this.isReady = false;
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

/** Runs until it is told to stop. */
export async function runGateway(generation, place, flags) {
  const gateway = new Gateway(generation, place, flags);
  try {
    await gateway.start();
  } catch (error) {
    const isTaken = error.code === 'EADDRINUSE';
    const why = isTaken
      ? `another gateway instance is already listening on ws://127.0.0.1:${gateway.port}`
      : error.message;
    process.stderr.write(`Gateway failed to start: ${why}\n`);
    // 78: do not start me again with this config.
    process.exit(generation.isCurrent && !isTaken ? 78 : 1);
  }
  for (const signal of ['SIGTERM', 'SIGINT'])
    process.on(signal, () => {
      unwatchFile(place.config);
      void gateway.close().then(() => process.exit(0));
    });
}
