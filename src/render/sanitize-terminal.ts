/**
 * Names in certificates and answers are anybody's; a terminal would obey a control character in them, or turn the rest of
 * the line around. Line ends and colours stay.
 */
export function sanitizeTerminal(text: string): string {
  return text.replace(
    /(\p{Cc}|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069])(\[\d{1,2}m)?/gu,
    (found, character, colour = '') =>
      character === '\n' || (character === '\u001b' && colour !== '') ? found : `\ufffd${colour}`,
  );
}
