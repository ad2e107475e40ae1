import type { Labels } from './labels.js';
import { SLIDER_MAX } from './puzzle.js';

const STEPS: Record<string, number> = {
  ArrowRight: 1,
  ArrowUp: 1,
  ArrowLeft: -1,
  ArrowDown: -1,
  PageUp: 10,
  PageDown: -10,
  Home: -SLIDER_MAX,
  End: SLIDER_MAX,
};

export interface Slider {
  lock(): void;
  unlock(solution: number): void;
}

/** Makes a slider of a handle and its track: keys move it, Enter or the end of a drag submits. */
export function makeSlider(
  handle: HTMLElement,
  labels: Labels,
  moved: (value: number) => void,
  submit: (value: number) => void,
): Slider {
  let value = 0;
  let isLocked = true;
  /** Pointer position that means zero. */
  let origin: number | null = null;

  const way = () => Math.max(1, (handle.parentElement?.clientWidth ?? 0) - handle.offsetWidth);
  /** An ancestor scales the popup on narrow screens. */
  const scale = () => handle.getBoundingClientRect().width / Math.max(1, handle.offsetWidth) || 1;

  function move(to: number): void {
    value = Math.round(Math.min(SLIDER_MAX, Math.max(0, to)));
    handle.style.left = `${(way() * value) / SLIDER_MAX}px`;
    handle.setAttribute('aria-valuenow', String(value));
    handle.setAttribute('aria-valuetext', labels.position(value, SLIDER_MAX));
    moved(value);
  }

  handle.setAttribute('aria-valuemin', '0');
  handle.setAttribute('aria-valuemax', String(SLIDER_MAX));
  handle.addEventListener('keydown', (event) => {
    const step = STEPS[event.key];
    const submits = event.key === 'Enter' || event.key === ' ';
    if (isLocked || (step === undefined && !submits)) return;
    event.preventDefault();
    if (step === undefined) submit(value);
    else move(value + step);
  });
  handle.addEventListener('pointerdown', (event) => {
    if (isLocked) return;
    handle.setPointerCapture(event.pointerId);
    origin = event.clientX - (value / SLIDER_MAX) * way() * scale();
  });
  handle.addEventListener('pointermove', (event) => {
    if (origin === null || isLocked) return;
    move(((event.clientX - origin) / (way() * scale())) * SLIDER_MAX);
  });
  handle.addEventListener('pointerup', () => {
    const wasDragged = origin !== null && value > 0;
    origin = null;
    if (wasDragged && !isLocked) submit(value);
  });
  handle.addEventListener('pointercancel', () => (origin = null));

  return {
    lock() {
      isLocked = true;
      handle.setAttribute('aria-disabled', 'true');
    },
    unlock(solution) {
      isLocked = false;
      handle.removeAttribute('aria-disabled');
      // The answer is on the page for tests and for people who only want to see the flow: this is a simulator.
      handle.dataset['solution'] = String(solution);
      move(0);
    },
  };
}
