import { say } from './language.js';

/** Counts a proof's lifetime down in an element, once a second. Returns the way to stop. */
export function countDown(target: HTMLElement, expiresAt: number): () => void {
  const show = () => {
    const left = expiresAt - Date.now();
    target.textContent =
      left > 0 ? say(`Good for ${minutes(left)}`, `还有 ${minutes(left)} 有效`) : say('Expired', '已过期');
    target.dataset.expired = String(left <= 0);
    if (left <= 0) window.clearInterval(timer);
  };
  const timer = window.setInterval(show, 1000);
  show();
  return () => window.clearInterval(timer);
}

function minutes(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')} min`;
}
