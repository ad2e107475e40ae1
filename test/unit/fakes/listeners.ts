interface Registration {
  target: EventTarget;
  type: string;
  listener: unknown;
  capture: boolean;
}

function ownerOfMethods(target: EventTarget): EventTarget {
  const owner = Object.getPrototypeOf(target) as EventTarget;
  return Object.hasOwn(owner, 'addEventListener') ? owner : ownerOfMethods(owner);
}

/**
 * Counts the listeners that are added from here on and not taken away, wherever they are, but for script tags: those
 * are listened to until they answer, so that a late answer is known as one.
 */
export function countListeners(): { open(): string[]; stop(): void } {
  const registrations: Registration[] = [];
  const isCapture = (options: unknown) =>
    typeof options === 'object' ? !!(options as AddEventListenerOptions | null)?.capture : !!options;
  const matches = (a: Registration) => (b: Registration) =>
    a.target === b.target && a.type === b.type && a.listener === b.listener && a.capture === b.capture;
  const forget = (registration: Registration) => {
    const index = registrations.findIndex(matches(registration));
    if (index >= 0) registrations.splice(index, 1);
  };

  const watch = (owner: Pick<EventTarget, 'addEventListener' | 'removeEventListener'>, fixed?: EventTarget) => {
    const { addEventListener, removeEventListener } = owner;
    owner.addEventListener = function (this: EventTarget, type: string, listener: never, options?: never) {
      const registration = { target: fixed ?? this, type, listener, capture: isCapture(options) };
      addEventListener.call(registration.target, type, listener, options);
      if (registration.target instanceof HTMLScriptElement || registrations.some(matches(registration))) return;
      registrations.push(registration);
      const once = typeof options === 'object' && (options as AddEventListenerOptions | null)?.once;
      if (once) addEventListener.call(registration.target, type, () => forget(registration), { once });
    };
    owner.removeEventListener = function (this: EventTarget, type: string, listener: never, options?: never) {
      const registration = { target: fixed ?? this, type, listener, capture: isCapture(options) };
      forget(registration);
      removeEventListener.call(registration.target, type, listener, options);
    };
    return () => Object.assign(owner, { addEventListener, removeEventListener });
  };

  // An AbortSignal may be the test runner's own, and so is EventTarget: nodes have their methods from elsewhere.
  const stops = [watch(ownerOfMethods(document)), watch(AbortSignal.prototype), watch(window, window)];
  return {
    open: () => registrations.map(({ target, type }) => `${target.constructor.name} ${type}`),
    stop: () => stops.forEach((stop) => stop()),
  };
}
