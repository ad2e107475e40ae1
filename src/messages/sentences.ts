/** What there is to say to a user, one sentence each. */
export type MessageCase = 'checking' | 'not_checked' | 'try_again' | 'reload' | 'unblock' | 'contact_site';

export type MessageLanguage = 'en' | 'zh';

export const sentences: Record<MessageLanguage, Record<MessageCase, string>> = {
  en: {
    checking: 'Checking that you are human.',
    not_checked: 'We could not check that you are human, so the site may ask you for more.',
    try_again: 'The check was not finished: please try again.',
    reload: 'The check did not start: please reload the page and try again.',
    unblock: 'Your browser or network blocks the check: please allow it, or try another network.',
    contact_site: 'The check is out of order on this site: please contact the site.',
  },
  zh: {
    checking: '正在进行安全验证。',
    not_checked: '未能完成安全验证，网站可能会要求进一步确认。',
    try_again: '验证未完成，请重试。',
    reload: '验证未能启动，请刷新页面后重试。',
    unblock: '您的浏览器或网络拦截了验证，请放行或更换网络后重试。',
    contact_site: '本站的验证功能出现故障，请联系网站。',
  },
};
