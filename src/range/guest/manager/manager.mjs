// A service manager: what it has loaded is in force until it is told to read again.
import { filesOf, loadUnit, stampsOf, unitNames } from './unit-file.mjs';
import { existsSync } from 'node:fs';
import { processes } from './cgroups.mjs';
import { Service } from './service.mjs';

const REFRESH_MS = 200;

/** `clawdbot-gateway` is `clawdbot-gateway.service`. */
export const fullName = (name) =>
  /\.(service|target|socket|timer|slice|mount|path)$/.test(name) ? name : `${name}.service`;

export class Manager {
  constructor(scope) {
    this.scope = scope;
    this.services = new Map();
    scope.set = {};
  }

  /** As loaded; read from disk where it never was. Undefined: no such unit. */
  find(given) {
    const name = fullName(given);
    const known = this.services.get(name);
    if (known) return known;
    const unit = loadUnit(this.scope.folders, name);
    if (!unit) return undefined;
    const service = new Service(this.scope, unit);
    this.services.set(name, service);
    return service;
  }

  all() {
    for (const name of unitNames(this.scope.folders)) this.find(name);
    return [...this.services.values()];
  }

  reload() {
    for (const [name, service] of this.services) {
      const unit = loadUnit(this.scope.folders, name);
      if (unit) service.unit = unit;
      else if (service.active === 'inactive' || service.active === 'failed') this.services.delete(name);
    }
  }

  /** Have its files changed since they were loaded? */
  isOutdated({ unit }) {
    return stampsOf(filesOf(this.scope.folders, unit.name)) !== unit.stamps;
  }

  isEnabled({ unit }) {
    return this.scope.folders.some((folder) => existsSync(`${folder}/${this.scope.wants}/${unit.name}`));
  }

  /** At boot: starts what is enabled, and keeps the groups of processes true from then on. */
  async boot() {
    const wanted = this.all().filter((service) => this.isEnabled(service) && !service.unit.masked);
    for (const service of wanted) await service.start();
    this.watch();
  }

  watch() {
    if (this.timer) return;
    this.timer = setInterval(() => {
      const used = [...this.services.values()].filter(({ known, pid }) => known.size || pid);
      if (!used.length) return;
      const all = processes();
      for (const service of used) service.refresh(all);
    }, REFRESH_MS);
  }
}
