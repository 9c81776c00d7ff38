import { count, flag, instanceId, list, maybe, text } from '../../fields/index.ts';
import type { Found, Located } from '../../host/index.ts';
import { Cannot, looks, type Use } from '../../language/index.ts';
import { child, copy, credential, device, gateway } from '../shared/gateways.ts';
import { heldBy, type Opened } from '../shared/held-secrets.ts';
import { lookOnHost } from '../shared/on-host.ts';

/** Modes in which there is a secret to rotate. */
const ASKS_FOR = new Set(['token', 'password']);

/**
 * Asks the host what runs there, what it lets in, and where that stands (T19). Nothing secret is in what it prints:
 * values come sealed to a key that this process alone holds, and go on as fingerprints.
 */
export const locate = looks({
  title: 'Find the gateway and where its token comes from',
  calls: ['ssm:SendCommandToLook', 'ssm:GetCommandInvocation'],
  input: { instanceId: instanceId('The instance') },
  output: {
    gateways: list(gateway),
    summary: text('In one line'),
    /** The instance, where a gateway there asks for a secret that can be rotated. */
    rotatable: maybe(instanceId('The instance, if its gateway asks for a token or password')),
    asksForNone: flag('Is there a gateway that asks for no token?'),
    modes: list(text('What its gateways ask for')),
    ports: list(count('Ports of its gateways')),
    leaked: list(text('Fingerprints of what it lets in')),
    devices: list(device),
    children: list(child),
    copies: list(copy),
    reachable: list(credential),
    channels: list(text('Channels')),
    watchers: list(text('What would start it again')),
    proxies: list(text('Reverse proxies on the host')),
    tailscale: list(text('Tailscale names')),
    program: text('Node.js that the host was asked with'),
  },
  async run(aws, { instanceId: id }, use) {
    const { said, secrets } = await lookOnHost<Located, 'locate'>(aws, id, { mode: 'locate' }, use);
    if (said.gateways.length === 0)
      throw new Cannot(
        `no gateway was found on ${id}: no unit or process of openclaw, moltbot or clawdbot. It may run in a container, or elsewhere`,
      );
    const leaked = said.gateways.flatMap(({ sources }) => sources.flatMap(({ value }) => value ?? []));
    for (const name of leaked) heldBy(use.caseId).leaked.add(secrets.valueOf(name) ?? '');
    const modes = [...new Set(said.gateways.map(({ mode }) => mode))];
    const print = printer(secrets, use);
    return {
      gateways: said.gateways.map((each) => gatewayOf(each, print)),
      summary: said.gateways.map((each) => summaryOf(each, print)).join('; '),
      ...(modes.some((mode) => ASKS_FOR.has(mode)) ? { rotatable: id } : {}),
      asksForNone: modes.some((mode) => !ASKS_FOR.has(mode)),
      modes,
      ports: said.gateways.map(({ port }) => port),
      leaked: [...new Set(leaked.flatMap((name) => print(name) ?? []))],
      devices: said.gateways.flatMap(({ devices }) => devices.map(({ id: device_, name }) => ({ id: device_, name }))),
      children: said.gateways.flatMap(({ children }) => children),
      copies: said.gateways.flatMap(({ copies }) => copies),
      reachable: credentialsOf(said.gateways, print),
      channels: [...new Set(said.gateways.flatMap(({ channels }) => channels))],
      watchers: said.crons,
      proxies: said.proxies,
      tailscale: said.tailscale,
      program: said.node,
    };
  },
});

type Print = (name: string | undefined) => string | undefined;
const printer =
  (secrets: Opened, use: Use): Print =>
  (name) => {
    const value = name === undefined ? undefined : secrets.valueOf(name);
    return value === undefined ? undefined : use.fingerprint(value);
  };

const gatewayOf = (
  { id, product, version, user, stateDir, config, mode, bind, port, active, why, sources }: Found,
  print: Print,
) => ({
  id,
  product,
  version,
  user,
  stateDir,
  config,
  mode,
  bind,
  port,
  active,
  why,
  sources: sources.map(({ kind, where, wins, value }) => ({ kind, where, wins, fingerprint: print(value) })),
});
const summaryOf = ({ product, version, sources, mode }: Found, print: Print): string => {
  const winning = sources.filter(({ wins }) => wins);
  const [first] = winning;
  const said = first
    ? `${winning.map(({ where }) => where).join(' and ')} ${winning.length > 1 ? 'hold what it takes' : 'wins'}; ${print(first.value) ?? 'unread'}`
    : `no source is known to win`;
  return `${product}${version === undefined ? '' : ` ${version}`}, asks for ${mode}; ${said}`;
};
/** Two of one name are told apart by where they stand. */
const credentialsOf = (found: readonly Found[], print: Print) => {
  const all = found.flatMap(({ reachable }) => reachable);
  const slug = (name: string): string =>
    name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '');
  return all.map(({ name, where, value }) => ({
    id: slug(all.filter((each) => each.name === name).length > 1 ? `${name} ${where.split('/').at(-1) ?? ''}` : name),
    name,
    where,
    fingerprint: print(value),
  }));
};
