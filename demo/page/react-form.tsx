import { useCaptcha } from 'captcha-failover/react';
import { aliyun, tencent } from 'captcha-failover';
import { userMessage } from 'captcha-failover/messages';
import { say } from './language.js';

export function LoginForm() {
  const { formRef, status, outcome } = useCaptcha({
    providers: [tencent({ appId: '190000001' }), aliyun({ sceneId: 'demoscene1', prefix: 'demo01' })],
    language: 'auto',
    pageToken: () => fetch('/server/page-token').then((answer) => answer.text()),
  });
  return (
    <form ref={formRef} className="login" action="/login" method="post">
      <label className="field">
        {say('User', '用户名')}
        <input name="user" defaultValue="ada" autoComplete="username" required />
      </label>
      <label className="field">
        {say('Password', '密码')}
        <input name="password" type="password" defaultValue="engine" autoComplete="current-password" required />
      </label>
      <button className={status === 'starting' ? 'primary spinning' : 'primary'}>{say('Sign in', '登录')}</button>
      <p aria-live="polite">{userMessage(outcome ?? status)}</p>
    </form>
  );
}
