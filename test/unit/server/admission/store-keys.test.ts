// @vitest-environment node
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { waysIn } from '../../../../src/server/admission/pools.js';
import { storeKeys } from '../../../../src/server/admission/store-keys.js';
import { signingKeys } from '../../../../src/server/tokens/signing-keys.js';
import { minute, outageSince, remoteIp, signingSecrets, start, ticketAt, visitor } from './visitors.js';

beforeEach(() => {
  vi.useFakeTimers({ now: start });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the names in the store', () => {
  // Processes of two versions on one Redis would otherwise have a budget each, and let each other’s spent tickets in.
  it('are the same from one version to the next', async () => {
    const { site, claim, passToken } = await visitor();
    const called = (['count', 'admit', 'read', 'write', 'claim'] as const).map((method) =>
      vi.spyOn(site.store, method),
    );
    const ticket = ticketAt(start);
    const answer = await site.ask(outageSince(Date.now() - minute), {
      ...claim,
      passToken,
      ticket,
      subject: 'someone',
    });
    expect(answer).toMatchObject({ tier: 'R' });
    for (let i = 0; i < 3; i += 1) await site.admission.countHuman({ action: 'login', remoteIp });
    await site.page(remoteIp);
    const text = JSON.stringify(called.flatMap((call) => call.mock.calls));
    const names = text.match(/(?<=")[a-z_]+:[^"]+(?=")/g) ?? [];
    const known = names.map((name) =>
      name.replace(/^(page|pass):[\w-]{22}$/, '$1:…').replace(/^(humans):\d+:/, '$1:…:'),
    );
    const host = 'Wd4sm8Tb2CTxyH8VJbPDWA';
    const wide = 'TGKdf8o8mKr-UD8g1Xvp8R';
    expect([...new Set(known)].sort()).toEqual(
      [
        ...[host, wide].flatMap((network) => [`admitted:${network}`, `best:${network}`, `humans_of:${network}`]),
        `issued:${wide}`,
        'humans:…:login',
        'page:…',
        'pass:…',
        ...['R', 'L', 'N', 'L_lent'].map((pool) => `pool:${pool}:login`),
        `rate:${Date.now() - minute}:login`,
        'subject:EQ2KPhQjjzu34Jr-kitTaq',
        'ticket:v1a1LwKn6mlTgJOOkCGWKZbAxWcBpMUZuAgt7ZCiCrs',
      ].sort(),
    );
  });
});

describe('waysIn', () => {
  it('gives none without a pass token, when only those who return may come in', () => {
    const keys = storeKeys(signingKeys(signingSecrets));
    const claim = { action: 'login', budget: 30, pass: null, tier: 'L' as const, lPossible: true };
    expect(waysIn(keys, { ...claim, returningOnly: false })).toHaveLength(1);
    expect(waysIn(keys, { ...claim, returningOnly: true })).toEqual([]);
  });
});
