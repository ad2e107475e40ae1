import { element } from './element.js';
import { say } from './language.js';
import { mainPresets, moreGroups, presetOf, type Preset, type PresetGroup } from './presets.js';
import type { Scenario } from './scenario.js';

/** The cases that matter, at the press of a button, the others folded away. The one at hand is shown as pressed. */
export function createPresetBar(bar: HTMLElement, hint: HTMLElement, onChoose: (preset: Preset) => void) {
  const buttons = new Map<string, HTMLButtonElement>();
  const groupOf = ({ label, presets }: PresetGroup, title: HTMLElement | null) => {
    const list = element('div', { class: 'preset-buttons' });
    for (const preset of presets) {
      const button = element(
        'button',
        { type: 'button', class: 'chip', 'data-testid': `preset-${preset.name}`, 'aria-pressed': 'false' },
        preset.label,
      );
      button.addEventListener('click', () => onChoose(preset));
      buttons.set(preset.name, button);
      list.append(button);
    }
    return element('div', { class: 'preset-group', role: 'group', 'aria-label': label }, title, list);
  };
  const more = element('details', { class: 'more-cases', 'data-testid': 'more-cases' });
  more.append(
    element('summary', {}, say('More cases', '更多情况')),
    ...moreGroups.map((group) =>
      groupOf(group, element('span', { class: 'preset-group-name', 'aria-hidden': 'true' }, group.label)),
    ),
  );
  bar.append(groupOf(mainPresets, null), more);
  return {
    show(scenario: Scenario) {
      const chosen = presetOf(scenario);
      for (const [name, button] of buttons) button.setAttribute('aria-pressed', String(name === chosen?.name));
      if (moreGroups.some(({ presets }) => presets.some(({ name }) => name === chosen?.name))) more.open = true;
      hint.textContent =
        chosen?.hint ??
        say(
          'A case of your own: the address bar holds it, so it can be linked.',
          '你自己设置的情况：它保存在地址栏里，可以用链接分享。',
        );
    },
  };
}
