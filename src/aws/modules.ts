import type { Modules, Service } from './calls.ts';

/** Each client is loaded at its first use, through its re-export file: 51 KB and 75 MB against 1,058 KB and 136 MB. */
const load: { readonly [S in Service]: () => Promise<Modules[S]> } = {
  ec2: () => import('./clients/ec2.ts'),
  iam: () => import('./clients/iam.ts'),
  sts: () => import('./clients/sts.ts'),
  ssm: () => import('./clients/ssm.ts'),
  autoscaling: () => import('./clients/autoscaling.ts'),
  elasticloadbalancing: () => import('./clients/elasticloadbalancing.ts'),
  cloudwatch: () => import('./clients/cloudwatch.ts'),
  cloudtrail: () => import('./clients/cloudtrail.ts'),
  cloudformation: () => import('./clients/cloudformation.ts'),
  cloudfront: () => import('./clients/cloudfront.ts'),
  secretsmanager: () => import('./clients/secretsmanager.ts'),
  logs: () => import('./clients/logs.ts'),
  ce: () => import('./clients/ce.ts'),
};

/** What the door needs of a client and its commands; which input fits which command is checked by `Aws<C>`. */
export interface AnyClient {
  send(command: object, options: { abortSignal: AbortSignal }): Promise<{ $metadata: { requestId?: string } }>;
  destroy(): void;
  /** As the client has resolved it. */
  readonly config: { readonly requestHandler: object; readonly credentials: object };
}
export interface AnyModule {
  readonly client: new (config: object) => AnyClient;
  readonly command: (name: string) => new (input: object) => object;
}

export const loadModule = async (service: Service): Promise<AnyModule> => {
  const module = (await load[service]()) as unknown as Record<string, new (input: object) => object>;
  const named = (name: string): new (input: object) => object => {
    const found = module[name];
    if (!found) throw new Error(`${service} has no ${name}: add it to src/aws/clients/${service}.ts`);
    return found;
  };
  return { client: named('Client') as new (config: object) => AnyClient, command: (name) => named(`${name}Command`) };
};
