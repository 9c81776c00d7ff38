/** What is sent by `railway api`: names of fields and types are those of the CLI's own schema (src/gql/schema.json). */
const DEPLOYMENT = 'id status createdAt deploymentStopped';

export const SERVICE_INSTANCE = `query ServiceInstance($environmentId: String!, $serviceId: String!) {
  serviceInstance(environmentId: $environmentId, serviceId: $serviceId) {
    latestDeployment { ${DEPLOYMENT} }
    activeDeployments { ${DEPLOYMENT} }
    domains { serviceDomains { domain } customDomains { domain } }
  }
  environment(id: $environmentId) {
    volumeInstances(first: 100) { edges { node { id serviceId mountPath volume { name } } } }
  }
}`;
export const READ_DEPLOYMENT = `query Deployment($id: String!) { deployment(id: $id) { ${DEPLOYMENT} } }`;
export const PROJECT_TOKEN = 'query ProjectToken { projectToken { id name project { name } environment { name } } }';
export const LIST_BACKUPS = `query Backups($id: String!) {
  volumeInstanceBackupList(volumeInstanceId: $id) { id name createdAt expiresAt }
}`;
/** Stops it and leaves it in the history; `deploymentRemove`, which is what `railway down` sends, does not. */
export const STOP_DEPLOYMENT = 'mutation Stop($id: String!) { deploymentStop(id: $id) }';
export const CREATE_BACKUP = `mutation Backup($id: String!, $name: String) {
  volumeInstanceBackupCreate(volumeInstanceId: $id, name: $name) { workflowId }
}`;
/** Takes its expiry away. There is no way back. */
export const LOCK_BACKUP = `mutation Lock($id: String!, $backupId: String!) {
  volumeInstanceBackupLock(volumeInstanceId: $id, volumeInstanceBackupId: $backupId)
}`;
