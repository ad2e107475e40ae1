import * as Turbo from '@hotwired/turbo';
import { aliyun, createCaptcha, protectForm } from 'captcha-failover';
import { captcha } from '../captcha.js';

// Once for all pages: a visit replaces the body, and leaves this script running.
protectForm(captcha, 'form.protected');
window.Turbo = Turbo;

if (document.body.dataset.preload) {
  window.ahead = createCaptcha({ providers: aliyun({ sceneId: 'scene1', prefix: 'shop1' }), preload: 'eager' });
}
