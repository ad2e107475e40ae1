import type { Sentence } from '../src/error-catalog/index.js';
import type { RecoveryReason, RefusalReason, Verdict } from '../src/server/index.js';

/** One sentence for the visitor's page. */
export function verdictText(verdict: VerdictCore, language: keyof Sentence = 'en'): string {
  const say = (en: string, zh: string) => ({ en, zh })[language];
  if (!verdict.accepted) return say('Not signed in: ', '未登录：') + refusals[verdict.reason][language];
  if (verdict.assurance === 'human')
    return say(
      'Signed in: the vendor told the server that this challenge was passed.',
      '已登录：厂商告诉服务端，这次验证通过了。',
    );
  const why = recoveries[verdict.reason][language];
  const more =
    verdict.next === 'step_up'
      ? say(' This account came often: a second factor is asked for.', '这个账号来得频繁：要求第二重验证。')
      : '';
  return (
    say(
      `Signed in unchecked: ${why}, so a limited number is let in with less trust.`,
      `已登录，但未经验证：${why}，所以只放行有限的人数，信任程度也较低。`,
    ) + more
  );
}

type VerdictCore =
  | Pick<Extract<Verdict, { assurance: 'human' }>, 'accepted' | 'assurance'>
  | Pick<Extract<Verdict, { assurance: 'recovery' }>, 'accepted' | 'assurance' | 'reason' | 'next'>
  | Pick<Extract<Verdict, { accepted: false }>, 'accepted' | 'reason'>;

const recoveries: Record<RecoveryReason, Sentence> = {
  vendor_outage: { en: 'the server itself sees every vendor down', zh: '服务端自己看到每一家厂商都出了故障' },
  declared_outage: { en: 'a person declared an outage', zh: '有人宣布了故障' },
  policy_always: { en: 'the policy takes recovery tickets at any time', zh: '策略随时接受容灾票据' },
};

const refusals: Record<RefusalReason, Sentence> = {
  malformed: { en: 'what was posted is no proof.', zh: '提交的不是凭证。' },
  unknown_site: {
    en: 'the demo’s server has keys for the demo’s own ids only.',
    zh: '演示的服务端只有演示用标识的密钥。',
  },
  unknown_action: { en: 'the server protects no such action.', zh: '服务端没有设置这个动作。' },
  address_invalid: { en: 'the server was given no address of the visitor.', zh: '服务端没有得到访客的地址。' },
  challenge_failed: { en: 'the vendor says that this challenge was not passed.', zh: '厂商说这次验证没有通过。' },
  risk_refused: { en: 'the vendor’s risk engine says no.', zh: '厂商的风控判定不通过。' },
  expired: { en: 'the proof is too old.', zh: '凭证已过期。' },
  replayed: { en: 'this proof was used before.', zh: '这份凭证已经用过。' },
  test_mode: { en: 'the ticket was made in the vendor’s test mode.', zh: '票据是在厂商的测试模式下产生的。' },
  fake: { en: 'the proof is a fake for tests.', zh: '凭证是测试用的假凭证。' },
  client_configuration: {
    en: 'the browser reports a fault of this page, not of a vendor.',
    zh: '浏览器报告的是本页面的错误，不是厂商的。',
  },
  rate_limited: {
    en: 'the vendor answers no more of this server’s questions for the moment.',
    zh: '厂商暂时不再回答这台服务器的询问。',
  },
  busy: { en: 'too many want to be checked at once. Try again in a moment.', zh: '同时要验证的人太多，请稍后再试。' },
  misconfigured: {
    en: 'the server cannot check anything with its keys or settings.',
    zh: '以现有的密钥或设置，服务端什么都核实不了。',
  },
  no_outage_seen: {
    en: 'a recovery ticket counts in an outage only, and the server sees a vendor answer.',
    zh: '容灾票据只在故障期间有效，而服务端看到有厂商在应答。',
  },
  recovery_off: { en: 'recovery tickets are not taken here.', zh: '这里不接受容灾票据。' },
  page_token_missing: { en: 'the page holds no token of the server.', zh: '页面没有提交页面令牌。' },
  page_token_invalid: {
    en: 'the page’s token is not one of this server and session.',
    zh: '页面令牌不属于这台服务器和这个会话。',
  },
  page_token_expired: { en: 'the page was open for too long. Reload it.', zh: '页面打开得太久，请刷新。' },
  page_token_too_new: { en: 'the page’s token is not two seconds old yet.', zh: '页面令牌签发还不到两秒。' },
  page_token_spent: {
    en: 'the page’s token was used before. Reload the page.',
    zh: '页面令牌已经用过，请刷新页面。',
  },
  budget_spent: {
    en: 'as many as the server lets in unchecked have come already. Another way to sign in is offered.',
    zh: '未经验证而放行的名额已经用完，请用其他方式登录。',
  },
  store_unavailable: { en: 'the server cannot count whom it lets in.', zh: '服务端无法统计放行了多少人。' },
  internal_error: { en: 'the server itself failed.', zh: '服务端自己出错了。' },
};
