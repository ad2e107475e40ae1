/** The store could not do what it was asked: it is full, or out of reach. Nothing of the call may be taken for done. */
export class StoreError extends Error {
  override readonly name = 'StoreError';

  constructor(
    readonly code: 'store_full' | 'store_unreachable',
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
