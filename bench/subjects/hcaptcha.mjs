import { hCaptchaLoader } from '@hcaptcha/loader';

window.start = async () => {
  await hCaptchaLoader();
  return window.hcaptcha && window.hcaptcha.render ? 'loaded' : 'unusable';
};
