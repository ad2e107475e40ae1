import type { CaptchaConfig } from './captcha-config.js';

/** Keys as `upLang` takes them; the ones in the last block are the simulator's own. */
export interface CaptchaTexts {
  START_VERIFY: string;
  POPUP_TITLE: string;
  SLIDE_TIP: string;
  CHECK_BOX_TIP: string;
  PUZZLE_TIP: string;
  INPAINTING_TIP: string;
  VERIFYING: string;
  SUCCESS: string;
  SLIDE_FAIL: string;
  CAPTCHA_FAIL: string;
  CAPTCHA_COMPLETED: string;
  FINISH_CAPTCHA: string;
  CONGESTION: string;
  LOADING: string;
  LANG: string;
  CLOSE: string;
  REFRESH: string;
  PICTURE: string;
}

const cn: CaptchaTexts = {
  START_VERIFY: '点击开始验证',
  POPUP_TITLE: '安全验证',
  SLIDE_TIP: '把滑块拖到最右边',
  CHECK_BOX_TIP: '点击确认您不是机器人',
  PUZZLE_TIP: '拖动滑块，让拼图填满缺口',
  INPAINTING_TIP: '拖动滑块，补全图片',
  VERIFYING: '正在验证',
  SUCCESS: '验证通过',
  SLIDE_FAIL: '位置不对，请再试一次',
  CAPTCHA_FAIL: '验证未通过，请再试一次',
  CAPTCHA_COMPLETED: '已完成，请提交',
  FINISH_CAPTCHA: '请先完成验证',
  CONGESTION: '网络拥挤，请刷新后再试',
  LOADING: '加载中',
  LANG: 'zh-CN',
  CLOSE: '关闭',
  REFRESH: '换一个',
  PICTURE: '带缺口的图片',
};

const tw: CaptchaTexts = {
  START_VERIFY: '點擊開始驗證',
  POPUP_TITLE: '安全驗證',
  SLIDE_TIP: '把滑塊拖到最右邊',
  CHECK_BOX_TIP: '點擊確認您不是機器人',
  PUZZLE_TIP: '拖動滑塊，讓拼圖填滿缺口',
  INPAINTING_TIP: '拖動滑塊，補全圖片',
  VERIFYING: '正在驗證',
  SUCCESS: '驗證通過',
  SLIDE_FAIL: '位置不對，請再試一次',
  CAPTCHA_FAIL: '驗證未通過，請再試一次',
  CAPTCHA_COMPLETED: '已完成，請提交',
  FINISH_CAPTCHA: '請先完成驗證',
  CONGESTION: '網路壅塞，請重新整理後再試',
  LOADING: '載入中',
  LANG: 'zh-TW',
  CLOSE: '關閉',
  REFRESH: '換一個',
  PICTURE: '帶缺口的圖片',
};

const en: CaptchaTexts = {
  START_VERIFY: 'Click to start verification',
  POPUP_TITLE: 'Security check',
  SLIDE_TIP: 'Drag the slider all the way to the right',
  CHECK_BOX_TIP: 'Confirm that you are not a robot',
  PUZZLE_TIP: 'Move the slider until the piece fills the gap',
  INPAINTING_TIP: 'Move the slider until the picture is whole',
  VERIFYING: 'Verifying',
  SUCCESS: 'Verified',
  SLIDE_FAIL: 'Not quite there. Try again.',
  CAPTCHA_FAIL: 'Verification failed. Try again.',
  CAPTCHA_COMPLETED: 'Done, now submit',
  FINISH_CAPTCHA: 'Complete the verification first',
  CONGESTION: 'The network is busy. Refresh and try again.',
  LOADING: 'Loading',
  LANG: 'en',
  CLOSE: 'Close',
  REFRESH: 'New challenge',
  PICTURE: 'A picture with a gap',
};

/** Titles show that the language arrived; the rest of these languages is English here. */
const titles = {
  ar: 'التحقق الأمني',
  de: 'Sicherheitsprüfung',
  es: 'Comprobación de seguridad',
  fr: 'Contrôle de sécurité',
  in: 'Pemeriksaan keamanan',
  it: 'Controllo di sicurezza',
  ja: 'セキュリティ確認',
  ko: '보안 확인',
  pt: 'Verificação de segurança',
  ru: 'Проверка безопасности',
  ms: 'Semakan keselamatan',
  th: 'การตรวจสอบความปลอดภัย',
  tr: 'Güvenlik kontrolü',
  vi: 'Kiểm tra bảo mật',
};

/** The 17 languages of the vendor, under its own codes: `cn` and `in` are not those of BCP 47. */
export const TEXTS: Record<string, CaptchaTexts> = {
  cn,
  tw,
  en,
  ...Object.fromEntries(Object.entries(titles).map(([code, title]) => [code, { ...en, POPUP_TITLE: title }])),
};

/** A language that the script does not know is shown in Chinese. */
export function textsOf(config: CaptchaConfig): CaptchaTexts {
  const language = config.language ?? 'cn';
  return { ...(TEXTS[language] ?? cn), ...config.upLang?.[language] };
}
