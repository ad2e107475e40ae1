import type { Action, CaptchaPlan, Run } from './steps.js';

const usual: CaptchaPlan = {
  providers: ['tencent'],
  mode: 'popup',
  preload: 'none',
  recovery: 'ticket',
  challengeTimeout: 20000,
  retries: 1,
  token: 'none',
  secret: 'none',
  verdict: 'now',
  button: false,
};

const run = (captchas: readonly Partial<CaptchaPlan>[], actions: readonly Action[], stubborn = false): Run => ({
  captchas: captchas.map((plan) => ({ ...usual, ...plan })),
  stubborn,
  steps: actions.map((action) => ({ action, inTurn: false })),
});

const verify = (captcha: number, signal = false) => ({ do: 'verify', captcha, signal }) as const;
const wait = (ms: number) => ({ do: 'wait', ms }) as const;

/** Runs that broke a promise once, as short as they could be made. They are played first. */
export const examples: Readonly<Record<string, Run>> = {
  'Tencent opens in the turn of the next provider': run(
    [{ providers: ['tencent', 'aliyun_v2'], challengeTimeout: 0 }],
    [verify(0), wait(10), { do: 'tencent', which: 0, act: 'disaster' }, wait(20)],
    true,
  ),
  'Tencent opens over the challenge of Aliyun': run(
    [{}, { providers: ['aliyun', 'tencent'], recovery: 'none' }],
    [verify(0), verify(1), wait(10), { do: 'tencent', which: 0, act: 'open' }],
    true,
  ),
  'a session is aborted in the outcome of the one that it supersedes': run(
    [{}, {}],
    [
      verify(0),
      wait(100),
      { do: 'arm', captcha: 0, on: 'outcome', act: { do: 'abort', caller: 0 } },
      verify(1, true),
      wait(100),
    ],
  ),
  'the captcha is destroyed when its status says that a challenge is up': run(
    [{}],
    [verify(0), { do: 'arm', captcha: 0, on: 'status', act: { do: 'destroy', captcha: 0 } }, wait(1000)],
  ),
  'verify() is aborted when the status says that a challenge is up': run(
    [{}],
    [verify(0, true), { do: 'arm', captcha: 0, on: 'status', act: { do: 'abort', caller: 0 } }, wait(1000)],
  ),
  'verify() is called when a passed challenge leaves its box': run(
    [{ providers: ['aliyun'], mode: 'embed' }],
    [
      { do: 'arm', captcha: 0, on: 'hidden', act: verify(0) },
      verify(0),
      wait(3000),
      { do: 'aliyun', which: 0, act: 'success' },
      wait(0),
      verify(0),
      wait(100),
    ],
  ),
  'the last caller leaves as its challenge goes': run(
    [{ recovery: 'none' }],
    [
      { do: 'arm', captcha: 0, on: 'hidden', act: { do: 'abort', caller: 0 } },
      verify(0, true),
      wait(1000),
      { do: 'destroy', captcha: 0 },
    ],
  ),
  'a provider fails whose script is the next one’s too': run(
    [{ providers: ['aliyun', 'aliyun_v2'] }],
    [verify(0), wait(60), { do: 'aliyun', which: 0, act: 'failure' }, wait(1000)],
  ),
  'the last caller leaves as the challenge of a failed provider goes': run(
    [{}],
    [
      { do: 'arm', captcha: 0, on: 'hidden', act: { do: 'abort', caller: 0 } },
      verify(0, true),
      wait(1000),
      { do: 'tencent', which: 0, act: 'garbage' },
      wait(1000),
    ],
  ),
};
