// Writes test/data/iam-actions.json: the IAM actions of the services that we call, from the installed SDK clients.
import { writeFileSync } from 'node:fs';

/** IAM prefix → client. */
const CLIENTS = {
  ce: () => import('@aws-sdk/client-cost-explorer'),
  cloudfront: () => import('@aws-sdk/client-cloudfront'),
  logs: () => import('@aws-sdk/client-cloudwatch-logs'),
  secretsmanager: () => import('@aws-sdk/client-secrets-manager'),
  autoscaling: () => import('@aws-sdk/client-auto-scaling'),
  cloudformation: () => import('@aws-sdk/client-cloudformation'),
  cloudtrail: () => import('@aws-sdk/client-cloudtrail'),
  cloudwatch: () => import('@aws-sdk/client-cloudwatch'),
  ec2: () => import('@aws-sdk/client-ec2'),
  elasticloadbalancing: () => import('@aws-sdk/client-elastic-load-balancing-v2'),
  iam: () => import('@aws-sdk/client-iam'),
  ssm: () => import('@aws-sdk/client-ssm'),
  sts: () => import('@aws-sdk/client-sts'),
};
/** Actions that no operation is named after: service authorization reference, "permission only". */
const PERMISSION_ONLY = ['iam:PassRole'];

const named = await Promise.all(
  Object.entries(CLIENTS).map(async ([prefix, load]) =>
    Object.keys(await load())
      .filter((name) => /^[A-Z]\w+Command$/.test(name))
      .map((name) => `${prefix}:${name.replace(/Command$/, '')}`),
  ),
);
const data = {
  source:
    'Operation names of the installed @aws-sdk clients (an operation’s IAM action has its name in these services), and permission-only actions from the service authorization reference. Written by bin/record-iam-actions.mts.',
  actions: [...named.flat(), ...PERMISSION_ONLY].toSorted(),
};
writeFileSync(new URL('../test/data/iam-actions.json', import.meta.url), `${JSON.stringify(data, null, 2)}\n`);
console.log(`${data.actions.length} actions`);
