import { failedBecause } from '../../aws/index.ts';
import { count, flag, instanceId, maybe, text } from '../../fields/index.ts';
import { looks } from '../../language/index.ts';
import { scrubText } from '../../redact/index.ts';

/** Keeps the last 64 KiB that the instance wrote to its console as a file of the case; on AWS's side nothing is made. */
export const readConsole = looks({
  title: 'Keep the console output',
  calls: ['ec2:GetConsoleOutput'],
  input: { instanceId: instanceId('The instance') },
  output: {
    file: maybe(text('File of the case')),
    sha256: maybe(text('SHA-256')),
    bytes: count('Bytes'),
    latest: flag('Read from the running instance, not as of its last start or stop?'),
  },
  async run(aws, { instanceId: id }, use) {
    // Only Nitro instances give the latest output; the others refuse the wish (EC2 API, GetConsoleOutput).
    const read = async (Latest: boolean) => ({
      ...(await aws('ec2:GetConsoleOutput', { InstanceId: id, Latest })),
      Latest,
    });
    const { Output = '', Latest } = await read(true).catch((error: unknown) => {
      if (failedBecause(error, 'refused')) return read(false);
      throw error;
    });
    const output = Buffer.from(Output, 'base64');
    if (output.length === 0) return { bytes: 0, latest: Latest };
    const { file, sha256 } = await use.keep('console.txt', Buffer.from(scrubText(output.toString('utf8'))));
    return { file, sha256, bytes: output.length, latest: Latest };
  },
});
