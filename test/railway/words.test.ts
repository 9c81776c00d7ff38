import { describe, expect, test } from 'vitest';
import { proofOf } from '../../src/actions/shared/railway-doors.ts';
import { knownOf, seal, unseal } from '../../src/actions/shared/railway-secrets.ts';
import { inForce, namesToSet, reachableIn } from '../../src/actions/shared/railway-variables.ts';
import { webAddress } from '../../src/fields/index.ts';
import type { Use } from '../../src/language/index.ts';
import { classify } from '../../src/railway/classify.ts';
import { isNewEnough } from '../../src/railway/needs.ts';
import { environmentOf } from '../../src/railway/start.ts';
import { NEW, OLD } from './rig.ts';

describe('the words of the railway program', () => {
  const said = (stderr: string, exit = 1, stdout = '') => {
    const { reason, code } = classify({ exit, stdout, stderr, late: false });
    return `${reason} ${code}`;
  };
  test.each([
    ['Unauthorized. Please login with `railway login`', 'no-credentials UNAUTHORIZED'],
    [
      'Unauthorized. Please check that your RAILWAY_TOKEN is valid and has access to the resource',
      'no-credentials UNAUTHORIZED',
    ],
    ['Invalid RAILWAY_TOKEN. Please check that it is valid', 'no-credentials UNAUTHORIZED'],
    ['You do not have access to this resource.', 'denied NO_ACCESS'],
    ['Environment "production" is restricted. Ask a workspace admin for access', 'denied NO_ACCESS'],
    ['No linked project found. Run railway link to connect to a project', 'not-found NOT_LINKED'],
    ['No service linked\nRun `railway service` to link a service', 'not-found NOT_LINKED'],
    ["Service 'gw' not found", 'not-found NOT_FOUND'],
    ['Project is deleted. Run `railway link` to connect to a project.', 'not-found NOT_FOUND'],
    ['You are being ratelimited. Try again in 30 seconds', 'unreachable RATELIMITED'],
    ['Failed to fetch: error sending request for url (https://backboard.railway.com/graphql/v2)', 'unreachable FETCH'],
    ['The latest deployment for service gw cannot be redeployed. This may be …', 'refused CANNOT_REDEPLOY'],
    ['Something new', 'refused ERROR'],
  ])('“%s”: %s', (words, expected) => {
    expect(said(`\u001b[31m${words}\u001b[0m`)).toBe(expected);
  });
  test('its older brother knows neither flags nor commands of today', () => {
    expect(said("error: unexpected argument '--stdin' found", 2)).toBe('not-ready CLI_TOO_OLD');
    expect(said("error: unrecognized subcommand 'api'", 2)).toBe('not-ready CLI_TOO_OLD');
  });
  test('what GraphQL says counts more than that it said something', () => {
    const answer = JSON.stringify({ errors: [{ message: 'Not Authorized' }], data: null });
    expect(said('Railway API returned 1 GraphQL error(s)', 1, answer)).toBe('denied NO_ACCESS');
  });
  test('a secret in its words is masked', () => {
    const { message } = classify({ exit: 1, stdout: '', stderr: 'Invalid token=abcdefghij0123456789', late: false });
    expect(message).not.toContain('abcdefghij0123456789');
  });
  test.each([
    ['railway 5.43.1', true],
    ['railway 5.28.0', true],
    ['railway 6.0.0', true],
    ['railway 5.27.9', false],
    ['railway 4.99.99', false],
    ['something else', true],
  ])('%s: %s', (version, is) => {
    expect(isNewEnough(version)).toBe(is);
  });
});

test('the program is given what it needs of the environment, and nothing of AWS', () => {
  const given = environmentOf({
    PATH: '/bin',
    HOME: '/root',
    RAILWAY_TOKEN: 't',
    AWS_PROFILE: 'p',
    RAILWAY_ENV: 'dev',
    IR_HOME: '/x',
  });
  expect(Object.keys(given).toSorted()).toEqual([
    'HOME',
    'NO_COLOR',
    'PATH',
    'RAILWAY_NO_AUTO_UPDATE',
    'RAILWAY_NO_TELEMETRY',
    'RAILWAY_TOKEN',
  ]);
});

