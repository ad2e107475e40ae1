import { readFileSync } from 'node:fs';
import { createVerifier, type VerifierOptions } from 'captcha-failover/server';
import { fillIn } from './environment.js';
import { isRecord, unknownKeys } from './known-keys.js';
import { isLoopback, parseListen, type Listen } from './listen.js';

export type StoreConfig =
  | { readonly kind: 'memory' }
  | { readonly kind: 'file'; readonly file: string }
  | { readonly kind: 'redis'; readonly url: string; readonly prefix?: string };

export interface Config {
  /** What `createVerifier` takes, but for the store and the listeners. */
  readonly verifier: VerifierOptions;
  readonly store: StoreConfig;
  readonly listen: Listen;
  /** What callers have to bring as `Authorization: Bearer …`. */
  readonly token?: string;
}

/** A configuration that cannot be used: everything that is wrong with it, without secrets. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  constructor(readonly problems: readonly string[]) {
    super(problems.join('\n'));
  }
}

const defaultListen = '127.0.0.1:8081';
const leastToken = 32;
/** What is not the library's. */
const ownKeys = ['$schema', 'store', 'listen', 'token'];

/** @throws ConfigError */
export function readConfigFile(path: string, env: NodeJS.ProcessEnv): Config {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : 'it cannot be read';
    throw new ConfigError([`${path}: ${why}`]);
  }
  return readConfig(text, env);
}

/** @throws ConfigError */
export function readConfig(text: string, env: NodeJS.ProcessEnv): Config {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw new ConfigError(['The configuration is not JSON.']);
  }
  if (!isRecord(parsed)) throw new ConfigError(['The configuration is not a JSON object.']);
  const missing = new Set<string>();
  const given = fillIn(parsed, env, missing) as Record<string, unknown>;
  const problems = Array.from(missing, (name) => `\${${name}}: the variable is not set`);
  problems.push(...unknownKeys(given));

  const token = readToken(given['token'], problems);
  const listen = readListen(given['listen'], token, problems);
  const store = readStore(given['store'], problems);
  if (given['watch'] === false && store.kind !== 'redis')
    problems.push('watch: false needs store.redis, where another process watches');
  const options = Object.entries(given).filter(([key]) => !ownKeys.includes(key));
  const verifier = Object.fromEntries(options) as unknown as VerifierOptions;
  problems.push(...libraryProblems(verifier));
  if (problems.length > 0) throw new ConfigError(problems);
  return { verifier, store, listen, ...(token !== undefined && { token }) };
}

/** What the library itself says: it is made once, and let go. */
function libraryProblems(options: VerifierOptions): string[] {
  try {
    void createVerifier({ ...options, watch: true }).close();
    return [];
  } catch (error) {
    const told = error instanceof Error ? error.message : 'createVerifier: refuses the configuration';
    return told.replace(/^createVerifier: /, '').split('; ');
  }
}

function readToken(given: unknown, problems: string[]): string | undefined {
  if (given === undefined) return undefined;
  if (typeof given === 'string' && given.length >= leastToken && /^[\x21-\x7e]+$/.test(given)) return given;
  problems.push(`token: at least ${leastToken} visible ASCII characters are needed`);
  return undefined;
}

function readListen(given: unknown = defaultListen, token: string | undefined, problems: string[]): Listen {
  const listen = typeof given === 'string' ? parseListen(given) : undefined;
  if (!listen) {
    problems.push('listen: an address and a port are needed, such as 127.0.0.1:8081 or [::1]:8081');
    return { host: 'localhost', port: 0 };
  }
  if (!isLoopback(listen.host) && token === undefined)
    problems.push(
      `listen: ${listen.host} can be reached from other machines, so a token of at least ${leastToken} characters is needed`,
    );
  return listen;
}

function readStore(given: unknown, problems: string[]): StoreConfig {
  if (given === undefined) return { kind: 'memory' };
  const { file, redis, prefix } = Object(given) as Record<string, unknown>;
  const isPrefix = prefix === undefined || (typeof prefix === 'string' && /^[^{}]+$/.test(prefix));
  if (typeof file === 'string' && file && redis === undefined && prefix === undefined) return { kind: 'file', file };
  if (typeof redis === 'string' && URL.canParse(redis) && file === undefined && isPrefix) {
    const { protocol } = new URL(redis);
    if (protocol === 'redis:' || protocol === 'rediss:')
      return { kind: 'redis', url: redis, ...(typeof prefix === 'string' && { prefix }) };
  }
  problems.push('store: either { "file": "a path" } or { "redis": "redis://…", "prefix": "text without braces" }');
  return { kind: 'memory' };
}
