// @vitest-environment node
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { memoryStore } from '../../../../src/server/store/memory-store.js';
import { id, minute, openSite, outageSince, recovery, start, ticketAt } from './visitors.js';

beforeEach(() => {
  vi.useFakeTimers({ now: start });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the ticket', () => {
  it.each([
    ['of the present', ticketAt(start)],
    ['of both prefixes', ticketAt(start, 'terror')],
    ['a day old by the browser’s clock', ticketAt(start - 24 * 60 * minute)],
    ['a day ahead by the browser’s clock', ticketAt(start + 24 * 60 * minute)],
    ['the vendor’s own, which could not be checked', { kind: 'unchecked' as const, text: 'tr03abc*', id }],
  ])('is taken when it is %s', async (_, ticket) => {
    const site = openSite({ pageToken: 'off' });
    expect(await site.ask(outageSince(start), { ticket })).toMatchObject({ admitted: true });
  });

  it.each([
    ['malformed', recovery('trerror_1001_190000001')],
    ['malformed', recovery('tr03abc*')],
    ['malformed', recovery('')],
    ['unknown_site', { ...ticketAt(start), id: '190000002' }],
    ['unknown_site', { ...ticketAt(start), id: '' }],
    ['expired', ticketAt(start - 24 * 60 * minute - 1000)],
    ['expired', ticketAt(start + 24 * 60 * minute + 1000)],
  ])('is refused as %s: %j', async (reason, ticket) => {
    const site = openSite({ pageToken: 'off' });
    expect(await site.ask(outageSince(start), { ticket })).toEqual({ admitted: false, reason });
  });

  it.each([
    ['made by the browser', ticketAt(start)],
    ['made by the browser, of tomorrow', ticketAt(start + 24 * 60 * minute)],
    ['of the vendor', { kind: 'unchecked' as const, text: 'tr03abc*', id }],
  ])('lets in once, for as long as it could be taken: one %s', async (_, ticket) => {
    const site = openSite({ pageToken: 'off' });
    const always = () => outageSince(Date.now(), { pageTokenNeeded: false });
    expect(await site.ask(always(), { ticket })).toMatchObject({ admitted: true });
    const answers = new Set<unknown>();
    for (let hour = 0; hour < 24; hour += 1) {
      const answer = await site.ask(always(), { ticket });
      answers.add(!answer.admitted && answer.reason);
      vi.advanceTimersByTime(60 * minute);
    }
    for (const answer of answers) expect(['replayed', 'expired']).toContain(answer);
    expect(answers).toContain('replayed');
  });

  it('is one ticket with either prefix', async () => {
    const site = openSite({ pageToken: 'off' });
    expect(await site.ask(outageSince(start), { ticket: ticketAt(start) })).toMatchObject({ admitted: true });
    const again = await site.ask(outageSince(start), { ticket: ticketAt(start, 'terror') });
    expect(again).toEqual({ admitted: false, reason: 'replayed' });
  });

  it('lets in once up to the last ms at which it could be taken', async () => {
    const site = openSite({ pageToken: 'off' });
    const ticket = ticketAt(start);
    expect(await site.ask(outageSince(start), { ticket })).toMatchObject({ admitted: true });
    vi.advanceTimersByTime(24 * 60 * minute);
    expect(await site.ask(outageSince(start), { ticket })).toEqual({ admitted: false, reason: 'replayed' });
    vi.advanceTimersByTime(1);
    expect(await site.ask(outageSince(start), { ticket })).toEqual({ admitted: false, reason: 'expired' });
  });

  it('takes no room in the store when it could not be taken any more', async () => {
    const site = openSite({ pageToken: 'off', store: memoryStore({ capacity: 20 }) });
    const ask = () => site.ask(outageSince(start), { remoteIp: '203.0.113.7' });
    let answer = await ask();
    for (let i = 0; i < 20 && answer.admitted; i += 1) {
      answer = await ask();
      vi.advanceTimersByTime(2 * minute);
    }
    expect(answer).toEqual({ admitted: false, reason: 'store_unavailable' });
    vi.advanceTimersByTime(25 * 60 * minute);
    expect(await ask()).toMatchObject({ admitted: true });
  });
});
