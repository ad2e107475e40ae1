import type { Provider, Vendor } from '../../src/index.js';
import { behavioursOf, isFaultList, isTrapList } from './simulator-choices.js';
import type { Place } from 'captcha-failover-simulator/cases';

/** Reads a URL parameter. Total: what it does not know becomes the default. */
type Field<T> = (text: string | null) => T;

/** The first value is the default. */
const oneOf =
  <T extends string>(...values: readonly [T, ...T[]]): Field<T> =>
  (text) =>
    values.find((value) => value === text) ?? values[0];

const matching =
  (fits: RegExp | ((text: string) => boolean), standard: string): Field<string> =>
  (text) =>
    text !== null && (typeof fits === 'function' ? fits(text) : fits.test(text)) ? text : standard;

/** ms, or nothing for the library's own default. Out-of-range values stay: the library's refusal is part of the demo. */
const time = matching(/^\d{1,7}$/, '');
const behaviourOf = (vendor: Vendor) =>
  matching((text) => behavioursOf[vendor].some((known) => known === text), 'pass');
const trapsOf = (vendor: Vendor) => matching((text) => isTrapList(vendor, text), '');
const faultsAt = (vendor: Vendor, place: Place) => matching((text) => isFaultList(vendor, place, text), '');

export const orders = ['tencent,aliyun', 'aliyun,tencent', 'tencent', 'aliyun'] as const;

/** One entry a URL parameter. */
export const fields = {
  source: oneOf('simulator', 'vendor'),
  order: oneOf(...orders),
  mode: oneOf('popup', 'embed'),
  language: matching(/^[\w-]{2,20}$/, 'auto'),
  recovery: oneOf('ticket', 'none'),
  deadline: time,
  challengeTimeout: time,
  /** Which vendors are down for everybody, the server too. */
  down: oneOf('', 'tencent', 'aliyun', 'both'),

  'tencent.region': oneOf('cn', 'intl'),
  'tencent.script': oneOf('current', 'previous'),
  'tencent.appId': matching(/^\d{1,20}$/, '190000001'),
  'tencent.behave': behaviourOf('tencent'),
  'tencent.trapsOff': trapsOf('tencent'),
  'tencent.entry': faultsAt('tencent', 'entry'),
  'tencent.secondary': faultsAt('tencent', 'secondary'),
  'tencent.config': faultsAt('tencent', 'config'),
  'tencent.image': faultsAt('tencent', 'image'),
  'tencent.verify': faultsAt('tencent', 'verify'),

  'aliyun.region': oneOf('cn', 'sgp'),
  'aliyun.architecture': oneOf('v3', 'v2'),
  'aliyun.scene': oneOf('SLIDING', 'TRACELESS', 'PUZZLE', 'CHECK_BOX', 'INPAINTING'),
  'aliyun.sceneId': matching(/^[\w-]{1,40}$/, 'demoscene1'),
  'aliyun.prefix': matching(/^[\w-]{1,40}$/, 'demo01'),
  'aliyun.behave': behaviourOf('aliyun'),
  'aliyun.trapsOff': trapsOf('aliyun'),
  'aliyun.entry': faultsAt('aliyun', 'entry'),
  'aliyun.secondary': faultsAt('aliyun', 'secondary'),
  'aliyun.config': faultsAt('aliyun', 'config'),
  'aliyun.image': faultsAt('aliyun', 'image'),
  'aliyun.verify': faultsAt('aliyun', 'verify'),
} satisfies Record<string, Field<string>>;

export type FieldName = keyof typeof fields;

/** Everything that the page can be told, each part as the text that stands in the URL and in the form. */
export type Scenario = { readonly [Name in FieldName]: ReturnType<(typeof fields)[Name]> };

export const fieldNames = Object.keys(fields) as FieldName[];

/** Fills in a partial scenario; unknown values become defaults. */
export function completeScenario(part: Partial<Record<FieldName, string>>): Scenario {
  return Object.fromEntries(fieldNames.map((name) => [name, fields[name](part[name] ?? null)])) as Scenario;
}

export const standard = completeScenario({});

export function vendorsOf(scenario: Scenario): Vendor[] {
  return scenario.order.split(',').map((name) => (name === 'aliyun' ? 'aliyun' : 'tencent'));
}

/** What the vendor's scripts in this page were loaded with: two scenarios of one signature can share them. */
export function vendorSignature(scenario: Scenario, vendor: Vendor): string {
  return fieldNames
    .filter((name) => name === 'source' || name.startsWith(vendor))
    .map((name) => scenario[name])
    .join('|');
}

/** What the lanes of a timeline are called before anything has happened. */
export function providersOf(scenario: Scenario): Provider[] {
  return vendorsOf(scenario).map((vendor) => ({
    vendor,
    id: vendor === 'tencent' ? scenario['tencent.appId'] : scenario['aliyun.sceneId'],
  }));
}

/** Who is down for everybody. */
export function downOf({ down }: Scenario): Vendor[] {
  if (down === 'both') return ['tencent', 'aliyun'];
  return down === '' ? [] : [down];
}

/** ms; the library's own default when none is given. */
export function deadlineOf(scenario: Scenario): number {
  return scenario.deadline ? Number(scenario.deadline) : 12000;
}
