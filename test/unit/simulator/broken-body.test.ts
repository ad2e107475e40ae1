// @vitest-environment node
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { breakBody, type BodyFault } from '../../../simulator/src/broken-body.js';
import { INIT_FAULTS } from '../../../simulator/src/case.js';
import { refuseInit } from '../../../simulator/src/init-answers.js';
import type { VendorAnswer } from '../../../simulator/src/vendor-handler.js';

const javascript = { 'content-type': 'text/javascript; charset=utf-8' };
const entry: VendorAnswer = { place: 'entry', headers: javascript, body: 'window.Vendor = () => 1;', global: 'Vendor' };

/** Evaluates as a page would: what it threw, and the globals it left. */
function evaluate(answer: VendorAnswer): { threw: string | undefined; globals: Record<string, unknown> } {
  const globals: Record<string, unknown> = {};
  globals['window'] = globals;
  try {
    runInNewContext(String(answer.body), globals);
    return { threw: undefined, globals };
  } catch (error) {
    return { threw: (error as Error).name, globals };
  }
}

describe('a broken script', () => {
  it.each<[BodyFault, string | undefined, string]>([
    ['syntax_error', 'SyntaxError', 'undefined'],
    ['throws', 'Error', 'undefined'],
    ['throws_after', 'Error', 'function'],
    ['global_missing', undefined, 'undefined'],
    ['wrong_global', undefined, 'object'],
  ])('%s', (fault, threw, typeOfGlobal) => {
    const result = evaluate(breakBody(fault, entry));
    expect(result.threw).toBe(threw);
    expect(typeof result.globals['Vendor']).toBe(typeOfGlobal);
  });

  it('runs to its end when its global is not known', () => {
    const secondary: VendorAnswer = { place: 'secondary', headers: javascript, body: entry.body };
    expect(evaluate(breakBody('wrong_global', secondary)).threw).toBeUndefined();
  });
});

describe('a broken JSONP answer', () => {
  const jsonp: VendorAnswer = { place: 'config', headers: javascript, body: '/**/ cb_7({"ticket":"t"});' };

  it.each<[BodyFault, string | undefined, unknown[]]>([
    ['syntax_error', 'SyntaxError', []],
    ['throws', 'Error', []],
    ['throws_after', 'Error', [{ ticket: 't' }]],
    ['global_missing', undefined, []],
    ['wrong_global', undefined, [{}]],
  ])('%s', (fault, threw, calls) => {
    const seen: unknown[] = [];
    let thrown: string | undefined;
    try {
      runInNewContext(String(breakBody(fault, jsonp).body), { cb_7: (value: unknown) => seen.push(value) });
    } catch (error) {
      thrown = (error as Error).name;
    }
    expect(thrown).toBe(threw);
    expect(JSON.stringify(seen)).toBe(JSON.stringify(calls));
  });
});

describe('a broken answer that is no script', () => {
  it('is JSON that cannot be read, or says nothing', () => {
    const init: VendorAnswer = { place: 'config', headers: { 'content-type': 'application/json' }, body: '{"A":1}' };
    for (const fault of ['syntax_error', 'throws', 'throws_after'] as const) {
      expect(() => JSON.parse(String(breakBody(fault, init).body)) as unknown).toThrow();
    }
    expect(breakBody('global_missing', init).body).toBe('{}');
    expect(breakBody('wrong_global', init).body).toBe('[]');
  });

  it('is no image', () => {
    const image: VendorAnswer = { place: 'image', headers: { 'content-type': 'image/png' }, body: Uint8Array.of(1, 2) };
    expect(String(breakBody('syntax_error', image).body)).toContain('not what');
  });
});

describe('an Init that refuses', () => {
  const init: VendorAnswer = {
    place: 'config',
    headers: { 'content-type': 'application/json' },
    body: '{"Code":"Success","Success":true,"LimitFlow":false,"CertifyId":"c"}',
  };
  const read = (answer: VendorAnswer) => JSON.parse(String(answer.body)) as Record<string, unknown>;

  it.each(INIT_FAULTS.filter((fault) => fault.startsWith('code_')))('%s: the code in the body', (fault) => {
    expect(read(refuseInit(fault, init))).toMatchObject({ Code: fault.slice(5), Success: false });
  });

  it('limit_flow: a success that is none', () => {
    expect(read(refuseInit('limit_flow', init))).toMatchObject({ Success: true, LimitFlow: true, CertifyId: 'c' });
  });

  it('403_auth: 403 with x-auth-msg', () => {
    expect(refuseInit('403_auth', init)).toMatchObject({ status: 403 });
    expect(refuseInit('403_auth', init).headers).toHaveProperty('x-auth-msg');
  });
});
