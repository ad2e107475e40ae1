import { rowsOf } from './row.js';

export const ucaptchaRows = [
  ...rowsOf('legacy, pending', ['poll'], [['CAPCHA_NOT_READY', 'pending', 'poll 5000']]),
  ...rowsOf('HTTP 200', ['poll'], [['ERROR_CAPTCHA_UNSOLVABLE', 'challenge', 'new_challenge']]),
  ...rowsOf(
    'HTTP 429',
    ['submit', 'poll'],
    [['RATE_LIMITED', 'rate_limit', 'header X-RateLimit-Reset, else 10000 x2 to 60000']],
  ),
  ...rowsOf(
    'HTTP 400 and 402, of a new task',
    ['submit'],
    [
      ['NO_PROVIDERS_AVAILABLE', 'vendor', 'backoff 5000 x2 to 60000'],
      ['ERROR_ZERO_BALANCE', 'account', 'never'],
      ['ERROR_PAGEURL', 'configuration', 'never'],
      ['ERROR_SITEKEY', 'configuration', 'never'],
      ['ERROR_BAD_PROXY', 'configuration', 'never'],
      ['ERROR_PROXY_FORMAT', 'configuration', 'never'],
      ['TASK_NOT_SUPPORTED', 'configuration', 'never'],
    ],
  ),
  ...rowsOf(
    'HTTP 400, 401 and 403, of any request',
    ['submit', 'poll'],
    [
      ['ERROR_BAD_PARAMETERS', 'configuration', 'never'],
      ['ERROR_KEY_DOES_NOT_EXIST', 'configuration', 'never'],
      ['ERROR_WRONG_USER_KEY', 'configuration', 'never'],
      ['IP_BANNED', 'configuration', 'never'],
      ['ERROR_BANNED', 'account', 'never'],
    ],
  ),
  ...rowsOf(
    'HTTP 400 and 404, of a task that is asked for',
    ['poll'],
    [
      ['ERROR_EMPTY_ACTION', 'configuration', 'never'],
      ['ERROR_WRONG_CAPTCHA_ID', 'configuration', 'never'],
    ],
  ),
  ...rowsOf('DeathByCaptcha', ['submit', 'poll'], [['255', 'unknown', 'never']]),
];
