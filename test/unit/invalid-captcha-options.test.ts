import { beforeEach, describe, expect, it } from 'vitest';
import { expectIssue, issuesOf } from './fakes/expect-issues.js';
import { libraryTimers } from './fakes/later.js';
import { elapse, useTestPage } from './fakes/test-page.js';

const page = useTestPage();

beforeEach(() => {
  document.body.innerHTML = '<div id="box"></div><button type="button" id="go">Go</button><svg id="picture"></svg>';
});

/** None of these is ever right where a string, a function or a number is expected. */
const falsy = [null, 0, '', false, NaN];
const neverFunctions = [null, 0, '', false, 'x', {}, []];
const neverTimes = [null, '', false, '12000', NaN, Infinity, -1, {}, () => 1];

type Row = [parameter: string, value: unknown, problem?: 'type' | 'unsupported' | 'missing' | 'not_found'];

const rows: Row[] = [
  ...['x', 'POPUP', 'inline', 'float', ''].map((value): Row => ['mode', value, 'unsupported']),
  ...[null, 0, false, 7, {}, ['popup'], new String('popup')].map((value): Row => ['mode', value, 'type']),
  ...['x', 'lazy', 'none ', ''].map((value): Row => ['preload', value, 'unsupported']),
  ...[null, 0, false, true, {}, ['eager']].map((value): Row => ['preload', value, 'type']),
  ...['x', 'tickets', ''].map((value): Row => ['recovery', value, 'unsupported']),
  ...[null, 0, false, true, {}, ['none']].map((value): Row => ['recovery', value, 'type']),
  ...[...neverTimes, 0, 1, 2999].map((value): Row => ['deadline', value]),
  ...neverTimes.map((value): Row => ['challengeTimeout', value]),
  ...[...falsy, 'x', 7, [], () => ({})].map((value): Row => ['retry', value]),
  ...[null, 7, 0, false, {}, []].map((value): Row => ['nonce', value, 'type']),
  ...['pageToken', 'onOutcome', 'onError', 'onEvent'].flatMap((name) =>
    neverFunctions.map((value): Row => [name, value, 'type']),
  ),
  ...['element', 'button'].flatMap((name): Row[] => [
    [name, null, 'type'],
    [name, 0, 'type'],
    [name, false, 'type'],
    [name, 7, 'type'],
    [name, [], 'type'],
    [name, ''],
    [name, '##', 'unsupported'],
    [name, '#missing', 'not_found'],
    [name, '#picture', 'not_found'],
    [name, {}],
  ]),
  ...[null, 7, false, {}, () => 'en'].map((value): Row => ['language', value, 'type']),
  ...['', 'xx', 'english', 'e', 'en us', 'en-', '-en', 'en--US', '*', '日本語', 'ja日本'].map((value): Row => [
    'language',
    value,
    'unsupported',
  ]),
];

const show = (value: unknown) =>
  typeof value === 'function' ? 'a function' : typeof value === 'number' ? String(value) : JSON.stringify(value);

