import { say } from './language.js';

/** Copies on a press and says so on the button. */
export function setUpCopyButton(button: HTMLButtonElement, text: () => string): void {
  const label = button.textContent;
  button.addEventListener('click', () => {
    navigator.clipboard.writeText(text()).then(
      () => announce(say('Copied', '已复制')),
      () => announce(say('Not allowed here', '这里不允许')),
    );
  });
  const announce = (result: string) => {
    button.textContent = result;
    window.setTimeout(() => (button.textContent = label), 1500);
  };
}
