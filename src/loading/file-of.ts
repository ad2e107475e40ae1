/** A URL without its query and fragment. */
export const fileOf = (url: string): string => url.split(/[?#]/)[0] as string;
