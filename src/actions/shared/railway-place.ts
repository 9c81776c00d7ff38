import type { Aws } from '../../aws/index.ts';
import { record, text, type ValueOf } from '../../fields/index.ts';

/** A service by its ids: a name may change, and what a folder is linked to depends on the folder. */
export const place = record('The service', {
  projectId: text('Project id'),
  environmentId: text('Environment id'),
  serviceId: text('Service id'),
});
export type At = ValueOf<typeof place>;

/** As flags of the railway program, for what people type. */
export const flagsOf = ({ projectId, environmentId, serviceId }: At): string =>
  `--project ${projectId} --environment ${environmentId} --service ${serviceId}`;

/** The service as it is now: its deployments, newest first, its public addresses and its volumes. */
export const instanceAt = async (aws: Aws<'railway:service-instance'>, { environmentId, serviceId }: At) => {
  const { serviceInstance, environment } = await aws('railway:service-instance', { environmentId, serviceId });
  const { latestDeployment, activeDeployments, domains } = serviceInstance;
  const running = activeDeployments.filter(({ deploymentStopped }) => !deploymentStopped);
  const newest = running.toSorted((a, b) => b.createdAt.localeCompare(a.createdAt));
  return {
    latest: latestDeployment ?? undefined,
    running: newest,
    urls: [...domains.customDomains, ...domains.serviceDomains].map(({ domain }) => `https://${domain}`),
    volumes: environment.volumeInstances.edges
      .map(({ node }) => node)
      .filter((volume) => volume.serviceId === serviceId)
      .map(({ id, mountPath, volume }) => ({ id, name: volume.name, mountPath })),
  };
};
