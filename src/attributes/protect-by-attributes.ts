import { createCaptcha } from '../captcha/create-captcha.js';
import type { Captcha } from '../contract/options.js';
import type { Outcome } from '../contract/outcome.js';
import { protectForm, type ProtectFormOptions } from '../forms/protect-form.js';
import { collectProblems } from './attribute-problems.js';
import { readAttributes } from './read-attributes.js';
import { tellUser } from './tell-user.js';

/** Shared by all copies of this file in a page: the tags that were read, and what ends the protection of a selector. */
interface Protections {
  readonly tags: WeakSet<Element>;
  readonly ends: Map<string, () => void>;
}
const key = Symbol.for('captcha-failover.attributes');

/**
 * Protects the forms that each `<script data-form>` of the page names, by what its attributes say, each tag once a page.
 * Tags are looked for, because `document.currentScript` is null in a module and hidden by a field of that name. What is
 * wrong with one is written to the console, all of it at once, and that tag protects nothing.
 */
export function protectByAttributes(): void {
  const page = window as { [key]?: Protections | undefined };
  const { tags, ends } = (page[key] ||= { tags: new WeakSet(), ends: new Map<string, () => void>() });
  for (const tag of document.querySelectorAll<HTMLElement>('script[data-form]')) {
    if (tags.has(tag)) continue;
    tags.add(tag);
    const form = tag.dataset['form'] as string;
    const end = protectByTag(form, tag.dataset);
    if (!end) continue;
    // Where a page swaps its body at each visit, the same tag comes again, and what the former one made must go.
    const endFormer = ends.get(form);
    if (endFormer) endFormer();
    ends.set(form, end);
  }
}

/** @returns ends it; undefined where something is wrong */
function protectByTag(form: string, attributes: DOMStringMap): (() => void) | undefined {
  const { message, field } = attributes;
  const problems = collectProblems(form);
  const options = readAttributes(attributes, problems);
  const captcha = problems.attempt('data-', () => createCaptcha(options));
  let say: ((outcome: Outcome) => void) | undefined;
  const verify: Captcha['verify'] = async (given) => {
    const outcome = await (captcha as Captcha).verify(given);
    if (say) say(outcome);
    return outcome;
  };
  const end = problems.attempt('data-', () => protectForm({ verify }, form, { field } as ProtectFormOptions));
  const undo = () => {
    if (end) end();
    if (captcha) captcha.destroy();
  };
  if (problems.finish()) {
    if (captcha && message) say = tellUser(captcha, message, options.language);
    return undo;
  }
  undo();
  return undefined;
}
