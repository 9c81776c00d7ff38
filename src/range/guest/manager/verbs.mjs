// What systemctl can do: each verb takes its manager, its words and its options, and answers { code, out, err }.
import { changes } from './changes.mjs';
import { installs } from './installs.mjs';
import { readArguments } from './arguments.mjs';
import { views } from './views.mjs';

const verbs = { ...changes, ...installs, ...views };

/** `systemctl` without a verb lists units. */
export async function systemctl(manager, argv) {
  const { options, words, unknown } = readArguments(argv);
  if (unknown) return { code: 1, err: `systemctl: unrecognized option '${unknown}'\n` };
  const [verb = 'list-units', ...names] = words;
  const run = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined;
  if (!run)
    return {
      code: 1,
      err: `Unknown command verb '${verb}', did you mean one of those which the range simulates: ${Object.keys(verbs).join(', ')}?\n`,
    };
  return run(manager, names, options);
}
