import type { FormLanguage } from './login-texts.js';

const key = 'demo-form-language';
const languages = ['en', 'zh-CN'] as const;

/** The choice of the form's language, kept in this browser. Calls back at once and at each change. */
export function setUpFormLanguage(group: HTMLFieldSetElement, show: (language: FormLanguage) => void): void {
  const stored = read();
  for (const radio of group.querySelectorAll('input')) {
    radio.checked = radio.value === stored;
    radio.addEventListener('change', () => {
      const chosen = languages.find((language) => language === radio.value) ?? 'en';
      show(chosen);
      try {
        localStorage.setItem(key, chosen);
      } catch {
        // Storage may be blocked: the choice lasts as long as the page then.
      }
    });
  }
  show(stored);
}

function read(): FormLanguage {
  try {
    return languages.find((language) => language === localStorage.getItem(key)) ?? 'en';
  } catch {
    return 'en';
  }
}
