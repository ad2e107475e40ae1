// @vitest-environment node
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { askCanary, probeLimit } from '../../../../src/server/evidence/ask-canary.js';
import type { ProbeResult } from '../../../../src/server/evidence/probe-result.js';

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 10, 21) });
});
afterEach(() => {
  vi.useRealTimers();
});

/** Asks a canary whose probe gives this. Our own event loop is late by that, in ms. */
function ask(given: unknown, loopDelay = 0) {
  const probe = () => Promise.resolve(given) as Promise<ProbeResult>;
  return askCanary({ name: 'api', probe }, () => loopDelay, new AbortController().signal);
}

describe('what a canary answers', () => {
  it.each(['up', 'down', 'unknown'] as const)('is taken over when it is %s', async (answer) => {
    const at = Date.now();
    expect(await ask({ answer, why: 'http_200' })).toStrictEqual({ answer, why: 'http_200', askedAt: at, at });
  });

  it.each([
    ['is no evidence when it is down', 'down', { answer: 'unknown', why: 'event_loop_late' }],
    ['still counts when it is up', 'up', { answer: 'up', why: 'code_21' }],
    ['keeps its reason when it is unknown', 'unknown', { answer: 'unknown', why: 'code_21' }],
  ])('while our own event loop is late %s', async (_, answer, seen) => {
    expect(await ask({ answer, why: 'code_21' }, 251)).toMatchObject(seen);
  });

  it.each<[string, object, string]>([
    ['is missing', {}, ''],
    ['is no text', { why: 503 }, ''],
    ['has several lines', { why: 'http_503\nstate: healthy' }, 'http_503 state: healthy'],
    ['is a long text', { why: 'x'.repeat(5000) }, 'x'.repeat(100)],
    ['is a long text with a character of two halves at the cut', { why: `${'x'.repeat(99)}😀` }, 'x'.repeat(99)],
  ])('counts though its reason %s, and is told in one short line', async (_, reason, why) => {
    const answer = await ask({ answer: 'down', ...reason });
    expect(answer).toMatchObject({ answer: 'down', why });
    expect(answer).not.toHaveProperty('fault');
  });

  it.each([undefined, null, 'up', 200, {}, { answer: 'gone' }, { why: 'http_503' }])(
    'is a fault of the canary and no evidence when it is %j',
    async (given) => {
      expect(await ask(given)).toMatchObject({ answer: 'unknown', why: 'probe_failed', fault: 'nonsense' });
    },
  );
});

it('a canary that fails is told by the name of its error', async () => {
  const answer = await ask(Promise.reject(new RangeError('with a secret')));
  expect(answer).toMatchObject({ answer: 'unknown', why: 'probe_failed', fault: 'RangeError' });
  expect(JSON.stringify(answer)).not.toContain('secret');
});

it('a canary that hangs is given up and told', async () => {
  const answer = ask(new Promise(() => undefined));
  const askedAt = Date.now();
  await vi.advanceTimersByTimeAsync(probeLimit);
  const fault = { answer: 'unknown', why: 'probe_failed', fault: 'hung' };
  expect(await answer).toStrictEqual({ ...fault, askedAt, at: askedAt + probeLimit });
});
