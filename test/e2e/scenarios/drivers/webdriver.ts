import { startWebKit, type WebKitParts } from '../../../tools/webkit-driver.mjs';
import { VIEWPORT, type Driver } from './driver.js';

/** WebDriver's code points of the keys that have no character. */
const KEYS: Record<string, string> = {
  Enter: '\uE007',
  Escape: '\uE00C',
  PageUp: '\uE00E',
  ArrowRight: '\uE014',
  Tab: '\uE004',
};

/** A WebKit of the system, by plain WebDriver. */
export async function webDriver(parts: WebKitParts): Promise<Driver> {
  const { command, close } = await startWebKit(parts);
  await command('POST', '/window/rect', { x: 0, y: 0, ...VIEWPORT });

  /** What a script that calls back gives, or throws. */
  async function run(script: string, args: readonly unknown[]): Promise<unknown> {
    const answer = (await command('POST', '/execute/async', { script, args })) as { value?: unknown; error?: string };
    if (answer.error !== undefined) throw new Error(answer.error);
    return answer.value;
  }

  return {
    async open(url) {
      await command('POST', '/url', { url });
      // The driver does not wait for pages, since some of them never load; and the old one may still be there.
      const here = () => run('arguments[0]({ value: location.href })', []).catch(() => undefined);
      while ((await here()) !== url) await new Promise((resolve) => setTimeout(resolve, 10));
    },
    evaluate: (act, given) =>
      run(
        `const [given, done] = arguments;
        new Promise((resolve) => resolve((${act.toString()})(JSON.parse(given)))).then(
          (value) => done({ value }), (error) => done({ error: String(error) }));`,
        [JSON.stringify(given ?? null)],
      ) as never,
    async press(keys) {
      const actions = keys.flatMap((key) =>
        (['keyDown', 'keyUp'] as const).map((type) => ({ type, value: KEYS[key] ?? key })),
      );
      await command('POST', '/actions', { actions: [{ type: 'key', id: 'keyboard', actions }] });
    },
    async back() {
      await command('POST', '/back');
    },
    close,
  };
}
