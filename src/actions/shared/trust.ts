import { decoded } from './policies.ts';

interface Statement {
  readonly Effect?: string;
  readonly Principal?: string | Readonly<Record<string, string | readonly string[]>>;
}
/** EC2 itself, in every partition: its instances are counted one by one. */
const EC2 = /^ec2\.amazonaws\.com(\.cn)?$/;

/** Who besides EC2 may assume a role, from its trust policy. A policy that can't be read is said to be so. */
export const principalsIn = (document: string | undefined): string[] => {
  if (document === undefined) return ['unknown: the trust policy could not be read'];
  try {
    const { Statement: statements } = JSON.parse(decoded(document)) as {
      Statement: Statement | readonly Statement[];
    };
    const allows = [statements].flat().filter(({ Effect }) => Effect === 'Allow');
    const named = allows.flatMap(({ Principal = [] }) =>
      typeof Principal === 'string' ? Principal : Object.values(Principal).flat(),
    );
    return [...new Set(named.filter((name) => !EC2.test(name)))];
  } catch {
    return ['unknown: the trust policy could not be read'];
  }
};
