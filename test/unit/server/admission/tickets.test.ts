// @vitest-environment node
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createRecoveryTicket } from '../../../../src/recovery-ticket.js';
import { APP_ID } from '../fake-vendors.js';
import { minute, openSite, reasonOf, start } from './open-site.js';

const day = 24 * 60 * minute;
beforeEach(() => void vi.useFakeTimers({ now: start }));
afterEach(() => void vi.useRealTimers());

const ticketAt = (now: number) => createRecoveryTicket({ code: 1001, id: APP_ID, now });
const always = { pageToken: 'off', login: { acceptRecovery: 'always', recoveryPerMinute: 1000 } } as const;

describe('a recovery ticket', () => {
  it.each([
    ['of the present', 0, 'policy_always'],
    ['a day old by the browser’s clock', -day, 'policy_always'],
    ['a day ahead by the browser’s clock', day, 'policy_always'],
    ['more than a day old', -day - 1000, 'expired'],
    ['more than a day ahead', day + 1000, 'expired'],
  ])('%s', async (_, offset, reason) => {
    const site = await openSite(always);
    expect(await site.ask({ ticket: ticketAt(Date.now() + offset) })).toMatchObject({ reason });
  });

  it('lets in once, and not again under its other prefix', async () => {
    const site = await openSite(always);
    const ticket = ticketAt(Date.now());
    const verdicts = [];
    for (const text of [ticket, ticket, ticket.replace('trerror', 'terror')])
      verdicts.push(await site.ask({ ticket: text }));
    expect(verdicts.map(reasonOf)).toEqual(['policy_always', 'replayed', 'replayed']);
  });

  it('of tomorrow lets in once, for as long as it could be taken', async () => {
    const site = await openSite(always);
    const ticket = ticketAt(Date.now() + day);
    expect(await site.ask({ ticket })).toMatchObject({ accepted: true });
    const reasons = new Set<string>();
    for (let hour = 0; hour < 50; hour += 1) {
      reasons.add((await site.ask({ ticket })).reason);
      await vi.advanceTimersByTimeAsync(60 * minute);
    }
    expect([...reasons]).toEqual(['replayed', 'expired']);
  });

  it('is judged by the clock as it is now: one that began in 1970 may be set', async () => {
    vi.setSystemTime(0);
    const site = await openSite(always);
    vi.setSystemTime(start);
    expect(await site.ask({ ticket: ticketAt(start) })).toMatchObject({ accepted: true });
  });
});

it('a real ticket that could not be checked lets in once', async () => {
  const site = await openSite(always);
  site.vendorSays({ kind: 'unchecked', why: 'timeout' });
  const verdicts = [];
  for (const ticket of ['t03one', 't03one', 't03two']) verdicts.push(await site.ask({ ticket }));
  expect(verdicts.map(reasonOf)).toEqual(['policy_always', 'replayed', 'policy_always']);
});
