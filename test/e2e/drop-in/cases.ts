import { entryUrl } from 'captcha-failover-simulator/cases';
import type { Simulator } from 'captcha-failover-simulator';
import type { Driver } from '../scenarios/drivers/driver.js';
import { DROP_IN, type CaseHost } from './case-host.js';
import type { PageFault } from './faults.js';
import type { CaseResult, CaseSpec } from './page/case-spec.js';
import type { PageShape } from './pages/page-shape.js';

/** Plays a page under several faults. */
export interface Cases {
  play(shape: PageShape, faults: readonly PageFault[], how: HowPlayed): Promise<CaseResult[]>;
}

export interface HowPlayed {
  /** Whose script the page's tag names. */
  tag: 'drop-in' | 'vendor';
  /** How long a page is watched beyond the deadline that goes on with nobody, in ms. */
  patience: number;
}

const LOOK_MS = 100;
let count = 0;

const escaped = (url: string) => url.replaceAll('&', '&amp;');

/** @param simulators one for each frame: hung requests of the cases beside it would hold its connections */
export function createCases(driver: Driver, host: CaseHost, simulators: readonly Simulator[]): Cases {
  const origin = simulators[0]?.hosts.page ?? '';
  let isOpen = false;

  const open = async () => {
    if (isOpen) return;
    await driver.open(`${origin}/stage`);
    while (!(await driver.evaluate(() => 'caseStage' in window, null)));
    isOpen = true;
  };

  const prepare = (shape: PageShape, fault: PageFault, how: HowPlayed, { hosts }: Simulator) => {
    const number = ++count;
    const isAliyun = shape.site === 'aliyun';
    const id = isAliyun ? `scene${number}` : String(190_000_000 + number);
    const simulatorCase = { ...fault.simulatorCase, run: `d${process.pid}n${number}` };
    const vendorUrl = `${entryUrl(hosts, shape.entry, simulatorCase)}&speed=${fault.speed}`;
    const query = new URLSearchParams({ for: shape.site, deadline: String(fault.deadline), script: vendorUrl });
    const src = how.tag === 'vendor' ? vendorUrl : `${DROP_IN}?${query.toString()}`;
    const { press, pressable, v2, sends } = shape;
    const spec: CaseSpec = {
      id,
      patience: fault.deadline + how.patience,
      ...(press !== undefined && { press }),
      ...(pressable !== undefined && { pressable }),
      ...(v2 && { v2 }),
      ...(sends && { sends }),
      ...(fault.late !== undefined && how.tag === 'drop-in' && { late: fault.late }),
    };
    return { url: origin + host.put(shape.html({ src: escaped(src), id })), spec: JSON.stringify(spec) };
  };

  return {
    async play(shape, faults, how) {
      await open();
      const results: CaseResult[] = [];
      const free = simulators.map((_, slot) => slot);
      const running = new Map<number, number>();
      let next = 0;
      while (next < faults.length || running.size) {
        for (let slot = free.shift(); slot !== undefined; slot = next < faults.length ? free.shift() : undefined) {
          const simulator = simulators[slot];
          const fault = faults[next];
          if (!simulator || !fault) break;
          running.set(slot, next++);
          const given = { slot, ...prepare(shape, fault, how, simulator) };
          await driver.evaluate((each) => window.caseStage.start(each.slot, each.url, each.spec), given);
        }
        await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
        for (const { slot, result } of await driver.evaluate(() => window.caseStage.collect(), null)) {
          results[running.get(slot) ?? -1] = JSON.parse(result) as CaseResult;
          running.delete(slot);
          free.push(slot);
        }
      }
      return results;
    },
  };
}
