import type { Vendor } from '../../src/index.js';
import { PLACES, type Place } from 'captcha-failover-simulator/cases';
import { element } from './element.js';
import { completeScenario, fieldNames, vendorsOf, type Scenario } from './scenario.js';
import { groupedSelect, select, setControl, text, trapSwitches } from './scenario-controls.js';
import { behaviourChoices, faultChoices } from './simulator-choices.js';

const placeNames: Record<Vendor, Record<Place, string>> = {
  tencent: {
    entry: 'Entry script',
    secondary: 'Core script',
    config: 'Configuration',
    image: 'Images',
    verify: 'Verify request',
  },
  aliyun: {
    entry: 'Entry script',
    secondary: 'Dynamic script',
    config: 'Init API',
    image: 'Images',
    verify: 'Verify request',
  },
};

const languages = {
  auto: 'The page’s, then this browser’s',
  default: 'The vendor’s default',
  en: 'English',
  'zh-CN': '简体中文',
  'zh-TW': '繁體中文',
  ja: '日本語',
  ko: '한국어',
  de: 'Deutsch',
  fr: 'Français',
  es: 'Español',
  pt: 'Português',
  ru: 'Русский',
  ar: 'العربية',
  id: 'Bahasa Indonesia',
  sw: 'Kiswahili (not supported)',
};

/** Builds the settings into their form and reports each change; what is shown is set by `show` alone. */
export function createScenarioForm(form: HTMLFormElement, onChange: (scenario: Scenario) => void) {
  const vendorParts = { tencent: tencentPart(), aliyun: aliyunPart() };
  const { tencent, aliyun } = vendorParts;
  form.append(sessionPart(), tencent, aliyun);

  const show = (scenario: Scenario) => {
    for (const name of fieldNames) setControl(form, name, scenario[name]);
    arrange(scenario);
  };
  const arrange = (scenario: Scenario) => {
    form.dataset.source = scenario.source;
    const order = vendorsOf(scenario);
    for (const vendor of ['tencent', 'aliyun'] as const) vendorParts[vendor].hidden = !order.includes(vendor);
    const [first, second] = order[0] === 'aliyun' ? [aliyun, tencent] : [tencent, aliyun];
    if (first.nextElementSibling !== second) form.append(first, second);
  };

  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('change', () => {
    onChange(completeScenario(Object.fromEntries(new FormData(form))));
  });
  return { show };
}

function part(title: string, kind: string, ...content: HTMLElement[]): HTMLFieldSetElement {
  return element('fieldset', { class: kind }, element('legend', {}, title), ...content);
}

function grid(...content: HTMLElement[]): HTMLElement {
  return element('div', { class: 'field-grid' }, ...content);
}

function sessionPart(): HTMLFieldSetElement {
  const source = { simulator: 'Simulated, on this machine', vendor: 'The real vendor' };
  return part(
    'Session',
    'session',
    select('source', 'Vendor scripts', source),
    element(
      'p',
      { class: 'note for-vendor' },
      'Run loads the vendor’s own script from the vendor’s own host. Type in your ids below; the demo’s server cannot check real proofs.',
    ),
    select('order', 'Providers, in order', {
      'tencent,aliyun': 'Tencent, then Aliyun',
      'aliyun,tencent': 'Aliyun, then Tencent',
      tencent: 'Tencent only',
      aliyun: 'Aliyun only',
    }),
    grid(
      select('mode', 'Mode', { popup: 'Popup', embed: 'Embedded' }),
      select('recovery', 'Recovery', { ticket: 'Ticket', none: 'None' }),
      text('deadline', 'Deadline, ms', { inputmode: 'numeric', pattern: '\\d*', placeholder: '12000' }),
      text('challengeTimeout', 'Challenge timeout, ms', {
        inputmode: 'numeric',
        pattern: '\\d*',
        placeholder: 'default',
      }),
    ),
    select('language', 'Language', languages),
  );
}

function tencentPart(): HTMLFieldSetElement {
  return part(
    'Tencent',
    'vendor',
    grid(
      select('tencent.region', 'Site', { cn: 'Mainland', intl: 'International' }),
      select('tencent.script', 'Script', { current: 'Current', previous: 'Previous' }),
    ),
    element('div', { class: 'for-vendor' }, text('tencent.appId', 'appId', { inputmode: 'numeric' })),
    breakage('tencent'),
  );
}

function aliyunPart(): HTMLFieldSetElement {
  const scenes = {
    SLIDING: 'Slider',
    PUZZLE: 'Puzzle',
    CHECK_BOX: 'Checkbox',
    INPAINTING: 'Inpainting',
    TRACELESS: 'Traceless',
  };
  return part(
    'Aliyun',
    'vendor',
    grid(
      select('aliyun.region', 'Region', { cn: 'China (cn)', sgp: 'Singapore (sgp)' }),
      select('aliyun.architecture', 'Architecture', { v3: 'V3', v2: 'V2' }),
    ),
    element('div', { class: 'for-vendor' }, grid(text('aliyun.sceneId', 'sceneId'), text('aliyun.prefix', 'Prefix'))),
    element('div', { class: 'for-simulator' }, select('aliyun.scene', 'Scene type', scenes)),
    breakage('aliyun'),
  );
}

/** What can be broken: a fault for each request, how the script behaves, and its habits. */
function breakage(vendor: Vendor): HTMLElement {
  const faults = PLACES.map((place) =>
    groupedSelect(`${vendor}.${place}`, placeNames[vendor][place], { '': 'Fine' }, faultChoices(vendor, place)),
  );
  return element(
    'div',
    { class: 'for-simulator breakage' },
    element('fieldset', { class: 'faults' }, element('legend', {}, 'Break a request'), ...faults),
    groupedSelect(`${vendor}.behave`, 'What the script does once it runs', {}, behaviourChoices(vendor)),
    trapSwitches(vendor),
  );
}
