/** A service in an environment of a project: ids, as Railway has them. Names may change, and a folder's link too. */
export interface Place {
  readonly projectId: string;
  readonly environmentId: string;
  readonly serviceId: string;
}
export interface Deployment {
  readonly id: string;
  /** `SUCCESS`, `BUILDING`, `FAILED`, `REMOVED` … (schema: DeploymentStatus). */
  readonly status: string;
  readonly createdAt: string;
  /** Whether all its instances have stopped; its status stays `SUCCESS` then. */
  readonly deploymentStopped: boolean;
}
interface Nodes<T> {
  readonly edges: readonly { readonly node: T }[];
}
interface Named {
  readonly id: string;
  readonly name: string;
}
interface Domain {
  readonly domain: string;
}
/** What goes into each command and what it answers, as far as it is used. */
export interface Commands {
  'railway:whoami': {
    input: object;
    output: { readonly name?: string | null; readonly email: string; readonly workspaces: readonly Named[] };
  };
  'railway:project-token': {
    input: object;
    output: {
      readonly projectToken: {
        readonly id: string;
        readonly name: string;
        readonly project: { readonly name: string };
        readonly environment: { readonly name: string };
      };
    };
  };
  'railway:status': {
    input: { readonly project?: string | undefined; readonly environment?: string | undefined };
    output: Named & {
      readonly environments: Nodes<Named & { readonly canAccess?: boolean; readonly deletedAt?: string | null }>;
      readonly services: Nodes<Named>;
    };
  };
  'railway:environment-list': {
    input: object;
    output: { readonly environments: readonly (Named & { readonly isLinked?: boolean })[] };
  };
  'railway:service-instance': {
    input: Pick<Place, 'environmentId' | 'serviceId'>;
    output: {
      readonly serviceInstance: {
        readonly latestDeployment: Deployment | null;
        readonly activeDeployments: readonly Deployment[];
        readonly domains: { readonly serviceDomains: readonly Domain[]; readonly customDomains: readonly Domain[] };
      };
      readonly environment: {
        readonly volumeInstances: Nodes<{
          readonly id: string;
          readonly serviceId: string | null;
          readonly mountPath: string;
          readonly volume: { readonly name: string };
        }>;
      };
    };
  };
  'railway:deployment': { input: { readonly id: string }; output: { readonly deployment: Deployment | null } };
  'railway:logs': {
    input: Place & {
      readonly deployment: string;
      readonly kind: 'deployment' | 'http';
      /** The newest. */
      readonly lines: number;
    };
    /** One JSON object a line. May hold anything, secrets too. */
    output: { readonly text: string };
  };
  /** Raw values: for memory only. Each that may be a secret is known to the redactor before this returns. */
  'railway:variable-list': { input: Place; output: Readonly<Record<string, string>> };
  'railway:variable-set': {
    input: Place & { readonly name: string; readonly value: string };
    output: { readonly set?: boolean };
  };
  'railway:redeploy': { input: Place; output: { readonly id: string } };
  'railway:deployment-stop': { input: { readonly id: string }; output: { readonly deploymentStop: boolean } };
  'railway:backup-list': {
    input: { readonly id: string };
    output: {
      readonly volumeInstanceBackupList: readonly {
        readonly id: string;
        readonly name: string | null;
        readonly expiresAt: string | null;
      }[];
    };
  };
  'railway:backup-create': {
    input: { readonly id: string; readonly name: string };
    output: { readonly volumeInstanceBackupCreate: { readonly workflowId: string | null } };
  };
  'railway:backup-lock': {
    input: { readonly id: string; readonly backupId: string };
    output: { readonly volumeInstanceBackupLock: boolean };
  };
}
export type RailwayCall = keyof Commands;
export type CommandInput<C extends RailwayCall> = Commands[C]['input'];
export type CommandOutput<C extends RailwayCall> = Commands[C]['output'];
