import { setUpStoredChoice } from './stored-choice.js';

/** Follows the system unless the visitor chose otherwise. */
export function setUpTheme(group: HTMLFieldSetElement): void {
  setUpStoredChoice(group, 'demo-theme', ['system', 'light', 'dark'], (theme) => {
    if (theme === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
  });
}
