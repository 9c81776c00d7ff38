import { modeled } from '../../wire/error.ts';
import type { Parameter, ParameterVersion } from '../../world/systems.ts';
import type { Call } from '../handlers.ts';
import { ParameterNotFound$, ParameterVersionNotFound$ } from './errors.ts';

/** What is kept of a parameter when another value takes its place. */
export function versionOf({ name: _name, tags: _tags, history: _history, ...version }: Parameter): ParameterVersion {
  return version;
}

/** A name may come as an ARN, and with `:<version>` at its end, which then says the value. */
export function knownParameter({ region }: Call, asked = ''): Parameter | undefined {
  const name = asked.startsWith('arn:') ? (asked.split(':parameter')[1] ?? '') : asked;
  const [, bare = name, version] = /^(.*):(\d+)$/.exec(name) ?? [];
  const parameter = region.parameters[bare];
  if (!parameter || version === undefined || Number(version) === parameter.version) return parameter;
  const older = parameter.history?.find((one) => one.version === Number(version));
  if (!older)
    throw modeled(
      ParameterVersionNotFound$,
      `Systems Manager could not find version ${version} of ${bare}. Verify the version and try again.`,
    );
  return { ...parameter, ...older };
}

export function findParameter(call: Call, name: string | undefined): Parameter {
  const parameter = knownParameter(call, name);
  if (!parameter) throw modeled(ParameterNotFound$, '');
  return parameter;
}
