import { asInTheSeed, onTokenHost } from './leaked-token-base.ts';

export const hostDiskFull = onTokenHost(
  {
    id: 'host-disk-full',
    title: 'The disk under the state folder is full',
    teaches: 'a write that fails leaves the old file whole; the loss is said',
  },
  { main: asInTheSeed, fullDisk: true },
);
