import { install } from '../../../src/drop-in/install.js';
import type { TagSettings } from '../../../src/drop-in/own-tag.js';
import { elapse } from '../fakes/test-page.js';

/** What the drop-in puts under Tencent's name, as a page knows it. */
export interface TencentLike {
  show(): void;
  destroy(): void;
  refresh(): void;
  getTicket(): unknown;
}
export type TencentConstructor = new (...signature: unknown[]) => TencentLike;

interface PageGlobals {
  TencentCaptcha: TencentConstructor;
  initAliyunCaptcha(options: unknown, ...more: unknown[]): Promise<unknown>;
}

export const globals = window as unknown as PageGlobals;

export const deadline = 6000;

/** A page whose tag names the drop-in; its document is ready and loaded, unless it says otherwise. */
export function installDropIn(settings: Partial<TagSettings> = {}): void {
  install({ site: 'tencent', scriptUrls: [], deadline, hasSecond: false, data: {}, ...settings });
}

/** The same, when the vendor's script is there. */
export async function openDropIn(settings: Partial<TagSettings> = {}): Promise<void> {
  installDropIn(settings);
  await elapse(200);
}

/** A button or box of the page. */
export function addElement(id: string, tag: 'div' | 'button' = 'button', attributes: Record<string, string> = {}) {
  const element = document.createElement(tag);
  element.id = id;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  document.body.append(element);
  return element;
}
