import { rowsOf } from './row.js';

export const captchaaiRows = [
  ...rowsOf(
    'in.php',
    ['submit'],
    [
      ['ERROR_SERVER_ERROR', 'vendor', 'backoff 10000 x2 to 160000'],
      ['ERROR_INTERNAL_SERVER_ERROR', 'vendor', 'backoff 10000 x2 to 160000'],
      ['ERROR_ZERO_BALANCE', 'rate_limit', 'backoff 10000 x2 to 160000'],
      ['ERROR_UPLOAD', 'configuration', 'backoff 10000 x2 to 160000'],
      ['IP_BANNED', 'rate_limit', 'never'],
      ['ERROR_PAGEURL', 'configuration', 'never'],
      ['ERROR_WRONG_GOOGLEKEY', 'configuration', 'never'],
      ['ERROR_GOOGLEKEY', 'configuration', 'never'],
      ['ERROR_BAD_TOKEN_OR_PAGEURL', 'configuration', 'never'],
      ['ERROR_BAD_PARAMETERS', 'configuration', 'never'],
      ['ERROR_WRONG_FILE_EXTENSION', 'configuration', 'never'],
      ['ERROR_IMAGE_TYPE_NOT_SUPPORTED', 'configuration', 'never'],
      ['ERROR_TOO_BIG_CAPTCHA_FILESIZE', 'configuration', 'never'],
      ['ERROR_ZERO_CAPTCHA_FILESIZE', 'configuration', 'never'],
      ['ERROR_BAD_PROXY', 'network', 'new_challenge'],
    ],
  ),
  ...rowsOf(
    'in.php and res.php',
    ['submit', 'poll'],
    [
      ['ERROR_WRONG_USER_KEY', 'configuration', 'never'],
      ['ERROR_KEY_DOES_NOT_EXIST', 'configuration', 'never'],
    ],
  ),
  ...rowsOf(
    'res.php',
    ['poll'],
    [
      ['CAPCHA_NOT_READY', 'pending', 'poll 5000'],
      ['ERROR_PROXY_CONNECTION_FAILED', 'network', 'new_challenge'],
      ['ERROR_CAPTCHA_UNSOLVABLE', 'challenge', 'new_challenge'],
      ['ERROR_WRONG_ID_FORMAT', 'configuration', 'never'],
      ['ERROR_WRONG_CAPTCHA_ID', 'configuration', 'never'],
      ['ERROR_EMPTY_ACTION', 'configuration', 'never'],
    ],
  ),
];
