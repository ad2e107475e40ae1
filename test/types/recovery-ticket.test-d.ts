import { describe, expectTypeOf, it } from 'vitest';
import { createRecoveryTicket, parseRecoveryTicket } from '../../src/recovery-ticket.js';

describe('createRecoveryTicket', () => {
  it('takes code and id, and a time if one likes', () => {
    expectTypeOf(createRecoveryTicket).parameters.toEqualTypeOf<[{ code: number; id: string; now?: number }]>();
    expectTypeOf(createRecoveryTicket).returns.toBeString();
    // @ts-expect-error an appId is a string
    createRecoveryTicket({ code: 1001, id: 199999861 });
    // @ts-expect-error ms since 1970, no Date
    createRecoveryTicket({ code: 1001, id: '1', now: new Date() });
  });
});

describe('parseRecoveryTicket', () => {
  it('takes anything, and may give null', () => {
    expectTypeOf(parseRecoveryTicket).parameters.toEqualTypeOf<[unknown]>();
    const ticket = parseRecoveryTicket('');
    // @ts-expect-error it may be null
    ticket.code satisfies unknown;
    if (ticket) {
      expectTypeOf(ticket.prefix).toEqualTypeOf<'trerror' | 'terror'>();
      expectTypeOf(ticket.code).toBeNumber();
      expectTypeOf(ticket.id).toBeString();
      expectTypeOf(ticket.issuedAt).toBeNumber();
      expectTypeOf(ticket.sid).toEqualTypeOf<string | undefined>();
    }
  });
});
