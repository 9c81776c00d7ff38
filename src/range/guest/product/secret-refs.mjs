// References to secrets in the config: { source: env | file | exec, provider, id }.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

export const isRef = (value) => typeof value === 'object' && value !== null && typeof value.source === 'string';

const unescaped = (segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~');
const pointed = (document, pointer) =>
  pointer
    .split('/')
    .slice(1)
    .map(unescaped)
    .reduce((value, key) => value?.[key], document);

function fromFile({ path, mode = 'json' }, id) {
  const text = readFileSync(path, 'utf8');
  return mode === 'singleValue' ? text.trim() : pointed(JSON.parse(text), id);
}

/** The program is told which ids are wanted, and answers with values by id; or it prints the one value. */
function fromProgram({ command, args = [], jsonOnly = true }, provider, id) {
  const input = JSON.stringify({ protocolVersion: 1, provider, ids: [id] });
  const out = execFileSync(command, args, {
    input,
    encoding: 'utf8',
    timeout: 10_000,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  return jsonOnly ? JSON.parse(out).values?.[id] : out.trim();
}

/** The secret behind a value: itself, where it is a text. */
export function resolveSecret(value, config, path) {
  if (!isRef(value)) return value;
  const { source, provider = 'default', id } = value;
  const settings = config.secrets?.providers?.[provider];
  let found;
  try {
    if (source === 'env') found = process.env[id];
    else if (source === 'file') found = fromFile(settings, id);
    else if (source === 'exec') found = fromProgram(settings, provider, id);
  } catch (error) {
    throw new Error(`SecretRefResolutionError: ${path}: ${source}:${provider}:${id}: ${error.message}`, {
      cause: error,
    });
  }
  if (typeof found === 'string' && found) return found;
  throw new Error(`SecretRefResolutionError: ${path}: ${source}:${provider}:${id} could not be resolved`);
}
