/** The element with the reserved id gets the old data-attribute form on DOM ready; errors are swallowed. */
export function bindMarkedElement(bind: (element: HTMLElement) => unknown): void {
  const look = () => {
    const element = document.getElementById('TencentCaptcha');
    if (!element) return;
    try {
      bind(element);
    } catch {
      // As the vendor does.
    }
  };
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', look, { once: true });
  else look();
}
