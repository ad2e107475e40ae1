const key = 'demo-theme';
const themes = ['system', 'light', 'dark'] as const;
type Theme = (typeof themes)[number];

/** Follows the system unless the visitor chose otherwise; the choice is kept in this browser. */
export function setUpTheme(group: HTMLFieldSetElement): void {
  const apply = (theme: Theme) => {
    if (theme === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
  };
  const stored = read();
  apply(stored);
  for (const radio of group.querySelectorAll('input')) {
    radio.checked = radio.value === stored;
    radio.addEventListener('change', () => {
      const chosen = themes.find((theme) => theme === radio.value) ?? 'system';
      apply(chosen);
      try {
        localStorage.setItem(key, chosen);
      } catch {
        // Storage may be blocked: the choice lasts as long as the page then.
      }
    });
  }
}

function read(): Theme {
  try {
    return themes.find((theme) => theme === localStorage.getItem(key)) ?? 'system';
  } catch {
    return 'system';
  }
}
