import type { Vendor } from '../../src/index.js';
import { element } from './element.js';
import { say } from './language.js';
import type { FieldName } from './scenario.js';
import { trapList, trapsOf, type ChoiceGroup } from './simulator-choices.js';
import { trapNames } from './trap-names.js';

/** One labelled control of the scenario form. `name` is the field, the URL parameter and the end of the test id. */

export function select(name: FieldName, label: string, choices: Record<string, string>): HTMLElement {
  const options = Object.entries(choices).map(([value, text]) => element('option', { value }, text));
  return labelled(name, label, element('select', attributes(name), ...options));
}

export function groupedSelect(
  name: FieldName,
  label: string,
  first: Record<string, string>,
  groups: readonly ChoiceGroup[],
): HTMLElement {
  const control = element(
    'select',
    attributes(name),
    ...Object.entries(first).map(([value, text]) => element('option', { value }, text)),
    ...groups.map((group) =>
      element(
        'optgroup',
        { label: group.label },
        ...group.choices.map((choice) => element('option', { value: choice.value }, choice.label)),
      ),
    ),
  );
  return labelled(name, label, control);
}

export function text(name: FieldName, label: string, extra: Record<string, string> = {}): HTMLElement {
  const control = element('input', { ...attributes(name), autocomplete: 'off', spellcheck: 'false', ...extra });
  return labelled(name, label, control);
}

/** A switch for each trap. The field's value lists those that are off. */
export function trapSwitches(vendor: Vendor): HTMLElement {
  const name: FieldName = `${vendor}.trapsOff`;
  const carrier = element('input', { type: 'hidden', name });
  const switches = trapsOf[vendor].map((trap) => {
    const box = element('input', { type: 'checkbox', value: trap, 'data-testid': `trap-${trap}` });
    box.addEventListener('change', () => {
      carrier.value = boxes
        .filter((other) => !other.checked)
        .map((other) => other.value)
        .join(',');
    });
    return { box, label: element('label', { class: 'check' }, box, element('span', {}, trapNames[trap])) };
  });
  const boxes = switches.map(({ box }) => box);
  carrier.addEventListener('scenario', () => {
    const off = trapList(vendor, carrier.value);
    for (const box of boxes) box.checked = !off.some((trap) => trap === box.value);
  });
  return element(
    'details',
    { class: 'traps' },
    element('summary', {}, say(`Habits of the vendor’s script (${boxes.length})`, `厂商脚本的习性（${boxes.length}）`)),
    element(
      'p',
      { class: 'note' },
      say(
        'All are on, as in reality. Switch one off to see what the library guards against.',
        '全部开启，与现实一致。关掉一项，看看库防的是什么。',
      ),
    ),
    element(
      'fieldset',
      {},
      element(
        'legend',
        { class: 'visually-hidden' },
        say('Habits that the simulated script has', '模拟脚本具有的习性'),
      ),
      carrier,
      ...switches.map(({ label }) => label),
    ),
  );
}

/** Shows a value in a control; a value that its list does not offer is added to the list. */
export function setControl(form: HTMLFormElement, name: FieldName, value: string): void {
  const control = form.elements.namedItem(name);
  if (control instanceof HTMLSelectElement) {
    const offered = [...control.options].some((option) => option.value === value);
    if (!offered) control.append(element('option', { value }, value));
    control.value = value;
  } else if (control instanceof HTMLInputElement) {
    control.value = value;
    control.dispatchEvent(new Event('scenario'));
  } else if (control instanceof RadioNodeList) {
    control.value = value;
  }
}

function attributes(name: FieldName): Record<string, string> {
  return { name, id: idOf(name), 'data-testid': `field-${name}` };
}

function idOf(name: FieldName): string {
  return `field-${name.replace('.', '-')}`;
}

function labelled(name: FieldName, label: string, control: HTMLElement): HTMLElement {
  return element('div', { class: 'field' }, element('label', { for: idOf(name) }, label), control);
}
