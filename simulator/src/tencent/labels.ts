export interface Labels {
  title: string;
  slider: string;
  position: (value: number, max: number) => string;
  image: string;
  refresh: string;
  close: string;
  help: string;
  loading: string;
  checking: string;
  wrong: string;
  passed: string;
  networkError: string;
  checkbox: string;
}

const ENGLISH: Labels = {
  title: 'Security check',
  slider: 'Slide the piece into the gap',
  position: (value, max) => `${value} of ${max}`,
  image: 'A picture with a gap and the piece that fits into it',
  refresh: 'New picture',
  close: 'Close',
  help: 'Help',
  loading: 'Loading…',
  checking: 'Checking…',
  wrong: 'The piece does not fit there. Try again.',
  passed: 'Passed',
  networkError: 'Network error, trying again…',
  checkbox: 'I am human',
};

const SIMPLIFIED_CHINESE: Labels = {
  title: '安全检查',
  slider: '把滑块拖到缺口处',
  position: (value, max) => `位置 ${value}，共 ${max}`,
  image: '带缺口的图片和对应的拼块',
  refresh: '换一张图',
  close: '关闭',
  help: '帮助',
  loading: '加载中…',
  checking: '检查中…',
  wrong: '位置不对，再试一次',
  passed: '已通过',
  networkError: '网络出错，正在重试…',
  checkbox: '我不是机器人',
};

const TRADITIONAL_CHINESE: Labels = {
  title: '安全檢查',
  slider: '把滑塊拖到缺口處',
  position: (value, max) => `位置 ${value}，共 ${max}`,
  image: '帶缺口的圖片和對應的拼塊',
  refresh: '換一張圖',
  close: '關閉',
  help: '說明',
  loading: '載入中…',
  checking: '檢查中…',
  wrong: '位置不對，再試一次',
  passed: '已通過',
  networkError: '網路出錯，正在重試…',
  checkbox: '我不是機器人',
};

const TEXTS: Record<string, Labels> = {
  'zh-cn': SIMPLIFIED_CHINESE,
  'zh-hk': TRADITIONAL_CHINESE,
  'zh-tw': TRADITIONAL_CHINESE,
};

/** The simulator speaks three languages; the `lang` attribute says which one the user gets. */
export function labelsFor(language: string): { labels: Labels; lang: string } {
  const labels = TEXTS[language];
  return labels ? { labels, lang: language } : { labels: ENGLISH, lang: 'en' };
}
