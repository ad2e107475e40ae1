import { describe, expect, it } from 'vitest';
import { mayTryAgain } from '../../../src/loading/try-again.js';
import type { CaptchaErrorCode } from '../../../src/index.js';

interface Case {
  code: CaptchaErrorCode;
  attempts: number;
  timeouts?: number;
  limit: number;
  urls?: number;
  tagsAfterTimeout?: number;
  again: boolean;
}

const cases: Case[] = [
  // Of what the network and the vendor do, as many further attempts as the limit says.
  ...(['script_network', 'script_empty', 'script_invalid', 'script_timeout'] as const).flatMap((code): Case[] => [
    { code, attempts: 1, limit: 2, again: true },
    { code, attempts: 2, limit: 2, again: true },
    { code, attempts: 3, limit: 2, again: false },
    { code, attempts: 1, limit: 0, again: false },
    { code, attempts: 1, limit: 0, urls: 3, again: false },
  ]),
  // A policy may let another address through, whatever the limit; each is asked once.
  { code: 'csp_blocked', attempts: 1, limit: 2, again: false },
  { code: 'csp_blocked', attempts: 1, limit: 0, urls: 3, again: true },
  { code: 'csp_blocked', attempts: 2, limit: 0, urls: 3, again: true },
  { code: 'csp_blocked', attempts: 3, limit: 9, urls: 3, again: false },
  // Trusted Types refuse them all.
  { code: 'trusted_types_refused', attempts: 1, limit: 9, urls: 3, again: false },
  // A script that may not run twice.
  { code: 'script_timeout', attempts: 1, timeouts: 1, limit: 9, tagsAfterTimeout: 1, again: true },
  { code: 'script_timeout', attempts: 2, timeouts: 2, limit: 9, tagsAfterTimeout: 1, again: false },
  { code: 'script_timeout', attempts: 1, timeouts: 1, limit: 9, tagsAfterTimeout: 0, again: false },
  // An error after a time-out is no second time-out.
  { code: 'script_network', attempts: 2, timeouts: 1, limit: 9, tagsAfterTimeout: 1, again: true },
  { code: 'script_timeout', attempts: 3, timeouts: 1, limit: 9, tagsAfterTimeout: 1, again: true },
];

describe('after a failed attempt', () => {
  it.each(cases)(
    '$code: attempts $attempts, limit $limit, time-outs $timeouts, URLs $urls, another one: $again',
    ({ code, attempts, limit, again, timeouts = 0, urls = 1, tagsAfterTimeout = Infinity }) => {
      const source = { urls: Array.from({ length: urls }, (_, n) => `https://${n}.example`), tagsAfterTimeout };
      expect(mayTryAgain(code, { attempts, timeouts }, source, limit)).toBe(again);
    },
  );
});
