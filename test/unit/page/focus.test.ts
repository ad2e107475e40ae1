import { afterEach, describe, expect, it } from 'vitest';
import { rememberFocus } from '../../../src/page/focus.js';

afterEach(() => document.body.replaceChildren());

function addButton(): HTMLButtonElement {
  const button = document.createElement('button');
  document.body.append(button);
  button.focus();
  return button;
}

describe('the focus', () => {
  it('goes back to where it was when nothing has it', () => {
    const origin = addButton();
    const giveBack = rememberFocus();
    const dialog = addButton();
    dialog.remove();
    giveBack();
    expect(document.activeElement).toBe(origin);
  });

  it('stays where the user or the page has put it', () => {
    addButton();
    const giveBack = rememberFocus();
    const other = addButton();
    giveBack();
    expect(document.activeElement).toBe(other);
  });

  it('stays away where its origin is gone', () => {
    const origin = addButton();
    const giveBack = rememberFocus();
    origin.remove();
    giveBack();
    expect(document.activeElement).toBe(document.body);
  });
});
