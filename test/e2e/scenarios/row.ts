import type { EntryScript, Place, SimulatorCase, SimulatorHosts } from 'captcha-failover-simulator/cases';
import type { AliyunOptions, TencentOptions, Vendor } from '../../../src/index.js';
import type { Engine } from '../engines.js';
import type { Expected } from './expected.js';
import type { PageOptions } from './page/spec.js';
import type { PlayName } from './page/plays.js';

export interface FaultyProvider {
  vendor: Vendor;
  simulatorCase: Partial<SimulatorCase>;
  architecture?: 'v2';
  /** Absent: the mainland's. */
  script?: EntryScript;
  region?: 'intl' | 'sgp';
  /** Divides this vendor's own waits; absent: as the row says. */
  speed?: number;
  /** A second URL of the script, with a case of its own. */
  secondUrl?: Partial<SimulatorCase>;
}

/** A provider's options as plain data. */
export type PlainProvider =
  ({ vendor: 'tencent' } & Omit<TencentOptions, 'aidEncrypted'>) | ({ vendor: 'aliyun' } & PlainAliyun);
type PlainAliyun = Pick<AliyunOptions, 'sceneId' | 'prefix' | 'region' | 'scriptUrl'> & { architecture?: 'v3' | 'v2' };

/** What a row's page is made of. */
export interface RowPage {
  headers?: Record<string, string>;
  /** Before everything else but the recorder. */
  head?: string;
  body?: string;
  nonce?: string;
}

/** What a page may need to know: its simulator's hosts, its providers' script URLs, a URL that never answers. */
export interface PageTerms {
  hosts: SimulatorHosts;
  urls: readonly string[];
  hanging: string;
}

/** One page and one behaviour of the vendors' servers, and how that must end. */
export interface Row {
  /** Rows of both vendors share it. */
  name: string;
  providers: readonly FaultyProvider[];
  options: PageOptions;
  /** Divides the vendors' own waits. */
  speed: number;
  expected: Expected;
  page?: (terms: PageTerms) => RowPage;
  /** Absent: create, `verify()`, the user's part. */
  play?: PlayName;
  how?: string;
  /** Part of the URL of what comes after the end. */
  late?: string;
  preloads?: Place;
  /** Begins before the page's own scripts have answered. */
  isEarly?: true;
  /** Where an engine, rightly, ends otherwise. */
  inEngine?: Partial<Record<Engine, Expected>>;
}

/** Aliyun's script has pauses where Tencent's has time limits. */
export const SPEED: Record<Vendor, number> = { tencent: 1, aliyun: 20 };
/** For what ends by itself: on a busy machine, too. ms */
export const UNHURRIED = { deadline: 20_000, timeout: 6000 };

export const VENDORS = ['tencent', 'aliyun'] as const;
export const NAMES: Record<Vendor, string> = { tencent: 'Tencent', aliyun: 'Aliyun' };
export const OTHER: Record<Vendor, Vendor> = { tencent: 'aliyun', aliyun: 'tencent' };

const PLACES: Record<Vendor, Record<Place, string>> = {
  tencent: {
    entry: 'entry script',
    secondary: 'secondary script',
    config: 'prehandle',
    image: 'picture',
    verify: 'verification',
  },
  aliyun: {
    entry: 'entry script',
    secondary: 'dynamic script',
    config: 'Init',
    image: 'picture',
    verify: 'verification',
  },
};
export const placeName = (vendor: Vendor, place: Place): string => PLACES[vendor][place];

/** One provider under a case, with as much time as its ending needs. */
export function rowOf(
  name: string,
  vendor: Vendor,
  simulatorCase: Partial<SimulatorCase>,
  expected: Expected,
  more: Partial<Row> = {},
): Row {
  const { deadline, speed = SPEED[vendor] } = expected;
  const { options, ...rest } = more;
  return {
    name,
    providers: [{ vendor, simulatorCase }],
    speed,
    expected,
    ...rest,
    options: {
      deadline: deadline ?? UNHURRIED.deadline,
      retry: { limit: 1, timeout: deadline ? deadline / 3 : UNHURRIED.timeout },
      ...options,
    },
  };
}

/** The same for each vendor. */
export const rowsOf = (
  name: string,
  simulatorCase: Partial<SimulatorCase>,
  expected: Expected | Record<Vendor, Expected>,
  more: Partial<Row> = {},
): Row[] =>
  VENDORS.map((vendor) => rowOf(name, vendor, simulatorCase, 'status' in expected ? expected : expected[vendor], more));

/** The vendors that a row's providers are of, in their order. */
export const vendorsOf = ({ providers }: Row): string =>
  providers.map(({ vendor, region }) => (region === 'intl' ? 'Tencent intl' : NAMES[vendor])).join(', then ');

export const titleOf = (row: Row): string => `${row.name} (${vendorsOf(row)})`;
