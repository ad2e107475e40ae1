/** As visitor-choices.js has set it, before this module is read. The demo's server, which shares a few modules, has no page. */
const tag = typeof document === 'object' ? document.documentElement.lang : 'en';

export const language: 'en' | 'zh' = tag.startsWith('zh') ? 'zh' : 'en';

/** A text in the page's language. */
export const say = (en: string, zh: string): string => (language === 'zh' ? zh : en);
