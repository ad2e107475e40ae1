import { PICTURE_HEIGHT, PICTURE_WIDTH } from './picture-size.js';

const SURFACES = '#aliyunCaptcha-window-popup, .aliyunCaptcha-challenge, .aliyunCaptcha-start, .aliyunCaptcha-loading';

/** The widget's style sheet, in the light and the dark of the reader's system. */
export const MAIN_CSS = `
${SURFACES} {
  color-scheme: light dark;
  --ac-surface: #fff; --ac-text: #1f2329; --ac-soft: #5c6370; --ac-line: #7d8694; --ac-track: #e9edf3;
  --ac-accent: #0a58ca; --ac-on-accent: #fff; --ac-good: #17693a; --ac-bad: #b3261e;
  box-sizing: border-box; font-family: system-ui, sans-serif;
}
@media (prefers-color-scheme: dark) {
  ${SURFACES} {
    --ac-surface: #22262d; --ac-text: #f2f4f7; --ac-soft: #b4bcc8; --ac-line: #8a94a3; --ac-track: #363c46;
    --ac-accent: #8ab4ff; --ac-on-accent: #10151d; --ac-good: #7ddc9f; --ac-bad: #ff9d94;
  }
}
#aliyunCaptcha-mask { position: fixed; inset: 0; z-index: 999999; background: rgb(0 0 0 / 50%); }
#aliyunCaptcha-window-popup {
  position: fixed; left: 50%; top: 50%; transform: translate(-50%, -50%); z-index: 1000000;
  min-width: 352px; max-width: 100vw; min-height: 120px; max-height: 100vh; overflow: auto; padding: 16px;
  border-radius: 8px; background: var(--ac-surface); color: var(--ac-text); box-shadow: 0 8px 32px rgb(0 0 0 / 30%);
}
@media (max-width: 352px) { #aliyunCaptcha-window-popup { min-width: 320px; padding: 16px 0; } }
#aliyunCaptcha-window-popup:focus { outline: none; }
.aliyunCaptcha-bar { display: flex; align-items: center; gap: 4px; margin-bottom: 8px; }
.aliyunCaptcha-title { flex: 1; font-weight: 600; }
/* Which of two simulated vendors this is, for whoever watches one take over from the other. */
.aliyunCaptcha-vendor { font-size: 12px; }
.aliyunCaptcha-icon {
  width: 32px; height: 32px; border: 0; border-radius: 4px; background: none; color: var(--ac-soft);
  font: 20px/1 system-ui, sans-serif; cursor: pointer;
}
.aliyunCaptcha-icon:hover { background: var(--ac-track); }
.aliyunCaptcha-challenge {
  width: max-content; max-width: 100%; min-width: ${PICTURE_WIDTH}px; padding-block: 8px;
  background: var(--ac-surface); color: var(--ac-text);
}
.aliyunCaptcha-tip { margin: 0 0 8px; font-size: 0.875em; color: var(--ac-soft); }
.aliyunCaptcha-picture {
  position: relative; overflow: hidden; width: ${PICTURE_WIDTH}px; height: ${PICTURE_HEIGHT}px; margin-bottom: 8px;
  border-radius: 4px; background: var(--ac-track); direction: ltr;
}
.aliyunCaptcha-picture img { position: absolute; left: 0; top: 0; }
.aliyunCaptcha-track {
  position: relative; box-sizing: border-box; width: ${PICTURE_WIDTH}px; height: 40px; border-radius: 4px;
  background: var(--ac-track); box-shadow: inset 0 0 0 1px var(--ac-line);
}
.aliyunCaptcha-handle {
  position: absolute; left: 0; top: 0; display: grid; place-items: center; width: 48px; height: 100%;
  border-radius: 4px;
  background: var(--ac-accent); color: var(--ac-on-accent); cursor: grab; touch-action: none; user-select: none;
}
.aliyunCaptcha-handle:active { cursor: grabbing; }
.aliyunCaptcha-handle[aria-disabled="true"] { opacity: 0.7; cursor: default; }
.aliyunCaptcha-handle:focus-visible, .aliyunCaptcha-icon:focus-visible, .aliyunCaptcha-checkbox:focus-visible,
.aliyunCaptcha-start:focus-visible { outline: 3px solid var(--ac-accent); outline-offset: 2px; }
.aliyunCaptcha-status { min-height: 1.5em; margin: 8px 0 0; font-size: 0.875em; line-height: 1.5; }
[data-state="success"] .aliyunCaptcha-status { color: var(--ac-good); }
[data-state$="fail"] .aliyunCaptcha-status { color: var(--ac-bad); }
.aliyunCaptcha-checkbox, .aliyunCaptcha-start {
  display: flex; align-items: center; gap: 10px; box-sizing: border-box; width: ${PICTURE_WIDTH}px; min-height: 44px;
  padding: 0 12px; border: 1px solid var(--ac-line); border-radius: 4px; background: var(--ac-surface);
  color: var(--ac-text); font-size: 0.9375em; text-align: start; cursor: pointer;
}
.aliyunCaptcha-checkbox::before {
  content: ""; width: 20px; height: 20px; border: 2px solid var(--ac-line); border-radius: 4px;
}
.aliyunCaptcha-checkbox[aria-checked="true"]::before { content: "✓"; line-height: 20px; text-align: center; }
.aliyunCaptcha-start img { max-height: 24px; margin-inline-start: auto; }
.aliyunCaptcha-loading {
  display: grid; place-items: center; width: ${PICTURE_WIDTH}px; height: 120px;
  background: var(--ac-surface); color: var(--ac-soft);
}
`;
