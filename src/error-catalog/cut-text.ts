/** The first `most` characters, but no half of a surrogate pair: the text may be sent on as UTF-8. */
export function cutText(text: string, most: number): string {
  return text.slice(0, most).replace(/[\uD800-\uDBFF]$/, '');
}
