import type { RailwayCall } from './types.ts';

const HERE = '--project <project> --environment <environment> --service <service>';
/** The same at a keyboard, for a command that failed. No value of a variable ever stands in one. */
const BY_HAND: Readonly<Record<RailwayCall, string>> = {
  'railway:whoami': 'railway whoami',
  'railway:project-token': 'railway whoami',
  'railway:status': 'railway status',
  'railway:environment-list': 'railway environment list',
  'railway:service-instance': `railway service status ${HERE}`,
  'railway:deployment': `railway deployment list ${HERE}`,
  'railway:logs': `railway logs <deployment> --json ${HERE}`,
  'railway:variable-list': `railway variable list ${HERE}`,
  'railway:variable-set': `openssl rand -base64 48 | railway variable set <name> --stdin --skip-deploys ${HERE}`,
  'railway:redeploy': `railway redeploy --yes ${HERE}`,
  'railway:deployment-stop': `railway api 'mutation { deploymentStop(id: "<deployment>") }'`,
  'railway:backup-list': 'the tab Backups of the service on railway.com',
  'railway:backup-create': 'the tab Backups of the service on railway.com: create one, then lock it',
  'railway:backup-lock': 'the tab Backups of the service on railway.com: lock it',
};
export const byHandOf = (call: RailwayCall): string => BY_HAND[call];
