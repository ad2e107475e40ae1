// What the visitor chose, before anything of a page is drawn: the language, else the browser's first that is English or
// Chinese, and the theme, else the system's. A classic script, since a module would run too late for that.
(() => {
  const key = 'demo-language';
  const isChinese = (tag) => /^zh\b/i.test(tag);
  const stored = (name) => {
    try {
      return localStorage.getItem(name);
    } catch {
      return null; // storage may be blocked
    }
  };
  const preferred = [stored(key) || '', ...navigator.languages].find((tag) => /^(en|zh)\b/i.test(tag));
  const tag = isChinese(preferred || 'en') ? 'zh-CN' : 'en';
  document.documentElement.lang = tag;
  const theme = stored('demo-theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;

  /** Texts stand in the page in English, with their Chinese beside them. */
  const translate = () => {
    for (const node of document.querySelectorAll('[data-zh]')) node.textContent = node.dataset.zh;
    for (const node of document.querySelectorAll('[data-zh-label]'))
      node.setAttribute('aria-label', node.dataset.zhLabel);
  };

  document.addEventListener('DOMContentLoaded', () => {
    if (isChinese(tag)) translate();
    for (const radio of document.querySelectorAll('input[name=language-of-page]')) {
      radio.checked = radio.value === tag;
      radio.addEventListener('change', () => {
        try {
          localStorage.setItem(key, radio.value);
        } catch {
          return;
        }
        location.reload();
      });
    }
  });
})();
