// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { limitedText } from '../../../../src/server/checks/aicaptcha/limited-text.js';

describe('the text of an answer', () => {
  it.each([
    ['none', null, ''],
    ['one in UTF-8', '{"ü":"验"}', '{"ü":"验"}'],
    ['one of 64 KiB', 'x'.repeat(65_536), 'x'.repeat(65_536)],
    ['a longer one', 'x'.repeat(65_537), ''],
  ])('is read as far as an API would answer: %s', async (_title, body, text) => {
    expect(await limitedText(new Response(body))).toBe(text);
  });
});
