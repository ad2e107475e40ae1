import { quiet } from '../../scenarios/page/quiet.js';
import { isVisible, slider, solve, until } from '../../scenarios/page/user.js';
import { classify } from './classify.js';
import type { CaseSpec, CaseResult } from './case-spec.js';

declare global {
  interface Window {
    /** What the page is told, in its own words. */
    report(name: string, value?: unknown): void;
    probe: { play(spec: string): void; result?: string };
  }
}

/** How long after the first word another one is waited for, in ms. */
const AFTERWARDS = 350;

let isReady = false;
document.addEventListener('DOMContentLoaded', () => setTimeout(() => (isReady = true)));

const calls: { name: string; value: unknown; at: number }[] = [];
let clickedAt = 0;
const find = (selector: string) => document.querySelector<HTMLElement>(selector);
const heard = (name: string) => calls.some((call) => call.name === name);
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

window.report = (name, value) => void calls.push({ name, value, at: performance.now() });

/** The words that mean that a page goes on, with a pass or without. */
const settling = ['callback', 'success', 'captchaVerifyCallback'];
const isSettled = () => settling.some(heard);

function press(selector: string): void {
  clickedAt ||= performance.now();
  find(selector)?.click();
}

/** What only opens a challenge: a checkbox, a button in the page's element. */
const gate = () =>
  [...document.querySelectorAll<HTMLElement>('.tencent-captcha-dy__checkbox, #captcha-element button')].find(isVisible);

/** Does what a user does who wants to go on, until the page does. */
async function act({ press: selector, pressable, sends, v2, patience }: CaseSpec): Promise<void> {
  const end = performance.now() + patience;
  const isOver = () => isSettled() || performance.now() > end;
  const isHeard = () =>
    isReady && (!pressable || !!(window as unknown as { eval(code: string): unknown }).eval(pressable));
  if (selector) {
    // A page that hangs has its button all the same.
    await until(isHeard, 1500);
    await pause(20);
    press(selector);
  } else clickedAt = performance.now();
  let presses = heard('getInstance') ? 2 : 1;
  let hasSolved = false;
  while (!isOver()) {
    if (selector && (heard('getInstance') || (v2 && heard('onError'))) && presses < 2) {
      presses = 2;
      press(selector);
    }
    const handle = slider();
    if (handle && !hasSolved) {
      await solve();
      hasSolved = true;
      if (sends && selector) {
        await pause(50);
        press(selector);
      }
    } else if (!handle) {
      const opener = gate();
      if (opener && !opener.hasAttribute('disabled')) opener.click();
    }
    await pause(60);
  }
}

async function play(spec: CaseSpec): Promise<CaseResult> {
  await act(spec);
  await pause(AFTERWARDS);
  if (spec.late) await quiet(spec.late);
  const first = calls.find(({ name }) => settling.includes(name));
  return {
    calls: calls.filter(({ name }) => name !== 'getInstance').map(({ name, value }) => classify(name, value, spec.id)),
    ms: first ? Math.round(first.at - clickedAt) : null,
  };
}

window.probe = {
  play(text) {
    const spec = JSON.parse(text) as CaseSpec;
    play(spec).then(
      (result) => (window.probe.result = JSON.stringify(result)),
      (error: unknown) => (window.probe.result = JSON.stringify({ calls: [String(error)], ms: null })),
    );
  },
};
