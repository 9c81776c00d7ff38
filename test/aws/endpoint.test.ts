import { expect, test } from 'vitest';
import { whyNot } from '../../src/aws/endpoint.ts';
import { endpointsFromEnvironment, isInstance } from '../../src/aws/index.ts';

test.each([
  'ec2.us-west-2.amazonaws.com',
  'sts.amazonaws.com',
  'ec2.cn-north-1.amazonaws.com.cn',
  'ec2-fips.us-gov-west-1.amazonaws.com',
  'ssm.us-west-2.api.aws',
  'ec2.eusc-de-east-1.amazonaws.eu',
  'vpce-0a-1b.ec2.us-west-2.vpce.amazonaws.com',
])('a live run may reach %s', (host) => {
  expect(whyNot({ mode: 'live' }, host)).toBeUndefined();
});

test.each(['127.0.0.1:4566', 'localhost', 'amazonaws.com.evil.example', 'evil-amazonaws.com', 'ec2.amazonaws.com.'])(
  'a live run without --endpoint-url may not reach %s',
  (host) => {
    expect(whyNot({ mode: 'live' }, host)).toContain('--endpoint-url');
  },
);

test('a live run with --endpoint-url reaches that and nothing else, not even AWS', () => {
  const reach = { mode: 'live', endpoint: 'http://127.0.0.1:4566' } as const;
  expect(whyNot(reach, '127.0.0.1:4566')).toBeUndefined();
  expect(whyNot(reach, '127.0.0.1:4567')).toContain('127.0.0.1:4566');
  expect(whyNot(reach, 'sts.us-west-2.amazonaws.com')).toContain('127.0.0.1:4566');
});

test('a drill reaches its range and nothing else', () => {
  const reach = { mode: 'drill', endpoint: 'http://127.0.0.1:4566' } as const;
  expect(whyNot(reach, '127.0.0.1:4566')).toBeUndefined();
  expect(whyNot(reach, 'ec2.us-west-2.amazonaws.com')).toContain('a drill reaches nothing but the range');
});

test('endpoints that the environment would slip in are all seen', () => {
  const env = {
    AWS_ENDPOINT_URL: 'http://x',
    AWS_ENDPOINT_URL_EC2: 'http://y',
    AWS_ENDPOINT_URL_S3: '',
    AWS_REGION: 'z',
  };
  expect(endpointsFromEnvironment(env)).toEqual(['AWS_ENDPOINT_URL', 'AWS_ENDPOINT_URL_EC2']);
});

test('the suspect is known by its session’s name, which is its instance id', () => {
  const arn = 'arn:aws:sts::111122223333:assumed-role/web/i-0123456789abcdef0';
  const identity = { account: '111122223333', arn, userId: 'AROAEXAMPLE:i-0123456789abcdef0' };
  expect(isInstance(identity, 'i-0123456789abcdef0')).toBe(true);
  expect(isInstance(identity, 'i-0123456789abcdef1')).toBe(false);
});
