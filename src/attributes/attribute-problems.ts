import { documents } from '../contract/documents.js';
import { isCaptchaError } from '../contract/errors.js';

/** What is wrong with the attributes of one script tag. */
export interface AttributeProblems {
  note(attribute: string, expected: string, received?: string): void;
  /** Runs `act`; each parameter that it refuses is noted by its attribute. Undefined when it refused any. */
  attempt<T>(prefix: 'data-' | 'data-tencent-' | 'data-aliyun-', act: () => T): T | undefined;
  /** Tells of all that was noted, and whether that is nothing. */
  finish(): boolean;
}

/** In HTML these are selectors, whatever else the functions behind the attributes take. */
const selectors: Partial<Record<string, string>> = { form: 'a selector of a form', element: 'a selector' };

/** The attribute that a name in `dataset`, or of a parameter, stands for. */
export const attributeOf = (name: string, prefix = 'data-'): string =>
  prefix + name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

export function collectProblems(selector: string): AttributeProblems {
  const problems: string[] = [];
  const note = (attribute: string, expected: string, received = 'nothing') =>
    void problems.push(`${attribute}: expected ${expected}, received ${received}`);
  return {
    note,
    attempt(prefix, act) {
      try {
        return act();
      } catch (error) {
        if (!isCaptchaError(error) || !error.issues) throw error;
        for (const { parameter, problem, expected, received } of error.issues) {
          // Why there is none has been noted already.
          if (parameter === 'providers') continue;
          note(
            attributeOf(parameter, prefix),
            selectors[parameter] || expected,
            problem === 'missing' ? undefined : received,
          );
        }
        return undefined;
      }
    },
    finish() {
      if (problems[0])
        console.error(
          `captcha-failover: <script data-form="${selector}"> protects nothing:\n${problems.join('\n')}\nSee ${documents}attributes.md`,
        );
      return !problems[0];
    },
  };
}
