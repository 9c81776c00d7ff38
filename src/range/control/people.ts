/** People of every scenario besides the responder. */
import type { Principal } from '../access/principal.ts';
import type { Account } from '../world/world.ts';

const user = (account: Account, name: string, accessKeyId: string): Principal => {
  const arn = `arn:aws:iam::${account.id}:user/${name}`;
  return {
    kind: 'user',
    account: account.id,
    arn,
    principalArn: arn,
    userId: name,
    username: name,
    user: name,
    accessKeyId,
  };
};

/** A colleague who means well, in the console. */
export const colleague = (account: Account): Principal => user(account, 'dana', 'AKIA0RANGE0COLLEAGUE');

/** The attacker with keys of his own. */
export const attacker = (account: Account): Principal => user(account, 'svc-backup', 'AKIA0RANGE0ATTACKERS');
