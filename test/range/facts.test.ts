import { expect, test } from 'vitest';
import { services } from '../../src/range/services/index.ts';
import { clientsFor } from './rig.ts';

interface ClientConfig {
  readonly serviceId: string;
  readonly apiVersion: string;
  readonly defaultSigningName: string;
  readonly protocol: {
    getShapeId(): string;
    readonly serviceTarget: string;
    readonly options?: { xmlNamespace?: string };
  };
}

const clients = Object.values(clientsFor('http://127.0.0.1:1', { accessKeyId: 'x', secretAccessKey: 'y' }));
const configs = clients.map(({ config }) => config as unknown as ClientConfig);

test.each(services.map(({ service }) => [service.id, service] as const))(
  '%s is described as its client describes it',
  (id, service) => {
    const config = configs.find(({ serviceId }) => serviceId === id);
    const isJson = service.protocol.startsWith('awsJson');
    expect({
      protocol: config?.protocol.getShapeId().split('#')[1],
      version: config?.apiVersion,
      signingName: config?.defaultSigningName,
      target: isJson ? config?.protocol.serviceTarget : service.target,
    }).toEqual({
      protocol: service.protocol,
      version: service.version,
      signingName: service.signingName,
      target: service.target,
    });
  },
);
