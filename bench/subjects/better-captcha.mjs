import { HCaptchaProvider } from '@better-captcha/core/providers/hcaptcha';

window.start = async () => {
  const provider = new HCaptchaProvider('key1');
  await provider.init();
  try {
    provider.render(document.body);
    return 'loaded';
  } catch {
    return 'unusable';
  }
};
