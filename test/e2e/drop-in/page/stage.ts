/** Plays cases side by side, each in a frame of its own: most of a case is waiting. */
export interface CaseStage {
  start(slot: number, url: string, spec: string): void;
  /** What is finished since the last time. */
  collect(): { slot: number; result: string }[];
}

declare global {
  interface Window {
    caseStage: CaseStage;
  }
}

const finished: { slot: number; result: string }[] = [];
const LOOK_MS = 30;

async function play(frame: HTMLIFrameElement, url: string, spec: string, patience: number): Promise<string> {
  frame.src = url;
  document.body.append(frame);
  const end = performance.now() + patience;
  const probe = () => (frame.contentWindow as { probe?: Window['probe'] } | null)?.probe;
  for (let begun = false; performance.now() < end;) {
    const there = probe();
    if (there && !begun) {
      begun = true;
      there.play(spec);
    }
    if (there?.result) return there.result;
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
  return JSON.stringify({ calls: [`no result after ${patience} ms`], ms: null });
}

window.caseStage = {
  start(slot, url, spec) {
    const frame = document.createElement('iframe');
    void play(frame, url, spec, 60_000).then((result) => {
      // Its hung requests give their connections back.
      frame.remove();
      finished.push({ slot, result });
    });
  },
  collect: () => finished.splice(0),
};
