import { beforeEach, describe, expect, it } from 'vitest';
import { protectForm } from '../../../src/index.js';
import { issuesOf } from '../fakes/expect-issues.js';
import { stubCaptcha } from './stub-captcha.js';

const { captcha } = stubCaptcha();
const call = protectForm as (...given: unknown[]) => () => void;

beforeEach(() => {
  document.body.innerHTML = '<form id="login"></form><div id="box"></div>';
});

describe('protectForm refuses', () => {
  it.each<[string, unknown[], { parameter: string; problem: string }[]]>([
    ['no captcha', [undefined, '#login'], [{ parameter: 'captcha', problem: 'missing' }]],
    ['a captcha that is none', [{}, '#login'], [{ parameter: 'captcha', problem: 'type' }]],
    ['no form', [captcha], [{ parameter: 'form', problem: 'missing' }]],
    ['null for a form', [captcha, null], [{ parameter: 'form', problem: 'type' }]],
    ['a selector that finds no form', [captcha, '#box'], [{ parameter: 'form', problem: 'not_found' }]],
    ['a selector that is none', [captcha, '##'], [{ parameter: 'form', problem: 'unsupported' }]],
    [
      'an element that is no form',
      [captcha, document.createElement('p')],
      [{ parameter: 'form', problem: 'not_found' }],
    ],
    ['an object that is no element', [captcha, {}], [{ parameter: 'form', problem: 'not_found' }]],
    ['options that are none', [captcha, '#login', 'proof'], [{ parameter: 'options', problem: 'type' }]],
    ['an empty field name', [captcha, '#login', { field: '' }], [{ parameter: 'field', problem: 'unsupported' }]],
    ['a field name that is no string', [captcha, '#login', { field: 1 }], [{ parameter: 'field', problem: 'type' }]],
    ['fields that are no function', [captcha, '#login', { fields: {} }], [{ parameter: 'fields', problem: 'type' }]],
    [
      'both field and fields',
      [captcha, '#login', { field: 'proof', fields: () => ({}) }],
      [{ parameter: 'field', problem: 'unsupported' }],
    ],
    [
      'several faults at once',
      [null, '#box', { field: 1 }],
      [
        { parameter: 'captcha', problem: 'type' },
        { parameter: 'field', problem: 'type' },
        { parameter: 'form', problem: 'not_found' },
      ],
    ],
  ])('%s', (_, given, issues) => {
    expect(issuesOf(() => call(...given))).toMatchObject(issues);
  });
});

it('protectForm takes a selector whose form comes later', () => {
  expect(() => protectForm(captcha, '#nowhere')()).not.toThrow();
});

it('protectForm takes a form whose fields hide its properties', () => {
  document.body.innerHTML = '<form id="login"><input name="submit"><input name="tagName"><input name="method"></form>';
  expect(() => protectForm(captcha, '#login')()).not.toThrow();
});
