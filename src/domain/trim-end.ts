/**
 * A text without these characters at its end. A pattern such as `/\/+$/` starts again at each run of them, so that a
 * text of nothing else takes quadratic time.
 */
export function trimEnd(text: string, characters: string): string {
  let end = text.length;
  while (end > 0 && characters.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}
