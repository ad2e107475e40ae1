import { readFileSync } from 'node:fs';
import Ajv from 'ajv';
import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from '../src/config/config.js';
import { knownKeys } from '../src/config/known-keys.js';
import { isLoopback, parseListen, urlOf } from '../src/config/listen.js';
import { parseDuration } from '../src/duration.js';
import { KEY, TOKEN } from './harness.js';

const tencent = { vendor: 'tencent', appId: '190000001', appSecretKey: 'a', secretId: 'b', secretKey: 'c' };
const aliyun = { vendor: 'aliyun', sceneId: 'scene1', accessKeyId: 'id', accessKeySecret: 'secret' };
const least = { sites: [tencent], keys: [{ kid: 'k1', secret: KEY }] };

function problemsOf(given: unknown, env: NodeJS.ProcessEnv = {}): readonly string[] {
  try {
    readConfig(typeof given === 'string' ? given : JSON.stringify(given), env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

describe('a configuration', () => {
  it('needs sites and keys, and listens on loopback', () => {
    expect(readConfig(JSON.stringify(least), {})).toEqual({
      verifier: least,
      store: { kind: 'memory' },
      listen: { host: '127.0.0.1', port: 8081 },
    });
  });

  it('reads ${NAME} from the environment, anywhere in a text', () => {
    const given = {
      ...least,
      sites: [{ ...tencent, secretKey: '${TENCENT_KEY}' }],
      store: { redis: 'redis://:${REDIS_PASSWORD}@cache:6379' },
      token: '${TOKEN}',
    };
    const config = readConfig(JSON.stringify(given), { TENCENT_KEY: 'k', REDIS_PASSWORD: 'p', TOKEN });
    expect(config.verifier.sites).toEqual([{ ...tencent, secretKey: 'k' }]);
    expect(config).toMatchObject({ store: { kind: 'redis', url: 'redis://:p@cache:6379' }, token: TOKEN });
  });

  it('tells all that is wrong with it at once', () => {
    const wrong = {
      sites: [
        { ...tencent, appId: 'x1', secretKey: '${TENCENT_KEY}' },
        { ...aliyun, endpoint: 'http://example.com', scene: 1 },
      ],
      keys: [
        { kid: 'k1', secret: '${CAPTCHA_KEY}' },
        { kid: 'k2', secret: 'short' },
      ],
      actions: { login: { acceptRecovery: 'sometimes', recoveryPerMinutes: 3 } },
      store: { redis: 'http://cache' },
      listen: '0.0.0.0:8081',
      token: 'short',
      timeoutMs: 1,
      watch: false,
      lisen: 1,
    };
    expect(problemsOf(wrong)).toEqual([
      '${TENCENT_KEY}: the variable is not set',
      '${CAPTCHA_KEY}: the variable is not set',
      'lisen: there is no such option',
      'actions.login.recoveryPerMinutes: there is no such option',
      'sites[1].scene: there is no such option',
      'token: at least 32 visible ASCII characters are needed',
      'listen: 0.0.0.0 can be reached from other machines, so a token of at least 32 characters is needed',
      'store: either { "file": "a path" } or { "redis": "redis://…", "prefix": "text without braces" }',
      'watch: false needs store.redis, where another process watches',
      'sites[0].appId: digits as a text',
      'sites[1].endpoint: needs https (http is for loopback addresses): http://example.com',
      'actions.login.acceptRecovery: never, during_outage or always',
      'timeoutMs: a number from 100 to 10000 is needed',
      'keys: the secret of "k2" must have at least 32 bytes',
    ]);
  });

  it.each([
    ['no JSON', '{', ['The configuration is not JSON.']],
    ['a list', [], ['The configuration is not a JSON object.']],
    ['nothing', {}, ['sites: an array with at least one site is needed', 'keys: at least one is needed']],
    ['nulls', { sites: null, keys: null, actions: null, store: null }, [/^store/, /^sites/, /^keys/]],
    ['odd parts', { sites: [null], keys: [null], actions: [7], store: 7, listen: 7 }, [/listen/, /store/, /^sites/]],
  ])('of %s is told of, not thrown at', (_, given, told) => {
    const problems = problemsOf(given);
    for (const text of told) expect(problems).toContainEqual(expect.stringMatching(text));
  });

  it('names no secret in what it tells', () => {
    const wrong = {
      sites: [{ ...tencent, secretKey: 'top-secret', region: 'mars' }],
      keys: [{ kid: '!', secret: KEY }],
    };
    const told = problemsOf({ ...wrong, token: 'top-secret', store: { redis: 'http://:top-secret@cache' } }).join();
    expect(told).toContain('region');
    expect(told).not.toContain('top-secret');
    expect(told).not.toContain(KEY);
  });
});

describe('beyond loopback', () => {
  it.each(['0.0.0.0:8081', '[::]:8081', '192.168.1.7:8081', 'my-host:8081', '[::ffff:127.0.0.1]:1', '127.1:1'])(
    'nothing listens without a token: %s',
    (listen) => {
      expect(problemsOf({ ...least, listen })).toEqual([expect.stringContaining('a token of at least 32 characters')]);
      expect(problemsOf({ ...least, listen, token: TOKEN })).toEqual([]);
    },
  );

  it.each(['127.0.0.1:1', '127.8.9.10:65535', '[::1]:0', 'localhost:8081'])('needs no token: %s', (listen) => {
    expect(problemsOf({ ...least, listen })).toEqual([]);
  });

  it.each(['8081', ':8081', '127.0.0.1', '127.0.0.1:65536', '::1:8081', '1:2:3', 'http://127.0.0.1:1', ''])(
    'is no address: "%s"',
    (listen) => {
      expect(parseListen(listen)).toBeUndefined();
      expect(problemsOf({ ...least, listen })).toEqual([expect.stringContaining('listen: an address')]);
    },
  );

  it('is where a client on this machine finds it', () => {
    const urls = ['0.0.0.0:1', '[::]:2', '[::1]:3', 'localhost:4'].map((text) => {
      const listen = parseListen(text);
      return listen && urlOf(listen);
    });
    expect(urls).toEqual(['http://127.0.0.1:1', 'http://[::1]:2', 'http://[::1]:3', 'http://localhost:4']);
    expect(isLoopback('127.0.0.1.example.com')).toBe(false);
  });
});

describe('the schema for editors', () => {
  interface Schema {
    properties: Record<string, Schema & { items: Schema & { oneOf: Schema[] }; oneOf: Schema[]; const: string }>;
    additionalProperties: Schema;
    definitions: { scripts: Schema };
  }
  const schema = JSON.parse(readFileSync('sidecar/config.schema.json', 'utf8')) as Schema;
  const keysOf = ({ properties }: Schema) => Object.keys(properties).sort();
  const sorted = (keys: readonly string[]) => Array.from(keys).sort();

  it('has the keys that are known, and no others', () => {
    const { sites, keys, actions, store } = schema.properties as Required<Schema['properties']>;
    expect(keysOf(schema)).toEqual(sorted(knownKeys.configuration));
    expect(keysOf(keys?.items as Schema)).toEqual(sorted(knownKeys.key));
    expect(keysOf(actions?.additionalProperties as Schema)).toEqual(sorted(knownKeys.action));
    expect(store?.oneOf.flatMap(keysOf).sort()).toEqual(sorted(knownKeys.store));
    expect(keysOf(schema.definitions.scripts)).toEqual(sorted(knownKeys.scripts));
    for (const site of sites?.items.oneOf ?? [])
      expect(keysOf(site)).toEqual(sorted(knownKeys[site.properties['vendor']?.const as 'tencent']));
  });

  it.each([
    [least, true],
    [{ ...least, $schema: './config.schema.json', store: { file: 'a' }, listen: '[::1]:1', token: TOKEN }, true],
    [{ ...least, sites: [aliyun, { vendor: 'aicaptcha', siteKey: 'a', secret: 'b' }], actions: { login: {} } }, true],
    [{ ...least, lisen: 1 }, false],
    [{ ...least, sites: [] }, false],
    [{ ...least, sites: [{ ...tencent, sceneId: 'a' }] }, false],
    [{ ...least, store: { file: 'a', redis: 'redis://b' } }, false],
    [{ ...least, actions: { login: { recoveryPerMinute: 0 } } }, false],
  ])('and the reader say the same of case %#', (given, isRight) => {
    const validate = new Ajv().compile(schema);
    expect(validate(given)).toBe(isRight);
    expect(problemsOf(given).length === 0).toBe(isRight);
  });
});

it.each([
  ['90s', 90_000],
  ['30m', 1_800_000],
  ['24h', 86_400_000],
  ['0h', undefined],
  ['1d', undefined],
  ['1.5h', undefined],
  ['h', undefined],
  ['1h\n', undefined],
])('a duration of %j is %s ms', (text, ms) => {
  expect(parseDuration(text)).toBe(ms);
});
