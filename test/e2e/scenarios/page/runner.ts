import { plays } from './plays.js';
import { createRun } from './run.js';
import type { Result, Spec } from './spec.js';

declare global {
  interface Window {
    /** Plays this page's row. */
    scenario: {
      begin(spec: string): void;
      /** The result as JSON, or what broke it off; undefined before there is one. */
      result?: string;
      /** The page came back from the back/forward cache. */
      isBack?: boolean;
      /** The page's own box for an embed. */
      box?: HTMLElement | null;
    };
  }
}

async function play(spec: Spec): Promise<Result> {
  if (!spec.isEarly && document.readyState !== 'complete')
    await new Promise((resolve) => addEventListener('load', resolve));
  const run = createRun(spec);
  await plays[spec.play](run);
  return run.finish();
}

window.scenario = {
  begin(text) {
    const spec = JSON.parse(text) as Spec;
    if (spec.options.element) window.scenario.box = document.querySelector<HTMLElement>(spec.options.element);
    play(spec).then(
      (result) => (window.scenario.result = JSON.stringify(result)),
      (error: unknown) => (window.scenario.result = JSON.stringify({ broken: String(error) })),
    );
  },
};

addEventListener('pageshow', ({ persisted }) => (window.scenario.isBack = persisted));

// As the frame of a row that is about frames.
let isAsked = false;
addEventListener('message', ({ source, data }: MessageEvent<string>) => {
  if (isAsked || !source || source === window) return;
  isAsked = true;
  void play(JSON.parse(data) as Spec).then((result) =>
    (source as Window).postMessage(JSON.stringify(result), { targetOrigin: '*' }),
  );
});
