import { entryUrl, type Place, type SimulatorCase } from 'captcha-failover-simulator/cases';
import type { Simulator } from 'captcha-failover-simulator';
import type { Engine } from '../engines.js';
import type { Driver } from './drivers/driver.js';
import { expectedIn } from './expected-in.js';
import type { RowHost } from './page-host.js';
import type { Result, Spec } from './page/spec.js';
import type { FaultyProvider, PlainProvider, Row } from './row.js';

/** A row that was played, with what the simulator saw of it. */
export interface Played {
  result: Result;
  /** Of the providers. */
  ids: readonly string[];
  /** Requests of the first provider. */
  requests: Partial<Record<Place, number>>;
}

/** Plays rows ahead of the tests that ask for them, side by side in the frames of one page. */
export interface Stage {
  played(plan: readonly Row[], row: Row): Promise<Played>;
  /** Gives the browser free for another page. */
  leave(): Promise<void>;
}

/** A row made ready: its page is in its place. */
export interface Prepared {
  url: string;
  spec: Spec;
  finish(text: string): Played;
}

/** How often the page is asked what is finished, in ms. */
const LOOK_MS = 100;

let rows = 0;

/** @param simulators one for each frame: hung requests of the rows beside it would hold its connections */
export function createStage(driver: Driver, engine: Engine, host: RowHost, simulators: readonly Simulator[]): Stage {
  const free = simulators.map((_, slot) => slot);
  const started = new Map<Row, Promise<Played>>();
  const running = new Map<number, { prepared: Prepared; settle(played: Played): void; fail(error: unknown): void }>();
  const page = simulators[0]?.hosts.page ?? '';
  let opened: Promise<void> | undefined;
  let turns = Promise.resolve();
  let isLooking = false;

  /** One command at a time: plain WebDriver takes no more. */
  const inTurn = <T>(act: () => Promise<T>): Promise<T> => {
    const turn = turns.then(act);
    turns = turn.then(
      () => undefined,
      () => undefined,
    );
    return turn;
  };

  const open = async () => {
    await driver.open(`${page}/stage`);
    while (!(await driver.evaluate(() => 'stage' in window, null)));
  };

  const start = (row: Row, slot: number): Promise<Played> => {
    const simulator = simulators[slot];
    if (!simulator) throw new Error('No such slot');
    const prepared = prepareRow(row, engine, host, page, simulator);
    const played = new Promise<Played>((settle, fail) => running.set(slot, { prepared, settle, fail }));
    // It is the row's own test that tells of a failure.
    played.catch(() => undefined);
    started.set(row, played);
    opened ??= inTurn(open);
    const { url, spec } = prepared;
    const given = { slot, url, text: JSON.stringify(spec) };
    opened
      .then(() => inTurn(() => driver.evaluate((row) => window.stage.start(row.slot, row.url, row.text), given)))
      .catch((error: unknown) => running.get(slot)?.fail(error));
    return played;
  };

  const collect = async () => {
    await opened;
    for (const { slot, result } of await inTurn(() => driver.evaluate(() => window.stage.collect(), null))) {
      const over = running.get(slot);
      running.delete(slot);
      free.push(slot);
      try {
        if (over) over.settle(over.prepared.finish(result));
      } catch (error) {
        over?.fail(error);
      }
    }
  };

  const look = async (fill: () => void) => {
    if (isLooking) return;
    isLooking = true;
    try {
      while (running.size) {
        await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
        await collect();
        fill();
      }
    } catch (error) {
      running.forEach(({ fail }) => fail(error));
    } finally {
      isLooking = false;
    }
  };

  return {
    async leave() {
      while (running.size) await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
      opened = undefined;
    },

    async played(plan, row) {
      const at = plan.indexOf(row);
      const fill = () => {
        for (const next of plan.slice(at, at + 3 * simulators.length)) {
          if (started.has(next)) continue;
          const slot = free.shift();
          if (slot === undefined) return;
          void start(next, slot);
        }
      };
      fill();
      void look(fill);
      let played = started.get(row);
      while (!played) {
        await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
        fill();
        played = started.get(row);
      }
      return played;
    },
  };
}

/** Puts a row's page in its place, under ids of its own: a page's memory of failures is shared by its frames. */
export function prepareRow(
  row: Row,
  engine: Engine,
  host: RowHost,
  pageOrigin: string,
  simulator: Simulator,
): Prepared {
  const { hosts } = simulator;
  const expected = expectedIn(row, engine);
  const number = ++rows;
  const runs = row.providers.map((_, n) => `w${process.pid}r${number}p${n}`);
  const url = (
    { script, vendor, speed = row.speed }: FaultyProvider,
    simulatorCase: Partial<SimulatorCase>,
    run: string,
  ) =>
    `${entryUrl(hosts, script ?? (vendor === 'tencent' ? 'tencent-cn' : 'aliyun'), { ...simulatorCase, run })}&speed=${speed}`;
  const providers = row.providers.map((provider, n): PlainProvider => {
    const { vendor, architecture, simulatorCase, secondUrl, region } = provider;
    const run = runs[n] ?? '';
    const first = url(provider, simulatorCase, run);
    const scriptUrl = secondUrl ? [first, url(provider, secondUrl, `${run}b`)] : first;
    if (vendor === 'tencent') {
      const site = region === 'intl' ? { region } : {};
      return { vendor, appId: String(100_000_000 + number * 10 + n), scriptUrl, ...site };
    }
    const sgp = region === 'sgp' ? { region } : {};
    return {
      vendor,
      sceneId: `scene${number}p${n}`,
      prefix: 'pre',
      scriptUrl,
      ...sgp,
      ...(architecture && { architecture }),
    };
  });
  const path = host.reserve();
  const urls = providers.map(({ scriptUrl }) => String([scriptUrl].flat()[0]));
  host.put(path, row.page?.({ hosts, urls, hanging: `${pageOrigin}/hanging` }) ?? {});
  const { user, shown = user ? 1 : 0 } = expected;
  return {
    url: pageOrigin + path,
    spec: {
      providers,
      options: row.options,
      play: row.play ?? 'verify',
      how: row.how ?? '',
      shown,
      user: user ?? null,
      late: row.late ?? null,
      runs,
      // Another name of the same host is another origin.
      elsewhere: pageOrigin.replace('127.0.0.1', 'localhost') + path,
      preloads: row.preloads ?? null,
      isEarly: row.isEarly ?? false,
    },
    finish(text) {
      const result = JSON.parse(text) as Result & { broken?: string };
      if (result.broken) throw new Error(result.broken);
      const requests: Played['requests'] = {};
      for (const { run, place } of simulator.requests)
        if (place && run === runs[0]) requests[place] = (requests[place] ?? 0) + 1;
      return {
        result,
        ids: providers.map((each) => (each.vendor === 'tencent' ? each.appId : each.sceneId)),
        requests,
      };
    },
  };
}
