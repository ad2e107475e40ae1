/** The page's own functions, in a task of their own: what they throw is not the challenge's trouble. */
export function tellPage<T>(listener: ((news: T) => void) | undefined, news: T): void {
  if (listener) setTimeout(() => listener(news), 0);
}