describe('which variable is in force', () => {
  test.each([
    [{ [NEW]: 'a' }, NEW, [NEW]],
    [{ [OLD]: 'b' }, OLD, [OLD]],
    [{ [NEW]: 'a', [OLD]: 'b' }, NEW, [NEW, OLD]],
    [{ [NEW]: '', [OLD]: 'b' }, OLD, [NEW, OLD]],
    // Set to blanks it is set for the wrapper, which then reads the file.
    [{ [NEW]: ' ', [OLD]: 'b' }, undefined, [NEW, OLD]],
    [{}, undefined, [NEW]],
    [{ CLAWDBOT_STATE_DIR: '/data' }, undefined, [NEW, OLD]],
  ])('%j: %s, and %j are set', (variables, name, names) => {
    expect(inForce(variables).name).toBe(name);
    expect(namesToSet(variables)).toEqual(names);
  });
  test('what else can be reached is named with where it is revoked, and what holds the leaked value itself is said', () => {
    const variables = {
      [OLD]: 'leaked-1',
      HOOKS_TOKEN: 'leaked-1',
      OPENAI_API_KEY: 'sk-123456',
      NODE_ENV: 'production',
    };
    const found = reachableIn(
      { ...variables, DATABASE_URL: 'postgres://u:pw@h/d', RAILWAY_X_TOKEN: 'x-x-x-x' },
      () => 'f',
    );
    expect(found.map(({ name }) => name)).toEqual(['HOOKS_TOKEN', 'OPENAI_API_KEY', 'DATABASE_URL']);
    expect(found[0]?.how).toContain('it holds the leaked value itself');
    expect(found[1]?.how).toContain('platform.openai.com');
  });
});

describe('what leaked is kept sealed', () => {
  const useOf = (caseId: string): Use => ({ caseId }) as unknown as Use;
  test('only the new token of the same case opens it', () => {
    const sealed = seal({ tokens: new Set(['old']), passwords: new Set(['pw']) }, 'new', useOf('A'));
    const opened = (token: string, caseId: string) => {
      const known = { tokens: new Set<string>(), passwords: new Set<string>() };
      unseal(known, sealed, token, useOf(caseId));
      return [...known.tokens, ...known.passwords];
    };
    expect(opened('new', 'A')).toEqual(['old', 'pw']);
    expect(opened('another', 'A')).toEqual([]);
    expect(opened('new', 'B')).toEqual([]);
    expect(sealed).toMatch(/^[0-9a-f]+$/);
  });
  test('a case knows its own only', () => {
    knownOf(useOf('C')).tokens.add('x');
    expect(knownOf(useOf('D')).tokens.size).toBe(0);
  });
});

describe('what the doors say', () => {
  const door = { url: 'https://a', leaked: 'refused', nobody: 'refused', setup: 'refused', fresh: 'let in' };
  test.each([
    [[door], 'holds'],
    [[{ ...door, setup: 'not asked' }], 'holds'],
    [[], 'unproven'],
    [[{ ...door, leaked: 'not asked' }], 'unproven'],
    [[{ ...door, leaked: 'closed', fresh: 'closed' }], 'unproven'],
    [[{ ...door, fresh: 'refused' }], 'unproven'],
    [[door, { ...door, leaked: 'no answer' }], 'unproven'],
    [[door, { ...door, leaked: 'let in' }], 'does not hold'],
    [[{ ...door, nobody: 'let in' }], 'does not hold'],
    [[{ ...door, setup: 'let in' }], 'does not hold'],
  ])('%j: %s', (doors, is) => {
    expect(proofOf(doors).is).toBe(is);
  });
});

test('an address is https, or on this machine, and holds no secret', () => {
  const of = (text: string): boolean => webAddress('Where?').check(text).ok;
  expect(['https://a.up.railway.app', 'https://a.b/c', 'http://127.0.0.1:8080', 'http://localhost:1'].map(of)).toEqual([
    true,
    true,
    true,
    true,
  ]);
  expect(
    ['http://a.b', 'ftp://a.b', 'a.b', 'https://u:p@a.b', 'https://a.b/?token=x', 'http://127.0.0.1.evil.com'].map(of),
  ).toEqual([false, false, false, false, false, false]);
});
