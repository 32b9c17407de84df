/** Determines where the message of a code ends if no metadata ends it, and whether later metadata belongs to it. */
import { boundary } from './decode-percent.ts';

/** Upper limit of a message's length; 650057 with a long list of IDs is shorter. */
export const longestMessage = 8000;

// Each of these ends a message: the end of its string, another layer, or an error of another program.
const stops: readonly string[] = [
  boundary,
  String.raw`"{1,2}\s*[}\])]`,
  String.raw`'\s*(?:}|\]\s*[},])`,
  String.raw`["']{1,2}\s*(?:,\s*)?["'[]{1,2}[\w@.-]{1,80}["'\]]{1,2}\s*(?::|=>)`,
  String.raw`\n[ \t]*\[[\w@.]{1,80}\]\s*=>`,
  String.raw`\n[ \t]*at (?:async |new )?[\w$.<>\x60[\]]{1,300} ?\(`,
  '-{2,3}>',
  String.raw`\n[ \t]*-{3}`,
  'Detail:',
  'Inner Exception',
  String.raw`\n[ \t]*(?:Exception type|ErrorCode|Error Code|StatusCode|ResponseBody|Headers|Traceback|Message|Unhandled exception|ERROR|Error|WARNING|Warning)\b`,
  String.raw`\n[\w.+\x60[\]]{0,120}(?:Exception|Error|Credential)\b[^\n:]{0,80}:`,
  String.raw`Error(?: Code)?:? \d{5,8}\b`,
  String.raw`invalid_client:|unauthorized_client:|invalid_request:|invalid_grant:|Error\(s\):`,
  'Federated token details:',
  'No matching federated identity record found',
  'Original exception:',
  // Parts of a request or log line around an error; none of them belongs to a message.
  String.raw`\b(?:client_secret|client_assertion|assertion|access_token|refresh_token|id_token|password|pwd|code)["']?\s?=`,
  String.raw`\b(?:(?:Set-)?Cookie|Authorization):`,
  'Bearer eyJ',
  String.raw`(?:Please run|To re-authenticate, please run|Interactive authentication is needed)\b`,
];
const stop = new RegExp(stops.join('|'), 'g');
const paragraph = /[.:/)\w]["'*_`]{0,2}[ \t]*\n[ \t]*\n(?=\s*\S)/g;

/** The certain end of the message that starts at `from`; `limit` if there is none. */
function hardEnd(text: string, from: number, limit: number): number {
  const end = Math.min(limit, from + longestMessage);
  const region = text.slice(from, end);
  stop.lastIndex = 1; // the opening words of the message itself are no stop
  const found = stop.exec(region);
  paragraph.lastIndex = 0;
  const empty = region.includes('\n') ? paragraph.exec(region) : null;
  const atStop = found?.index ?? region.length;
  const atParagraph = empty === null ? region.length : empty.index + 1;
  return from + Math.min(atStop, atParagraph);
}

/** Caches the end of each message: its metadata and the message itself both request it. */
export function messageEnds(text: string): (from: number, limit: number) => number {
  const known = new Map<number, { readonly limit: number; readonly end: number }>();
  return (from, limit) => {
    const before = known.get(from);
    if (before !== undefined && (limit <= before.limit || before.end < before.limit))
      return Math.min(limit, before.end);
    const end = hardEnd(text, from, limit);
    known.set(from, { limit, end });
    return end;
  };
}

// A template sentence can begin a wrapped line; any other sentence there begins a different text.
const continuation =
  /^(?:Please |Check |See |This can |You (?:may|might) |Send an |Review |Ensure |Visit |Expecting |Client app |Resource |List of |The (?:access policy|subject matches|audience|client_assertion)|Assertion |Current time|Or,|Only |Trace |https?:)/;

/** Without metadata, a message ends with the first line that ends a sentence, unless the next line continues it. */
export function softEnd(text: string, from: number, end: number): number {
  const region = text.slice(from, end);
  for (let line = region.indexOf('\n'); line >= 0; line = region.indexOf('\n', line + 1)) {
    const before = region.slice(Math.max(0, line - 80), line).trimEnd();
    const after = region.slice(line, line + 80).trimStart();
    if (/(?:[.!?:]["')\]]?|https?:\/\/\S+)$/.test(before) && !continuation.test(after)) return from + line;
  }
  return end;
}

const wrapped = /\n|\s{3}/;
const wraps = /[^\S\n]*\n\s*|\s{3,}/g;
const quotes = '\'"`‘’“”„';
const tokenStart = /^(?:\/eid1\/|https?:\/\/|api:\/\/)/;
const commonName = /\/[is]\/[^/]*$/;

// Link text that an issue tracker added after a sentence, or the HTTP status that a library appends.
const appended =
  /(?<=[.!?)]|https?:\/\/\S{1,300}) \d{1,4}$|(?<=[.!?]) \((?:HTTP|[Ss]tatus(?: [Cc]ode)?)[ :]{1,2}\d{3}\)$/;

/** On one line, without parts of the container. */
export function tidy(message: string): string | null {
  const whole = (wrapped.test(message) ? joinWraps(message) : message).trimEnd();
  // The expression begins at every character, which costs in a log.
  const joined = '0123456789)'.includes(whole.at(-1) ?? ' ') ? whole.replace(appended, '') : whole;
  let start = 0;
  while (' *_`'.includes(joined.charAt(start)) && start < joined.length) start += 1;
  let end = joined.length;
  while (end > start && ' \t-–—|*_`'.includes(joined.charAt(end - 1))) end -= 1;
  return end > start ? withoutOpenQuote(joined.slice(start, end)) : null;
}

function joinWraps(message: string): string {
  const tokens = message.includes('/eid1/') || message.includes('://');
  let joined = '';
  let last = 0;
  wraps.lastIndex = 0;
  for (let hit = wraps.exec(message); hit !== null; hit = wraps.exec(message)) {
    joined += message.slice(last, hit.index);
    last = wraps.lastIndex;
    // A long path is cut more than once.
    if (!tokens || !cutInsideToken(joined)) joined += ' ';
  }
  return joined + message.slice(last);
}

/** Terminals wrap inside paths and URLs, which contain no spaces, so the line break is removed without a space. */
function cutInsideToken(before: string): boolean {
  const token = openToken(before);
  return token !== null && tokenStart.test(token) && !(token.includes('CN=') && commonName.test(token));
}

/** From the last quotation mark on; null if a space follows it, as after nearly every word. */
function openToken(text: string): string | null {
  for (let at = text.length - 1; at >= 0 && text.length - at < 600; at -= 1) {
    const character = text.charAt(at);
    if (' \t\n\u00a0'.includes(character)) return null;
    if (quotes.includes(character)) return text.slice(at + 1);
  }
  return null;
}

/** An unopened quote at the very end closes the string that contained the message. */
function withoutOpenQuote(text: string): string {
  return text.endsWith('"') && text.split('"').length % 2 === 0 ? text.slice(0, -1) : text;
}
