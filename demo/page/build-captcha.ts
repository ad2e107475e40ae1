import { aliyun, createCaptcha, tencent, type Captcha, type CaptchaOptions, type Provider } from '../../src/index.js';
import { type EntryScript, entryUrl, type SimulatorHosts } from 'captcha-failover-simulator/cases';
import { vendorsOf, type Scenario } from './scenario.js';
import { simulatorCase } from './simulator-case.js';
import { verifyV2 } from './login-request.js';

type Callbacks = Pick<CaptchaOptions, 'onError' | 'onEvent' | 'pageToken'>;

/** Tencent's older generation, for the real vendor; the current one is the library's own default. */
const previousScripts = {
  cn: 'https://turing.captcha.qcloud.com/TCaptcha.js',
  intl: 'https://ca.turing.captcha.qcloud.com/TCaptcha-global.js',
};

/**
 * Makes the captcha that a scenario describes.
 *
 * @param hosts null when the simulator does not answer: only the real vendors are left then
 * @throws Error when the scenario needs the simulator and it is not there
 * @throws CaptchaError `invalid_parameter`, as every page would get it
 */
export function buildCaptcha(scenario: Scenario, hosts: SimulatorHosts | null, callbacks: Callbacks): Captcha {
  if (scenario.source === 'simulator' && !hosts) throw new Error('The simulator does not answer at /simulator.json.');
  const run = Math.random().toString(36).slice(2, 10);
  const providers = vendorsOf(scenario).map((vendor) =>
    vendor === 'tencent' ? tencentProvider(scenario, hosts, run) : aliyunProvider(scenario, hosts, run),
  );
  const needsBox =
    scenario.mode === 'embed' || (scenario.order.includes('tencent') && scenario['tencent.region'] === 'intl');
  return createCaptcha({
    providers,
    mode: scenario.mode,
    recovery: scenario.recovery,
    // A case starts with nothing loaded; the Preload button shows the other way.
    preload: 'none',
    ...(needsBox && { element: '#captcha-box' }),
    ...languageOf(scenario),
    ...(scenario.deadline && { deadline: Number(scenario.deadline) }),
    ...(scenario.challengeTimeout && { challengeTimeout: Number(scenario.challengeTimeout) }),
    ...callbacks,
  });
}

function languageOf({ language }: Scenario): Pick<CaptchaOptions, 'language'> {
  if (language === 'default') return {};
  return { language };
}

function tencentProvider(scenario: Scenario, hosts: SimulatorHosts | null, run: string): Provider {
  const region = scenario['tencent.region'];
  const previous = scenario['tencent.script'] === 'previous';
  const simulated: EntryScript =
    region === 'cn' ? (previous ? 'tencent-cn-1.0' : 'tencent-cn') : previous ? 'tencent-intl-2.0' : 'tencent-intl';
  const scriptUrl =
    scenario.source === 'vendor'
      ? previous && previousScripts[region]
      : hosts && entryUrl(hosts, simulated, simulatorCase(scenario, 'tencent', run));
  return tencent({ appId: scenario['tencent.appId'], region, ...(scriptUrl && { scriptUrl }) });
}

function aliyunProvider(scenario: Scenario, hosts: SimulatorHosts | null, run: string): Provider {
  const sceneId = scenario['aliyun.sceneId'];
  const ids = { sceneId, prefix: scenario['aliyun.prefix'], region: scenario['aliyun.region'] };
  const scriptUrl =
    scenario.source === 'simulator' && hosts && entryUrl(hosts, 'aliyun', simulatorCase(scenario, 'aliyun', run));
  const options = { ...ids, ...(scriptUrl && { scriptUrl }) };
  return scenario['aliyun.architecture'] === 'v2'
    ? aliyun({ ...options, architecture: 'v2', captchaVerifyCallback: (param) => verifyV2(sceneId, param) })
    : aliyun(options);
}
