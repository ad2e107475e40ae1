/** The languages of the sign-in form, by their tag: those that the library has sentences in. */
export type FormLanguage = 'en' | 'zh-CN';

/** What the demo's server made of a proof, as far as a visitor is told. */
export type AnswerKind = 'human' | 'admitted' | 'refused' | 'no_answer';

export interface LoginTexts {
  title: string;
  user: string;
  password: string;
  submit: string;
  sending: string;
  /** Behind an answer, when the same proof is posted again. */
  again: string;
  answers: Record<AnswerKind, string>;
}

export const loginTexts: Record<FormLanguage, LoginTexts> = {
  en: {
    title: 'Sign in',
    user: 'User',
    password: 'Password',
    submit: 'Sign in',
    sending: 'Checked. Signing in.',
    again: 'Asking once more in a few seconds.',
    answers: {
      human: 'Signed in: the vendor confirms the challenge.',
      admitted: 'Signed in, though nobody was checked: the policy for outages allows it.',
      refused: 'Not signed in: the server refuses this proof.',
      no_answer: 'The server did not answer. Please try again.',
    },
  },
  'zh-CN': {
    title: '登录',
    user: '用户名',
    password: '密码',
    submit: '登录',
    sending: '验证完成，正在登录。',
    again: '几秒后再问一次。',
    answers: {
      human: '已登录：厂商确认通过了验证。',
      admitted: '已登录，但没有人被验证过：故障期间的策略允许放行。',
      refused: '未登录：服务端拒绝了这份凭证。',
      no_answer: '服务端没有应答，请重试。',
    },
  },
};
