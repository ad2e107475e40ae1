import { rowsOf } from './row.js';

export const aicaptchaRows = [
  ...rowsOf(
    'web codes',
    ['challenge'],
    [
      ['internal_error', 'configuration', 'never'],
      ['invalid_sitekey', 'configuration', 'never'],
      ['network_error', 'network', 'backoff 1000 x2 to 30000'],
      ['request_timeout', 'timeout', 'backoff 1000 x2 to 30000'],
      ['forbidden', 'rate_limit', 'backoff 60000 x2 to 600000'],
      ['verification_expired', 'expired', 'new_challenge'],
    ],
  ),
  ...rowsOf(
    'server codes',
    ['server_check'],
    [
      ['decrypt_fail', 'challenge', 'new_challenge'],
      ['time_invalid', 'challenge', 'new_challenge'],
      ['runtime_data_missing', 'challenge', 'new_challenge'],
      ['invalid_runtime_data', 'challenge', 'new_challenge'],
      ['verify_limit', 'rate_limit', 'new_challenge'],
      ['refresh_limit', 'rate_limit', 'new_challenge'],
      ['no_tno', 'challenge', 'new_challenge'],
      ['tno_missing', 'challenge', 'new_challenge'],
      ['tno_invalid', 'challenge', 'new_challenge'],
      ['tno_format_err', 'challenge', 'new_challenge'],
      ['tno_mismatch', 'challenge', 'new_challenge'],
      ['tno_expired', 'expired', 'new_challenge'],
      ['token_err', 'challenge', 'new_challenge'],
      ['payload_err', 'challenge', 'new_challenge'],
      ['payload_used', 'replay', 'new_challenge'],
      ['referer_denied', 'configuration', 'never'],
      ['no_sitekey', 'configuration', 'never'],
      ['sitekey_invalid', 'configuration', 'never'],
      ['site_deleted', 'configuration', 'never'],
      ['site_paused', 'configuration', 'never'],
      ['runtime_err', 'vendor', 'backoff 1000 x2 to 30000'],
    ],
  ),
];
