/** A choice among radio buttons, kept in this browser. Calls back at once and at each change. The first is the default. */
export function setUpStoredChoice<T extends string>(
  group: HTMLFieldSetElement,
  key: string,
  choices: readonly [T, ...T[]],
  show: (choice: T) => void,
): void {
  const known = (value: string | null): T => choices.find((choice) => choice === value) ?? choices[0];
  const stored = known(read(key));
  for (const radio of group.querySelectorAll('input')) {
    radio.checked = radio.value === stored;
    radio.addEventListener('change', () => {
      const chosen = known(radio.value);
      show(chosen);
      try {
        localStorage.setItem(key, chosen);
      } catch {
        // Storage may be blocked: the choice lasts as long as the page then.
      }
    });
  }
  show(stored);
}

function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}
