/** The page that plays rows side by side, each in a frame of its own: most of a row is waiting. */
export interface Stage {
  start(slot: number, url: string, spec: string): void;
  /** What is finished since the last time. */
  collect(): { slot: number; result: string }[];
}

declare global {
  interface Window {
    stage: Stage;
  }
}

const finished: { slot: number; result: string }[] = [];
const patience = 60_000;

async function play(frame: HTMLIFrameElement, url: string, spec: string): Promise<string> {
  frame.src = url;
  document.body.append(frame);
  const end = performance.now() + patience;
  const frameWindow = () => frame.contentWindow as { scenario?: Window['scenario'] } | null;
  for (let begun = false; performance.now() < end;) {
    const scenario = frameWindow()?.scenario;
    if (scenario && !begun) {
      begun = true;
      scenario.begin(spec);
    }
    if (scenario?.result) return scenario.result;
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  return JSON.stringify({ broken: `No result after ${patience} ms` });
}

window.stage = {
  start(slot, url, spec) {
    const frame = document.createElement('iframe');
    void play(frame, url, spec).then((result) => {
      // Its hung requests give their connections back.
      frame.remove();
      finished.push({ slot, result });
    });
  },
  collect: () => finished.splice(0),
};
