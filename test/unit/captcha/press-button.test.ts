import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Outcome } from '../../../src/index.js';
import { verifyOnPress } from '../../../src/captcha/press-button.js';
import { createLifetime } from '../../../src/page/lifetime.js';

const closed: Outcome = { status: 'dismissed', proof: null, reason: 'closed' };
const destroyed: Outcome = { status: 'dismissed', proof: null, reason: 'destroyed' };
let life = createLifetime();
const told = () => new Promise((resolve) => setTimeout(resolve));
const press = (selector = '#go') => document.querySelector<HTMLElement>(selector)?.click();

beforeEach(() => {
  life = createLifetime();
  document.body.innerHTML = '<button type="button" id="go"><b>Go</b></button><button type="button" id="no"></button>';
});
afterEach(() => life.end());

describe('a press of the page’s button', () => {
  it('verifies, each time, and only of that button', () => {
    const verify = vi.fn(() => new Promise<Outcome>(() => {}));
    verifyOnPress({ button: '#go' }, verify, life);
    press();
    press('#go b');
    press('#no');
    expect(verify).toHaveBeenCalledTimes(2);
  });

  it('works for each button that its selector finds, one that comes later too', () => {
    document.body.innerHTML = '<button type="button" class="send" id="a"></button><i class="send" id="b"></i>';
    const verify = vi.fn(() => new Promise<Outcome>(() => {}));
    verifyOnPress({ button: '.send' }, verify, life);
    press('#a');
    press('#b');
    expect(verify).toHaveBeenCalledTimes(2);
    document.body.insertAdjacentHTML('afterbegin', '<button type="button" class="send" id="c"></button>');
    press('#c');
    press('#b');
    expect(verify).toHaveBeenCalledTimes(4);
  });

  it('tells an outcome once, although several presses waited for it', async () => {
    const onOutcome = vi.fn();
    let settle: (outcome: Outcome) => void = () => {};
    const shared = new Promise<Outcome>((resolve) => (settle = resolve));
    verifyOnPress({ button: '#go', onOutcome }, () => shared, life);
    press();
    press();
    settle(closed);
    await told();
    expect(onOutcome).toHaveBeenCalledExactlyOnceWith(closed);
  });

  it('tells each outcome where there are several, of the same kind too', async () => {
    const onOutcome = vi.fn();
    verifyOnPress({ button: '#go', onOutcome }, () => Promise.resolve({ ...closed }), life);
    press();
    press();
    await told();
    expect(onOutcome).toHaveBeenCalledTimes(2);
  });

  it('tells nothing of a captcha that was destroyed', async () => {
    const onOutcome = vi.fn();
    verifyOnPress({ button: '#go', onOutcome }, () => Promise.resolve(destroyed), life);
    press();
    await told();
    expect(onOutcome).not.toHaveBeenCalled();
  });

  it('does nothing any more after the captcha’s life', () => {
    const verify = vi.fn(() => Promise.resolve(closed));
    verifyOnPress({ button: '#go' }, verify, life);
    life.end();
    press();
    expect(verify).not.toHaveBeenCalled();
  });
});
