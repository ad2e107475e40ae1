import type { LoginAnswer } from './login-request.js';

/** The languages of the sign-in form, by their tag: those that the library has sentences in. */
export type FormLanguage = 'en' | 'zh-CN';

export interface LoginTexts {
  title: string;
  user: string;
  password: string;
  submit: string;
  sending: string;
  /** What the demo's server made of the proof. */
  answers: Record<LoginAnswer['decision'], string>;
}

export const loginTexts: Record<FormLanguage, LoginTexts> = {
  en: {
    title: 'Sign in',
    user: 'User',
    password: 'Password',
    submit: 'Sign in',
    sending: 'Checked. Signing in.',
    answers: {
      ask_vendor: 'Challenge proof received: a back end now asks the vendor before it lets anyone in.',
      policy:
        'Recovery ticket received: nobody was checked, so the policy for outages decides (limits, a second factor).',
      refuse: 'The server refuses this proof.',
      no_answer: 'The server did not answer. Please try again.',
    },
  },
  'zh-CN': {
    title: '登录',
    user: '用户名',
    password: '密码',
    submit: '登录',
    sending: '验证完成，正在登录。',
    answers: {
      ask_vendor: '已收到验证凭证：后端会先向厂商核实，再决定是否放行。',
      policy: '已收到灾备票据：没有人被验证过，由故障期间的策略决定（限流、第二因素）。',
      refuse: '服务端拒绝了这份凭证。',
      no_answer: '服务端没有应答，请重试。',
    },
  },
};
