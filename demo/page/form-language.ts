import type { FormLanguage } from './login-texts.js';
import { setUpStoredChoice } from './stored-choice.js';

/** The choice of the form's language. Calls back at once and at each change. */
export function setUpFormLanguage(group: HTMLFieldSetElement, show: (language: FormLanguage) => void): void {
  setUpStoredChoice(group, 'demo-form-language', ['en', 'zh-CN'], show);
}