describe('createCaptcha refuses', () => {
  it.each(rows.map(([parameter, value, problem]) => ({ parameter, value, problem, shown: show(value) })))(
    '$parameter: $shown',
    ({ parameter, value, problem }) => {
      expectIssue(() => page.create({ [parameter]: value }), parameter, problem);
    },
  );

  it.each([
    [undefined, 'missing'],
    [[], 'missing'],
    [null, 'type'],
    ['tencent', 'type'],
    [0, 'type'],
    ['', 'type'],
    [false, 'type'],
    [{}, 'type'],
    [{ vendor: 'tencent', id: '199999861' }, 'type'],
  ] as const)('providers: %j', (value, problem) => {
    expectIssue(() => page.create({ providers: value as never }), 'providers', problem);
  });

  it('a list of providers with something else in it', () => {
    for (const stranger of [null, undefined, {}, 'tencent', []]) {
      const providers = [page.tencentProvider(), stranger] as never;
      expect(issuesOf(() => page.create({ providers })).map(({ parameter }) => parameter)).toEqual(['providers']);
    }
  });

  it.each([undefined, null, 0, '', 'options', 7, true, [], () => ({})])('%j instead of options', (value) => {
    expect(issuesOf(() => page.library.createCaptcha(value as never)).length).toBeGreaterThan(0);
  });

  it.each([-1, 1.5, NaN, Infinity, '2', null, '', false, {}])('retry.limit: %j', (limit) => {
    expectIssue(() => page.create({ retry: { limit: limit as never } }), 'retry.limit');
  });

  it.each([0, -1, NaN, Infinity, '5000', null, '', false, {}])('retry.timeout: %j', (timeout) => {
    expectIssue(() => page.create({ retry: { timeout: timeout as never } }), 'retry.timeout');
  });

  it('a deadline under 3 s for each provider', () => {
    const providers = [page.tencentProvider(), page.aliyunProvider()];
    expectIssue(() => page.create({ providers, deadline: 5999 }), 'deadline', 'unsupported');
    expect(() => page.create({ providers, deadline: 6000 })).not.toThrow();
    expect(() => page.create({ deadline: 3000 })).not.toThrow();
  });

  it('a default deadline that is too short for that many providers', () => {
    const providers = ['1', '2', '3', '4', '5'].map((appId) => page.tencentProvider({ appId }));
    expectIssue(() => page.create({ providers }), 'deadline');
    expect(() => page.create({ providers, deadline: 15000 })).not.toThrow();
  });

  it('no element in embed, and none for Tencent’s international site', () => {
    expectIssue(() => page.create({ mode: 'embed' }), 'element', 'missing');
    const providers = [page.tencentProvider(), page.tencentProvider({ region: 'intl', appId: '2' })];
    expectIssue(() => page.create({ providers }), 'element', 'missing');
    expect(() => page.create({ providers, element: '#box' })).not.toThrow();
  });

  it('an element of another document', () => {
    const element = document.implementation.createHTMLDocument().createElement('div');
    expectIssue(() => page.create({ element }), 'element', 'not_found');
  });

  it('a node that is no element, though its names are those of one', () => {
    const element = document.createAttributeNS(document.documentElement.namespaceURI, 'id') as never;
    expectIssue(() => page.create({ element }), 'element', 'not_found');
  });

  it('an element inside a shadow root for Aliyun, which looks it up by id', () => {
    const element = document.createElement('div');
    document.querySelector('#box')?.attachShadow({ mode: 'open' }).append(element);
    for (const providers of [page.aliyunProvider(), [page.tencentProvider(), page.aliyunProvider()]])
      expectIssue(() => page.create({ providers, element }), 'element', 'unsupported');
    expect(() => page.create({ element })).not.toThrow();
  });

  it('one language that only some of the providers have', () => {
    const providers = [page.tencentProvider(), page.aliyunProvider()];
    expectIssue(() => page.create({ providers, language: 'nl' }), 'language', 'unsupported');
    expect(() => page.create({ providers, language: ['nl'] })).not.toThrow();
    expect(() => page.create({ language: 'nl' })).not.toThrow();
  });
});

describe('what createCaptcha refuses', () => {
  it('has loaded nothing, changed nothing and left no timer', async () => {
    const { innerHTML } = document.documentElement;
    expectIssue(() => page.create({ element: '#box', button: '#go', preload: 'eager', deadline: 1 }), 'deadline');
    expect(libraryTimers()).toBe(0);
    await elapse(5000);
    document.querySelector<HTMLElement>('#go')?.click();
    await elapse(5000);
    expect(page.network.requests).toHaveLength(0);
    expect(document.documentElement.innerHTML).toBe(innerHTML);
  });
});

describe('createCaptcha takes', () => {
  it.each([
    ['challengeTimeout', 0],
    ['deadline', 3000],
    ['deadline', 3000.5],
    ['retry', {}],
    ['retry', { limit: 0 }],
    ['retry', { timeout: 1 }],
    ['nonce', 'abc'],
    ['element', () => null],
    ['element', '#box'],
    ['language', 'en'],
    ['language', ['xx', 'en']],
    ['language', ['en', 7, null, undefined, '', 'en us']],
    ['language', []],
    ['language', 'auto'],
    ['mode', undefined],
    ['onError', undefined],
    ['element', undefined],
  ])('%s: %j', (parameter, value) => {
    expect(() => page.create({ [parameter]: value })).not.toThrow();
  });

  it('a function as element or button without calling it', () => {
    const called: string[] = [];
    page.create({
      element: () => (called.push('element'), null),
      button: () => (called.push('button'), null),
    });
    expect(called).toEqual([]);
  });
});
