/** Finds all codes of a plain text: `AADSTS` and 5 to 8 digits (aadsts-messages.md §4, rules 1 and 2). */

export interface CodeMatch {
  readonly code: number;
  readonly start: number;
  /** Offset after the digits. */
  readonly end: number;
  /** Offset at which the message begins. */
  readonly messageStart: number;
  /** A colon or dash follows, so this is a message, not a mention. */
  readonly separated: boolean;
}

const code = /AADSTS(\d{5,8})(?!\d)/g;
// Masked or cut digits: the rest of the number is not a code.
const incomplete = /[*xX#•█…]|\.{2}|[[<](?:redacted|removed|masked)/iy;
const boldEnd = /\*{1,3}(?![\w*])/y;
const separator = /[*_`"'”’\])]{0,4}\s{0,3}(?:[:：][*_`]{0,4}|[—–]|-\s)/y;
const cutByWrap = /[ \t]*\n\s*(\d{1,3})[*_`]{0,4}\s?[:：]/y;
const spaces = /\s*/y;

export function findCodeMatches(text: string): readonly CodeMatch[] {
  const found: CodeMatch[] = [];
  code.lastIndex = 0;
  for (let hit = code.exec(text); hit !== null; hit = code.exec(text)) {
    const digits = hit[1] ?? '';
    const end = hit.index + hit[0].length;
    const masked = sticky(incomplete, text, end) !== null && !isBold(text, hit.index, end);
    if (masked || isCut(text, end, digits)) continue;
    const separated = sticky(separator, text, end);
    const behind = end + (separated ?? '').length;
    const messageStart = behind + (sticky(spaces, text, behind) ?? '').length;
    found.push({ code: Number(digits), start: hit.index, end, messageStart, separated: separated !== null });
  }
  return found;
}

/** `**AADSTS700213**`: asterisks on both sides are markup, not a mask. */
function isBold(text: string, start: number, end: number): boolean {
  return text[start - 1] === '*' && text[end] === '*' && sticky(boldEnd, text, end) !== null;
}

function isCut(text: string, end: number, digits: string): boolean {
  cutByWrap.lastIndex = end;
  const rest = cutByWrap.exec(text)?.[1];
  return rest !== undefined && digits.length + rest.length <= 8;
}

function sticky(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? null;
}
