// @vitest-environment node
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { standings } from '../../../../src/server/real-tickets/standing.js';
import { createPageToken } from '../../../../src/server/tokens/page-token.js';
import { createPassToken } from '../../../../src/server/tokens/pass-token.js';
import { signingKeys } from '../../../../src/server/tokens/signing-keys.js';
import type { Visit } from '../../../../src/server/visit.js';
import { KEYS } from '../fake-vendors.js';

const minute = 60_000;
const signing = signingKeys(KEYS);
const page = (parts: Partial<Parameters<typeof createPageToken>[0]> = {}) =>
  createPageToken(
    { action: 'login', session: 's', issuedAt: Date.now(), epoch: 'e', inOutage: false, ...parts },
    signing,
  );
const pass = () => createPassToken({ issuedAt: Date.now(), epoch: 'e', holder: { network: 'cb0071' } }, signing);

let standingOf: ReturnType<typeof standings>;
beforeEach(() => {
  vi.useFakeTimers();
  standingOf = standings(signing, Date.now);
});
afterEach(() => void vi.useRealTimers());

const visit: Visit = {
  action: { name: 'login', acceptRecovery: 'never', recoveryPerMinute: 1, sites: [], watched: [] },
  network: { address: '203.0.113.7', host: 'cb007107', wide: 'cb0071' },
  session: 's',
  pageToken: undefined,
  passToken: undefined,
  subject: undefined,
  once: 'ticket',
};
const bring = (parts: Partial<Visit> = {}) => standingOf({ ...visit, ...parts });

describe('somebody with a real ticket', () => {
  it.each<[string, () => Parameters<typeof bring>[0], boolean]>([
    ['nothing of ours', () => ({}), false],
    ['a page token, if as new as can be', () => ({ pageToken: page() }), true],
    ['a page token of another session', () => ({ pageToken: page({ session: 'other' }) }), false],
    ['a page token for another action', () => ({ pageToken: page({ action: 'pay' }) }), false],
    ['a page token that is too old', () => ({ pageToken: page({ issuedAt: Date.now() - 31 * minute }) }), false],
    ['a page token of somebody’s own', () => ({ pageToken: 'a.b.c' }), false],
    ['a pass token', () => ({ passToken: pass() }), true],
    ['a pass token of somebody’s own', () => ({ passToken: 'a.b.c' }), false],
  ])('who brings %s goes first or not', (_, parts, isFirst) => {
    expect(bring(parts()).claimFirst()).toBe(isFirst);
  });

  it('uses a page token for one call, unless that was not made', () => {
    const pageToken = page();
    expect(bring({ pageToken }).claimFirst()).toBe(true);
    expect(bring({ pageToken }).claimFirst()).toBe(false);
    const other = page();
    const standing = bring({ pageToken: other });
    standing.giveBack();
    expect(standing.claimFirst()).toBe(true);
    standing.giveBack();
    expect(bring({ pageToken: other }).claimFirst()).toBe(true);
    // Others’ standing is not theirs to give back.
    bring({ pageToken }).giveBack();
    expect(bring({ pageToken }).claimFirst()).toBe(false);
  });

  it('has used a page token for as long as it is good', () => {
    const pageToken = page();
    expect(bring({ pageToken }).claimFirst()).toBe(true);
    for (let i = 0; i < 29; i += 1) {
      vi.advanceTimersByTime(minute);
      expect(bring({ pageToken }).claimFirst()).toBe(false);
    }
  });

  it('falls back on the pass token, which may be used again and again', () => {
    const parts = { pageToken: page(), passToken: pass() };
    for (let i = 0; i < 5; i += 1) expect(bring(parts).claimFirst()).toBe(true);
  });
});
