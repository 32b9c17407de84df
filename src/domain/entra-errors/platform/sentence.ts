/** The complete message of a service in unwrapped text, without what a library or a log adds around it. */
import { boundary } from '../decode/decode-percent.ts';

const reach = 600;
const longest = 500;
/** Ends a prefix: the name of an exception, the label of a field or of a log line. */
const frame =
  /(?:^|[\s(])(?:[\w.`]*(?:Exception|Error|Fault)(?:`\d\[[^\s\]]{1,200}\]{1,2})?(?: \(0x[0-9A-Fa-f]+\))?|[Mm]essage|ERROR|error|failed|Details?|Description|Original [Ee]rror)['"]?\s{0,2}[:=]\s{0,2}['"]?(?=\S|$)/g;
const sentenceStart = /[.!?]["')\]]{0,2}\s+(?=[A-Z[('"])/g;
/** A tag of an XML response; other words in angle brackets are masks and values. */
const tag =
  /<\?xml[^<>]{0,100}>|<\/?(?:\w+:)?(?:Error|AuthenticationErrorDetail|Code|Message|ErrorCode|Text|Reason|faultstring|Detail)\b[^<>]{0,200}>/g;
/** The service continues with a second sentence. */
const goesOn = /^["')\]]{0,2}\s+(?:Please |Contact |Expected |To enable access|The Issuer field|If the issue|Ask )/;
const opened = /(?:[\s:=([{,]|^)["'“‘](?=[A-Z])/g;

const stops = new RegExp(
  String.raw`\n|${boundary}|Detail:|"\s*[}\]]|["'“”]?\s*[,}\]]\s*["'}\]]|["”](?:\s|$)|(?<=[.!?])(?:["')\]]{0,2}(?:\s|$))|<\/`,
);

/** `at` and `end` delimit the recognized words. */
export function sentenceAt(text: string, at: number, end: number): string {
  const before = lastLine(text.slice(Math.max(0, at - reach), at));
  const start = Math.max(
    lastEnd(before, frame),
    lastEnd(before, sentenceStart),
    lastEnd(before, opened),
    lastEnd(before, tag),
    fieldStart(before),
  );
  const after = text.slice(end, end + longest);
  const stop = after.search(stops);
  const length = continued(after, stop);
  const sentence = before.slice(start) + text.slice(at, end) + wholeWords(after, length);
  return tidy(length < 0 ? sentence : withClosers(sentence, after.slice(length)));
}

/** A parenthesis or bracket that the sentence opens is closed with it. */
function withClosers(sentence: string, after: string): string {
  const count = (character: string) => sentence.split(character).length;
  if (after.startsWith(')') && count('(') > count(')')) return `${sentence})`;
  return /^["\s]?\]/.test(after) && count('[') > count(']') ? `${sentence}]` : sentence;
}

function continued(after: string, stop: number): number {
  if (stop < 0 || !goesOn.test(after.slice(stop))) return stop;
  const next = after.slice(stop + 1).search(stops);
  return next < 0 ? next : stop + 1 + next;
}

/** The whole line, for stacks that name host and reason in several sentences. */
export function lineAt(text: string, at: number, end: number): string {
  const before = lastLine(text.slice(Math.max(0, at - reach), at));
  const whole = before.length < reach ? before : before.slice(before.search(/\s/) + 1);
  const after = text.slice(end, end + longest);
  const line = whole.slice(fieldStart(whole));
  return tidy(line + text.slice(at, end) + wholeWords(after, after.search(/\n|\ue000|"\s*(?:[}\]]|,\s*")/)));
}

const skipped = /^\s*(?:at |bei |à |\.\.\.|[{}[\],]*$|['"]?(?!cause)[a-z]\w*['"]?: )/;

/** Without the label of a code that follows, such as `; Error code: (`. In steps: one pattern for all of it takes cubic time. */
function withoutCodeLabel(text: string): string {
  const open = cutEnd(text, /[\s([{]/);
  const before = cutEnd(open, /[\s:=]/);
  const label = /(?:Error ?Code|Code|HRESULT)$/i.exec(before.slice(-10))?.[0] ?? null;
  return cutEnd(label === null ? open : before.slice(0, -label.length), /[\s([{,;:=-]/);
}

function cutEnd(text: string, character: RegExp): string {
  let end = text.length;
  while (end > 0 && character.test(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

/** The nearest words before a lone code: on its own line, or where a stack names the error. Null: there are none. */
export function sentenceBefore(text: string, at: number): string | null {
  const lines = withoutCodeLabel(text.slice(Math.max(0, at - 3 * reach), at)).split(/[\n\ue000]/);
  const line = lines.findLast((each) => /[A-Za-z]{2}\W+\w*[A-Za-z]{2}/.test(each) && !skipped.test(each));
  if (line === undefined) return null;
  const words = tidy(line.slice(lastEnd(line, frame)));
  return words === '' ? null : words;
}

function lastLine(before: string): string {
  return before.slice(before.search(/[^\n\ue000]*$/));
}

/** After `":"` and the like: the value of a JSON field. */
function fieldStart(before: string): number {
  const at = Math.max(before.lastIndexOf('":"'), before.lastIndexOf('": "'), before.lastIndexOf("':'"));
  return at < 0 ? 0 : before.indexOf(before.charAt(at), at + 1) + 1;
}

function lastEnd(text: string, pattern: RegExp): number {
  let end = 0;
  pattern.lastIndex = 0;
  for (let hit = pattern.exec(text); hit !== null; hit = pattern.exec(text)) {
    end = hit.index + hit[0].length;
    if (hit[0] === '') pattern.lastIndex += 1;
  }
  return end;
}

function wholeWords(after: string, stop: number): string {
  if (stop >= 0) return after.slice(0, stop);
  return after.length < longest ? after : `${after.slice(0, after.lastIndexOf(' '))} …`;
}

function tidy(sentence: string): string {
  const text = sentence
    .replace(/\s+/g, ' ')
    .replace(
      /^(?:##\[\w+\]|\[?cause\]?: |ERROR: |failed: |\([A-Z][A-Za-z]{3,80}\) (?=[A-Z][a-z ])|[\s":,;=>|│*-])+|[\s,;│]+$/g,
      '',
    )
    .trim();
  const bare = text.replace(/[\s",;│]+$/, '');
  // A quotation mark at the end stays if the sentence opened it.
  return bare.split('"').length % 2 === 0 && text.startsWith(`${bare}"`) ? `${bare}"` : bare;
}
