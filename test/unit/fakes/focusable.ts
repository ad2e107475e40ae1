/** A button that has the focus, and cannot take it while it is disabled: happy-dom's can. */
export function addFocusable(id: string, parent: Node = document.body): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.id = id;
  const { focus } = button;
  button.focus = (options) => {
    if (!button.disabled) focus.call(button, options);
  };
  parent.appendChild(button);
  button.focus();
  return button;
}
