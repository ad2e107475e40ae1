import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { keepFocus } from '../../../src/page/focus.js';
import { createLifetime } from '../../../src/page/lifetime.js';
import { addFocusable } from '../fakes/focusable.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  document.body.replaceChildren();
});

/** A dialog took the focus and is gone. */
function loseFocus() {
  addFocusable('dialog').remove();
  expect(document.activeElement).toBe(document.body);
}

/** Microtasks alone. */
async function tick(times = 30) {
  for (let n = 0; n < times; n++) await Promise.resolve();
}

describe('the focus', () => {
  it('goes back to where it was, but not before the page has heard of the end', async () => {
    const origin = addFocusable('origin');
    const focus = keepFocus(createLifetime());
    loseFocus();
    focus.giveBack();
    expect(document.activeElement).toBe(document.body);
    await tick();
    expect(document.activeElement).toBe(origin);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('goes back without moving the page', async () => {
    const offered = vi.spyOn(addFocusable('origin'), 'focus');
    const focus = keepFocus(createLifetime());
    loseFocus();
    focus.giveBack();
    await tick();
    expect(offered).toHaveBeenCalledWith({ preventScroll: true });
  });

  it('goes back into a shadow root', async () => {
    const host = document.createElement('div');
    document.body.append(host);
    const origin = addFocusable('origin', host.attachShadow({ mode: 'open' }));
    const focus = keepFocus(createLifetime());
    loseFocus();
    const offered = vi.spyOn(origin, 'focus');
    focus.giveBack();
    await tick();
    expect(offered).toHaveBeenCalled();
  });

  it('goes back to where it was noted last, if it was anywhere', async () => {
    addFocusable('first');
    const focus = keepFocus(createLifetime());
    const second = addFocusable('second');
    focus.note();
    loseFocus();
    focus.note();
    focus.giveBack();
    await tick();
    expect(document.activeElement).toBe(second);
  });

  it('stays where the user or the page has put it', async () => {
    addFocusable('origin');
    const focus = keepFocus(createLifetime());
    const other = addFocusable('other');
    focus.giveBack();
    await tick();
    expect(document.activeElement).toBe(other);
  });

  it('stays where it is put while it is offered', async () => {
    const origin = addFocusable('origin');
    const focus = keepFocus(createLifetime());
    origin.disabled = true;
    loseFocus();
    focus.giveBack();
    await tick();
    const other = addFocusable('other');
    origin.disabled = false;
    await vi.advanceTimersByTimeAsync(1000);
    expect(document.activeElement).toBe(other);
  });

  it('stays away where its origin is gone, or where there was none', async () => {
    for (const take of [(origin: Element) => origin.remove(), () => {}]) {
      const origin = addFocusable('origin');
      if (take.length === 0) origin.remove();
      const focus = keepFocus(createLifetime());
      take(origin);
      loseFocus();
      focus.giveBack();
      await tick();
      expect(document.activeElement).toBe(document.body);
      expect(vi.getTimerCount()).toBe(0);
    }
  });

  it.each([
    ['at once', 0, true],
    ['74 ms later', 74, true],
    ['400 ms later', 400, true],
    ['too late', 600, false],
  ])('waits for its origin to be enabled: %s', async (_, ms, isBack) => {
    const origin = addFocusable('origin');
    const focus = keepFocus(createLifetime());
    origin.disabled = true;
    loseFocus();
    focus.giveBack();
    setTimeout(() => (origin.disabled = false), ms);
    await vi.advanceTimersByTimeAsync(2000);
    expect(document.activeElement === origin).toBe(isBack);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('leaves no timer to a captcha that was destroyed, but waits for some microtasks', async () => {
    const origin = addFocusable('origin');
    const life = createLifetime();
    const focus = keepFocus(life);
    origin.disabled = true;
    loseFocus();
    life.end();
    focus.giveBack();
    await tick(5);
    origin.disabled = false;
    await tick();
    expect(document.activeElement).toBe(origin);
    origin.disabled = true;
    loseFocus();
    focus.giveBack();
    await tick();
    expect(vi.getTimerCount()).toBe(0);
  });
});
