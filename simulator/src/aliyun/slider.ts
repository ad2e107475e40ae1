import type { Scene } from '../case.js';
import { solutionOf } from './solution.js';

export interface SliderOptions {
  label: string;
  certifyId: string;
  type: Scene | undefined;
  moved: (value: number) => void;
  submitted: (value: number) => void;
}

export interface Slider {
  root: HTMLElement;
  lock(): void;
  /** Back to the start, ready for another try. */
  reset(): void;
}

const STEPS: Record<string, number> = {
  ArrowRight: 1,
  ArrowUp: 1,
  ArrowLeft: -1,
  ArrowDown: -1,
  PageUp: 10,
  PageDown: -10,
  Home: -100,
  End: 100,
};

/** A slider from 0 to 100: keys move it and Enter submits, a drag submits where it ends. */
export function createSlider({ label, certifyId, type, moved, submitted }: SliderOptions): Slider {
  const handle = document.createElement('div');
  handle.id = 'aliyunCaptcha-sliding-slider';
  handle.className = 'aliyunCaptcha-handle';
  handle.tabIndex = 0;
  handle.setAttribute('role', 'slider');
  handle.setAttribute('aria-label', label);
  handle.setAttribute('aria-valuemin', '0');
  handle.setAttribute('aria-valuemax', '100');
  handle.textContent = '→';
  // For tests and for people who only want to see the flow: this is a simulator.
  handle.dataset['solution'] = String(solutionOf(certifyId, type));
  const track = document.createElement('div');
  track.className = 'aliyunCaptcha-track';
  track.dir = 'ltr';
  track.append(handle);

  let value = 0;
  let isLocked = false;
  let dragStart: number | undefined;

  function move(to: number): void {
    value = Math.round(Math.min(100, Math.max(0, to)));
    handle.setAttribute('aria-valuenow', String(value));
    handle.setAttribute('aria-valuetext', `${value} %`);
    handle.style.left = `calc((100% - ${handle.offsetWidth}px) * ${value / 100})`;
    moved(value);
  }

  handle.addEventListener('keydown', (event) => {
    const step = STEPS[event.key];
    if (isLocked || (step === undefined && event.key !== 'Enter')) return;
    event.preventDefault();
    if (step === undefined) submitted(value);
    else move(value + step);
  });
  handle.addEventListener('pointerdown', (event) => {
    if (isLocked) return;
    handle.setPointerCapture(event.pointerId);
    dragStart = event.clientX - (value / 100) * way();
  });
  handle.addEventListener('pointermove', (event) => {
    if (dragStart !== undefined && !isLocked) move(((event.clientX - dragStart) / way()) * 100);
  });
  handle.addEventListener('pointerup', () => {
    const wasDragged = dragStart !== undefined && value > 0;
    dragStart = undefined;
    if (wasDragged && !isLocked) submitted(value);
  });
  handle.addEventListener('pointercancel', () => (dragStart = undefined));

  function way(): number {
    return Math.max(1, track.clientWidth - handle.offsetWidth);
  }

  move(0);
  return {
    root: track,
    lock() {
      isLocked = true;
      handle.setAttribute('aria-disabled', 'true');
    },
    reset() {
      isLocked = false;
      handle.removeAttribute('aria-disabled');
      move(0);
    },
  };
}
