import type { Frame, Locator, Page } from '@playwright/test';

/** A page, or a frame of one. */
type Place = Page | Frame;

const SLIDERS = '.tencent-captcha-dy__handle, .aliyunCaptcha-handle';
/** What stands before a challenge, or is all of it: a checkbox, a button. */
const GATES = '.tencent-captcha-dy__checkbox, #aliyunCaptcha-checkbox-icon, #aliyunCaptcha-captcha-body';

const usable = (place: Place, selector: string): Locator =>
  place.locator(selector).locator('visible=true').and(place.locator(':not([aria-disabled=true])')).first();

/**
 * Solves the challenge that is on the page, whichever vendor's and of whichever kind, by keyboard, as soon as it can be
 * solved: a checkbox or a button before it is pressed first. Rejects, as Playwright's waiting does, when none appears.
 */
export async function solveChallenge(place: Place): Promise<void> {
  const slider = usable(place, SLIDERS);
  const gate = usable(place, GATES);
  await slider.or(gate).first().waitFor();
  if (!(await slider.isVisible())) {
    await gate.press('Enter');
    // A checkbox may have been all there was; a challenge may follow.
    const checked = place.locator('[role=checkbox][aria-checked=true]').first();
    await slider.or(checked).first().waitFor();
    if (!(await slider.isVisible())) return;
  }
  const solution = Number(await slider.getAttribute('data-solution'));
  for (let value = 0; value + 10 <= solution; value += 10) await slider.press('PageUp');
  for (let rest = solution % 10; rest > 0; rest -= 1) await slider.press('ArrowRight');
  await slider.press('Enter');
}

/** Closes the challenge that is on the page as a user does, by Escape, as soon as it listens. */
export async function closeChallenge(place: Place): Promise<void> {
  await usable(place, SLIDERS).press('Escape');
}
