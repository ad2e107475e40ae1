// @vitest-environment node
import { describe, expect, it } from 'vitest';
import {
  ALIYUN_BEHAVIOUR_LIST,
  caseFromQuery,
  caseToQuery,
  disasterCodeOf,
  ENTRY_SCRIPTS,
  entryUrl,
  FAULTS,
  hasTrap,
  INIT_FAULTS,
  latenessOf,
  nthFault,
  PLACES,
  SCENES,
  TENCENT_BEHAVIOUR_LIST,
  TRAPS,
  trapsExcept,
  type EntryScript,
  type SimulatorCase,
} from '../../../simulator/src/case.js';
import { NO_HOSTS } from '../../../simulator/src/hosts.js';

const roundTrip = (simulatorCase: SimulatorCase) => caseFromQuery(new URLSearchParams(caseToQuery(simulatorCase)));

describe('a case in a query string', () => {
  it('comes back as it was', () => {
    const simulatorCase: SimulatorCase = {
      run: 'a b&c=1',
      entry: ['503', 'late_1.5', 'ok'],
      config: ['code_Forbidden.AccountAccessDenied'],
      behave: 'code_1006_after_shown',
      traps: ['show-kills-other', 'options-persist'],
      scene: 'PUZZLE',
    };
    expect(roundTrip(simulatorCase)).toEqual(simulatorCase);
    expect(roundTrip({ run: '' })).toEqual({ run: '' });
    expect(roundTrip({ run: 'x', traps: [] })).toEqual({ run: 'x', traps: [] });
  });

  it('has room for every fault at every place, every behaviour, trap and scene', () => {
    for (const place of PLACES) {
      for (const fault of [...FAULTS, ...INIT_FAULTS, 'late_3' as const]) {
        expect(roundTrip({ run: 'r', [place]: [fault] })).toEqual({ run: 'r', [place]: [fault] });
      }
    }
    for (const behave of [...TENCENT_BEHAVIOUR_LIST, ...ALIYUN_BEHAVIOUR_LIST]) {
      expect(roundTrip({ run: 'r', behave })).toEqual({ run: 'r', behave });
    }
    expect(roundTrip({ run: 'r', traps: TRAPS }).traps).toEqual(TRAPS);
    for (const scene of SCENES) expect(roundTrip({ run: 'r', scene })).toEqual({ run: 'r', scene });
  });

  it('is readable', () => {
    expect(caseToQuery({ run: 'ab12', entry: ['503', 'ok'], secondary: ['hang'] })).toBe(
      'run=ab12&entry=503,ok&secondary=hang',
    );
    expect(caseToQuery({ run: 'r', traps: [], image: [] })).toBe('run=r&traps=none');
  });

  it('loses what nobody knows, and nothing else', () => {
    const query = 'run=r&entry=meteor,503,late_x,,ok&config=&behave=dance&traps=gravity&scene=OPERA&_=17&entry=hang';
    expect(caseFromQuery(new URLSearchParams(query))).toEqual({ run: 'r', entry: ['503', 'ok'] });
    expect(caseFromQuery(new URLSearchParams('traps=gravity,congestion-tip'))).toEqual({
      run: '',
      traps: ['congestion-tip'],
    });
    expect(caseFromQuery(new URLSearchParams('entry=late_-1,late_,late_1e9,__proto__,constructor'))).toEqual({
      run: '',
    });
  });

  it('is bounded', () => {
    const query = new URLSearchParams({ run: 'r'.repeat(5000), entry: 'ok,'.repeat(5000) });
    const { run, entry } = caseFromQuery(query);
    expect(run).toHaveLength(64);
    expect(entry).toHaveLength(64);
  });
});

describe('the parts of a case', () => {
  it('gives the nth request the nth fault and repeats the last', () => {
    expect([0, 1, 2, 9].map((n) => nthFault(['503', 'hang'], n))).toEqual(['503', 'hang', 'hang', 'hang']);
    expect(nthFault(undefined, 0)).toBe('ok');
    expect(nthFault([], 3)).toBe('ok');
  });

  it('counts lateness in milliseconds', () => {
    expect(latenessOf('late_3')).toBe(3000);
    expect(latenessOf('late_0.25')).toBe(250);
  });

  it('has every trap on unless it lists some', () => {
    expect(hasTrap({ run: '' }, 'load-twice-throws')).toBe(true);
    expect(hasTrap({ run: '', traps: [] }, 'load-twice-throws')).toBe(false);
    const oneOff = { run: '', traps: trapsExcept('load-twice-throws') };
    expect(hasTrap(oneOff, 'load-twice-throws')).toBe(false);
    expect(hasTrap(oneOff, 'show-kills-other')).toBe(true);
  });

  it('reads disaster codes out of behaviours', () => {
    expect(disasterCodeOf('code_1085')).toEqual({ code: 1085, afterShown: false });
    expect(disasterCodeOf('code_1006_after_shown')).toEqual({ code: 1006, afterShown: true });
    expect(disasterCodeOf('pass')).toBeUndefined();
  });
});

describe('the URL of an entry script', () => {
  const hosts = {
    ...NO_HOSTS,
    tencentEntry: 'http://127.0.0.1:1',
    tencentIntlEntry: 'http://127.0.0.1:2',
    aliyunCdn: 'http://127.0.0.1:3',
    refused: 'http://127.0.0.1:4',
  };

  it.each<[EntryScript, string]>([
    ['tencent-cn', 'http://127.0.0.1:1/TJCaptcha.js?run=r'],
    ['tencent-cn-1.0', 'http://127.0.0.1:1/TCaptcha.js?run=r'],
    ['tencent-intl', 'http://127.0.0.1:2/TJNCaptcha-global.js?run=r'],
    ['tencent-intl-2.0', 'http://127.0.0.1:2/TCaptcha-global.js?run=r'],
    ['aliyun', 'http://127.0.0.1:3/captcha-frontend/aliyunCaptcha/AliyunCaptcha.js?run=r'],
  ])('of %s is on its own host', (script, url) => {
    expect(entryUrl(hosts, script, { run: 'r' })).toBe(url);
  });

  it('is on a host that is not there for "refused" and "dns"', () => {
    for (const script of Object.keys(ENTRY_SCRIPTS) as EntryScript[]) {
      expect(entryUrl(hosts, script, { run: 'r', entry: ['refused'] })).toContain(`${hosts.refused}/`);
      expect(entryUrl(hosts, script, { run: 'r', entry: ['dns', 'ok'] })).toContain('http://no-such-host.invalid/');
    }
  });
});
