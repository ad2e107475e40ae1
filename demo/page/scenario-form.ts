import type { Vendor } from '../../src/index.js';
import { PLACES, type Place } from 'captcha-failover-simulator/cases';
import { element } from './element.js';
import { say } from './language.js';
import { vendorNames } from './names.js';
import { completeScenario, fieldNames, vendorsOf, type Scenario } from './scenario.js';
import { groupedSelect, select, setControl, text, trapSwitches } from './scenario-controls.js';
import { behaviourChoices, faultChoices } from './simulator-choices.js';

const placeNames: Record<Vendor, Record<Place, string>> = {
  tencent: {
    entry: say('Entry script', '入口脚本'),
    secondary: say('Core script', '二级脚本'),
    config: say('Configuration', '配置'),
    image: say('Images', '图片'),
    verify: say('Verify request', '验证请求'),
  },
  aliyun: {
    entry: say('Entry script', '入口脚本'),
    secondary: say('Dynamic script', '动态脚本'),
    config: say('Init API', 'Init 接口'),
    image: say('Images', '图片'),
    verify: say('Verify request', '验证请求'),
  },
};

const languages = {
  auto: say('The page’s, then this browser’s', '页面的，其次是浏览器的'),
  default: say('The vendor’s default', '由厂商决定'),
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
  sw: say('Kiswahili (not supported)', '斯瓦希里语（不支持）'),
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
  const source = {
    simulator: say('Simulated, on this machine', '模拟的，在本机'),
    vendor: say('The real vendor', '真实的厂商'),
  };
  return part(
    say('Session', '会话'),
    'session',
    select('source', say('Vendor scripts', '厂商脚本'), source),
    element(
      'p',
      { class: 'note for-vendor' },
      say(
        'Run loads the vendor’s own script from the vendor’s own host. Type in your ids below; the demo’s server cannot check real proofs.',
        '运行时会从厂商的主机加载厂商自己的脚本。请在下面填写你的标识；演示的服务端无法核实真实的凭证。',
      ),
    ),
    select('order', say('Providers, in order', '厂商及顺序'), {
      'tencent,aliyun': say('Tencent, then Aliyun', '先腾讯，后阿里云'),
      'aliyun,tencent': say('Aliyun, then Tencent', '先阿里云，后腾讯'),
      tencent: say('Tencent only', '只有腾讯'),
      aliyun: say('Aliyun only', '只有阿里云'),
    }),
    grid(
      select('mode', say('Mode', '模式'), { popup: say('Popup', '弹窗'), embed: say('Embedded', '嵌入') }),
      select('recovery', say('Recovery', '容灾'), { ticket: say('Ticket', '给票据'), none: say('None', '不给') }),
      select('down', say('Down for everybody', '对所有人出故障'), {
        '': say('Nobody', '无'),
        tencent: vendorNames.tencent,
        aliyun: vendorNames.aliyun,
        both: say('Both', '两家'),
      }),
      text('deadline', say('Deadline, ms', '期限，ms'), {
        inputmode: 'numeric',
        pattern: '\\d*',
        placeholder: '12000',
      }),
      text('challengeTimeout', say('Challenge timeout, ms', '验证时限，ms'), {
        inputmode: 'numeric',
        pattern: '\\d*',
        placeholder: say('default', '默认'),
      }),
    ),
    select('language', say('Language', '语言'), languages),
  );
}

function tencentPart(): HTMLFieldSetElement {
  return part(
    vendorNames.tencent,
    'vendor',
    grid(
      select('tencent.region', say('Site', '站点'), {
        cn: say('Mainland', '中国大陆'),
        intl: say('International', '国际站'),
      }),
      select('tencent.script', say('Script', '脚本'), {
        current: say('Current', '当前'),
        previous: say('Previous', '上一代'),
      }),
    ),
    element('div', { class: 'for-vendor' }, text('tencent.appId', 'appId', { inputmode: 'numeric' })),
    breakage('tencent'),
  );
}

function aliyunPart(): HTMLFieldSetElement {
  const scenes = {
    SLIDING: say('Slider', '滑块'),
    PUZZLE: say('Puzzle', '拼图'),
    CHECK_BOX: say('Checkbox', '复选框'),
    INPAINTING: say('Inpainting', '图像复原'),
    TRACELESS: say('Traceless', '无痕'),
  };
  return part(
    vendorNames.aliyun,
    'vendor',
    grid(
      select('aliyun.region', say('Region', '地域'), {
        cn: say('China (cn)', '中国（cn）'),
        sgp: say('Singapore (sgp)', '新加坡（sgp）'),
      }),
      select('aliyun.architecture', say('Architecture', '架构'), { v3: 'V3', v2: 'V2' }),
    ),
    element(
      'div',
      { class: 'for-vendor' },
      grid(text('aliyun.sceneId', 'sceneId'), text('aliyun.prefix', say('Prefix', 'prefix'))),
    ),
    element('div', { class: 'for-simulator' }, select('aliyun.scene', say('Scene type', '场景类型'), scenes)),
    breakage('aliyun'),
  );
}

/** What can be broken: a fault for each request, how the script behaves, and its habits. */
function breakage(vendor: Vendor): HTMLElement {
  const faults = PLACES.map((place) =>
    groupedSelect(
      `${vendor}.${place}`,
      placeNames[vendor][place],
      { '': say('Fine', '正常') },
      faultChoices(vendor, place),
    ),
  );
  return element(
    'div',
    { class: 'for-simulator breakage' },
    element('fieldset', { class: 'faults' }, element('legend', {}, say('Break a request', '让请求出错')), ...faults),
    groupedSelect(
      `${vendor}.behave`,
      say('What the script does once it runs', '脚本运行后做什么'),
      {},
      behaviourChoices(vendor),
    ),
    trapSwitches(vendor),
  );
}
