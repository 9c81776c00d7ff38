import { refsIn } from '../plan/index.ts';
import { type Node, nodesIn } from './plan-index.ts';
import { type Scope, spokenFor } from './resolve.ts';

/** What a node takes its inputs from, by id. */
const sourcesOf = (node: Node): readonly string[] => {
  const paths =
    node.kind === 'each'
      ? [node.over]
      : node.kind === 'when'
        ? [node.condition.ref]
        : 'values' in node
          ? refsIn(node.values)
          : [];
  const needs = 'needs' in node ? node.needs : [];
  return [...paths.map((path) => (path.split('.')[0] ?? '').replace('?', '')), ...needs];
};

/** Asked, and neither approved nor declined. */
export const isGateOpen = ({ index, ledger, members }: Scope, gate: string): boolean => {
  const { asked, answered } = ledger.gate(index.keyOf(gate, members));
  const isUndecided = !answered || (answered.answer === 'expired' && index.gate(gate)?.onTimeout === 'hold');
  return asked !== undefined && isUndecided;
};

/**
 * Whether what was left open waits for a person in the end: at a gate that is asked or a by-hand step, its own or that
 * of a source. What was cut short by an abort, or is still going on, does not.
 */
export const waitsForPerson = (scope: Scope, id: string): boolean => {
  const { index, ledger, members } = scope;
  const { node, inside = [] } = index.at(id) ?? {};
  if (!node) return false;
  const isOpen = (one: Node): boolean =>
    ('behind' in one && one.behind !== undefined && isGateOpen(scope, one.behind)) ||
    sourcesOf(one)
      // Its own fan-out's item: what became of that is said of the fan-out.
      .filter((source) => !inside.some((container) => container.id === source))
      .some((source) => waitsForPerson(scope, source));
  const record = ledger.of(index.keyOf(id, members));
  if (node.kind === 'by-hand' && record.awaited && !record.attested && !record.last) return true;
  const around = inside.some((container) => {
    const said = spokenFor(scope, container);
    return said?.is === 'skipped' && said.counts === 'open' && isOpen(container);
  });
  if (around) return true;
  const last = 'body' in node ? spokenFor(scope, node) : record.last;
  if (last) return last.is === 'skipped' && last.counts === 'open' && isOpen(node);
  if (!('body' in node)) return false;
  const names = node.kind === 'each' ? (record.fanned?.names ?? []) : [undefined];
  return names.some((name) =>
    nodesIn(node.body).some((one) =>
      waitsForPerson(name === undefined ? scope : { ...scope, members: { ...members, [id]: name } }, one.id),
    ),
  );
};
