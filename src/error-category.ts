/** What kind of fault a code stands for. One union for the loader, the server half and the error catalogue. */
export type ErrorCategory =
  | 'configuration'
  | 'account'
  | 'page'
  | 'environment'
  | 'network'
  | 'timeout'
  | 'rate_limit'
  | 'vendor'
  | 'challenge'
  | 'expired'
  | 'replay'
  | 'cancelled'
  | 'pending'
  | 'unknown';
