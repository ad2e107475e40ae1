// @vitest-environment node
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRecoveryTicket } from '../../../src/recovery-ticket.js';
import {
  MAX_RANDSTR,
  MAX_TICKET,
  MAX_VERIFY_PARAM,
  readPostedProof,
  type PostedProof,
} from '../../../src/server/posted-proof.js';

const ticket = createRecoveryTicket({ code: 1001, id: '190000000' });
const tencent = { v: 1, vendor: 'tencent', id: '190000000', ticket: 't03abc', randstr: '@abc' };
const aliyun = { v: 1, vendor: 'aliyun', id: 'scene1', captchaVerifyParam: 'eyJ9' };
const aicaptcha = { v: 1, vendor: 'aicaptcha', id: 'key1', response: 'r' };
const failures = [{ vendor: 'tencent', code: 'script_timeout', category: 'timeout' }];
const recovery = { v: 1, vendor: 'tencent', id: '190000000', ticket, randstr: '@abcdefghijk', failures };

const kindOf = (read: PostedProof | string) => (typeof read === 'string' ? read : read.kind);

describe('a posted proof', () => {
  it.each([
    ['a Tencent ticket', tencent, 'challenge'],
    ['an Aliyun param', aliyun, 'challenge'],
    ['an AICaptcha response', aicaptcha, 'challenge'],
    ['a recovery proof', recovery, 'recovery'],
    ['its JSON, as a form field holds it', JSON.stringify(recovery), 'recovery'],
    ['an Aliyun recovery proof', { ...recovery, vendor: 'aliyun' }, 'recovery'],
    ['a recovery proof with the vendor’s own param', { ...recovery, captchaVerifyParam: 'eyJ9' }, 'recovery'],
    ["the vendor's disaster ticket in a challenge's clothes", { ...tencent, ticket }, 'recovery'],
    ['that of the 1.0 era', { ...tencent, ticket: ticket.replace('trerror', 'terror') }, 'recovery'],
    ['a ticket that only ends like one', { ...tencent, ticket: `t03_${ticket}` }, 'challenge'],
    ['a ticket of the largest size', { ...tencent, ticket: 'x'.repeat(MAX_TICKET) }, 'challenge'],
    ['a param of the largest size', { ...aliyun, captchaVerifyParam: 'x'.repeat(MAX_VERIFY_PARAM) }, 'challenge'],
    ['JSON of the largest size', JSON.stringify(tencent).padEnd(65_536), 'challenge'],
    ['as many failures as there can be', { ...recovery, failures: Array(16).fill(failures[0]) }, 'recovery'],
    ['a page token that is no text, and counts as none', { ...tencent, pageToken: {} }, 'challenge'],
    ['a recovery ticket of another id', { ...recovery, id: '190000001' }, 'recovery'],
    ['a ticket of the test entry', { ...tencent, ticket: 'fake_1' }, 'fake'],
    ['a param of the test entry', { ...aliyun, captchaVerifyParam: 'fake_1' }, 'fake'],
    ['a response of the test entry', { ...aicaptcha, response: 'fake_1' }, 'fake'],
    ['a recovery ticket of the test entry', { ...recovery, ticket: 'fake_1' }, 'fake'],
    ['a recovery proof with a param of the test entry', { ...recovery, captchaVerifyParam: 'fake_1' }, 'fake'],
  ])('is read: %s', (_, posted, kind) => {
    expect(kindOf(readPostedProof(posted))).toBe(kind);
  });

  it.each([
    ['nothing', undefined],
    ['null', null],
    ['a number', 7],
    ['text that is no JSON', 'hello'],
    ['an array', [tencent]],
    ['another version', { ...tencent, v: 2 }],
    ['another vendor', { ...tencent, vendor: 'turnstile' }],
    ['no id', { ...tencent, id: '' }],
    ['an id that is a number', { ...tencent, id: 190000000 }],
    ['a function with all parts', Object.assign(() => undefined, tencent)],
    ['no randstr', { ...tencent, randstr: undefined }],
    ['a randstr that is a list', { ...tencent, randstr: [] }],
    ['a param without anything', { ...aliyun, captchaVerifyParam: '' }],
    ['a response without anything', { ...aicaptcha, response: '' }],
    ['a real ticket with failures', { ...tencent, failures }],
    ['a recovery param that is no text', { ...recovery, captchaVerifyParam: {} }],
    ['a ticket that is too long', { ...tencent, ticket: 'x'.repeat(MAX_TICKET + 1) }],
    ['a randstr that is too long', { ...tencent, randstr: 'x'.repeat(MAX_RANDSTR + 1) }],
    ['a param that is too long', { ...aliyun, captchaVerifyParam: 'x'.repeat(MAX_VERIFY_PARAM + 1) }],
    ['a control character', { ...tencent, ticket: 'a\r\nb' }],
    ['a delete character', { ...tencent, ticket: 'a\u007fb' }],
    ['a malformed recovery ticket', { ...recovery, ticket: 'trerror_1001_190000000' }],
    ['failures that are no list', { ...recovery, failures: 'many' }],
    ['more failures than there can be', { ...recovery, failures: Array(17).fill(failures[0]) }],
    ['a failure that is nothing', { ...recovery, failures: [null] }],
    ['a failure that is a function', { ...recovery, failures: [Object.assign(() => undefined, failures[0])] }],
    ['a failure without vendor', { ...recovery, failures: [{ code: 'x', category: 'timeout' }] }],
    ['a failure without code', { ...recovery, failures: [{ vendor: 'tencent', category: 'timeout' }] }],
    ['a failure without category', { ...recovery, failures: [{ vendor: 'tencent', code: 'x' }] }],
    ['inherited parts', Object.create(tencent)],
    [
      'a getter that throws',
      {
        ...tencent,
        get ticket() {
          throw new Error('no');
        },
      },
    ],
    [
      'a proxy that throws',
      new Proxy(
        {},
        {
          getOwnPropertyDescriptor() {
            throw new Error('no');
          },
        },
      ),
    ],
    ['JSON over the limit', JSON.stringify({ ...tencent, more: 'x'.repeat(70_000) })],
  ])('is refused: %s', (_, posted) => {
    expect(readPostedProof(posted)).toBe('malformed');
  });

  it('takes nothing from a polluted prototype', () => {
    const prototype = Object.prototype as Record<string, unknown>;
    prototype['pageToken'] = 'stolen';
    try {
      expect(readPostedProof(tencent)).toHaveProperty('pageToken', undefined);
    } finally {
      delete prototype['pageToken'];
    }
  });

  it('of any shape is read or refused, never a throw', () => {
    fc.assert(
      fc.property(fc.oneof(fc.anything({ withNullPrototype: true, withBigInt: true }), fc.json()), (posted) => {
        expect(['malformed', 'fake', 'challenge', 'recovery']).toContain(kindOf(readPostedProof(posted)));
      }),
    );
  });
});
