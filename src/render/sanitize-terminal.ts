/**
 * Anyone can choose the names in certificates and responses. A terminal would execute control characters in them, or
 * reverse the rest of the line. Newlines and colors stay.
 */
export function sanitizeTerminal(text: string): string {
  return text.replace(
    /(\p{Cc}|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069])(\[\d{1,2}m)?/gu,
    (found, character, color = '') =>
      character === '\n' || (character === '\u001b' && color !== '') ? found : `\ufffd${color}`,
  );
}
