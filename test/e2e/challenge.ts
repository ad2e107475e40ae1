import type { Locator, Page } from '@playwright/test';

/** The user's part in the simulated challenges, by keyboard. Works in a page and in one of its frames. */
type Place = Pick<Page, 'locator'>;

export const tencentChallenge = (place: Place): Locator => place.locator('.tencent-captcha-dy__content');
export const tencentCheckbox = (place: Place): Locator => place.locator('.tencent-captcha-dy__checkbox');
export const aliyunPopup = (place: Place): Locator => place.locator('#aliyunCaptcha-window-popup');

export async function solveTencent(place: Place): Promise<void> {
  await slide(place.locator('.tencent-captcha-dy__handle:not([aria-disabled])'));
}

export async function solveAliyun(place: Place): Promise<void> {
  await slide(place.locator('.aliyunCaptcha-handle:not([aria-disabled])'));
}

async function slide(handle: Locator): Promise<void> {
  const solution = Number(await handle.getAttribute('data-solution'));
  for (let value = 0; value + 10 <= solution; value += 10) await handle.press('PageUp');
  for (let rest = solution % 10; rest > 0; rest -= 1) await handle.press('ArrowRight');
  await handle.press('Enter');
}
