import { element } from './element.js';
import { presetGroups, presetOf, type Preset } from './presets.js';
import type { Scenario } from './scenario.js';

/** The cases that matter, at the press of a button. The one that the scenario equals is shown as pressed. */
export function createPresetBar(bar: HTMLElement, hint: HTMLElement, onChoose: (preset: Preset) => void) {
  const buttons = new Map<string, HTMLButtonElement>();
  for (const group of presetGroups) {
    const title = element(
      'span',
      { class: 'preset-group-name', id: `presets-${String(bar.childElementCount)}` },
      group.label,
    );
    const list = element('div', { class: 'preset-buttons' });
    for (const preset of group.presets) {
      const button = element(
        'button',
        { type: 'button', class: 'chip', 'data-testid': `preset-${preset.name}`, 'aria-pressed': 'false' },
        preset.label,
      );
      button.addEventListener('click', () => onChoose(preset));
      buttons.set(preset.name, button);
      list.append(button);
    }
    bar.append(element('div', { class: 'preset-group', role: 'group', 'aria-labelledby': title.id }, title, list));
  }
  return {
    show(scenario: Scenario) {
      const chosen = presetOf(scenario);
      for (const [name, button] of buttons) button.setAttribute('aria-pressed', String(name === chosen?.name));
      hint.textContent = chosen?.hint ?? 'A case of your own: the address bar holds it, so it can be linked.';
    },
  };
}
