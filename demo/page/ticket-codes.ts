/** Tencent's front-end error codes in our own words; recovery tickets for both vendors use this table. */
const meanings: Record<number, string> = {
  1001: 'The entry script could not be loaded',
  1002: 'Nothing was shown in time',
  1003: 'The core script did not arrive in time',
  1004: 'The core script could not be loaded',
  1005: 'The vendor’s code threw',
  1006: 'The configuration request failed or was refused',
  1007: 'The challenge’s frame did not load in time',
  1008: 'The challenge’s frame could not be loaded',
  1009: 'A library of the challenge could not be loaded',
  1010: 'The challenge’s own script could not be loaded',
  1011: 'The challenge’s own script threw',
  1012: 'Refreshing the challenge failed three times',
  1013: 'The verify request failed three times',
  1014: 'The vendor limits the rate',
  1085: 'The invisible check failed or took too long',
};

export function ticketCodeMeaning(code: number): string {
  return meanings[code] ?? 'Not in the vendor’s table';
}
