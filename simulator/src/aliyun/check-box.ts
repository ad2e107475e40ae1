export interface CheckBox {
  root: HTMLElement;
  lock(): void;
  reset(): void;
}

/** One click, Space or Enter is the whole challenge. */
export function createCheckBox(label: string, submitted: () => void): CheckBox {
  const box = document.createElement('button');
  box.type = 'button';
  box.id = 'aliyunCaptcha-checkbox-icon';
  box.className = 'aliyunCaptcha-checkbox';
  box.setAttribute('role', 'checkbox');
  box.setAttribute('aria-checked', 'false');
  box.textContent = label;
  let isLocked = false;
  box.addEventListener('click', () => {
    if (isLocked) return;
    box.setAttribute('aria-checked', 'true');
    submitted();
  });
  return {
    root: box,
    lock() {
      isLocked = true;
      box.setAttribute('aria-disabled', 'true');
    },
    reset() {
      isLocked = false;
      box.removeAttribute('aria-disabled');
      box.setAttribute('aria-checked', 'false');
    },
  };
}
