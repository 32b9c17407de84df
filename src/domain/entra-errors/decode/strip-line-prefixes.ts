/** Strips what tools print before and after every line: times, levels, boxes, mail quotes, container names. */

const stamp = String.raw`\[?\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d|[ ]UTC)?\]?`;
const times = [new RegExp(`${stamp}(?:[ \\t]+(?:-[ \\t]|\\|[ \\t]?)?|$)`, 'y')];
const dates = [/\d{4}-\d\d-\d\d/y];
const clocks = [/\[?\d\d:\d\d:\d\d(?:[.,]\d{1,9})?Z?\]?[ \t]+/y];
const boxes = '│┃║╷╵╭╰╮╯┌└├┤┐┘';
const box = new RegExp(`[${boxes}]+`, 'y');
const quote = /(?:\|[ \t]|>[ \t]?)+/y; // tables and mail quotes
const annotation = /##\[(?:error|warning|debug|info|section|command)\]/y;
const workflowCommand = /::(?:error|warning|notice|debug)(?:[ ][^\n:]{0,200})?::/y;
const pod = /\[(?:pod|container)\/[^\]\n]{1,120}\][ \t]/y; // kubectl logs --prefix
const jsonFile = /\{"log":"/y; // docker's json-file driver, with its escaped newline decoded
const jsonFileEnd = /","stream":"std(?:out|err)"(?:,"time":"[^"\n]{0,40}")?\}/y;
const service = /[A-Za-z0-9][\w./-]{0,60}[ \t]{0,20}\|(?:[ \t]|$)/y; // docker compose: `web-1  | `
const klog = /[IWEF]\d{4} \d\d:\d\d:\d\d\.\d{1,9}[ \t]+\d+ [\w./-]{1,80}:\d+\][ \t]/y;
const runtime = /(?:stdout|stderr) [FP] /y; // CRI
const syslog =
  /(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[ ]{1,2}\d{1,2} \d\d:\d\d:\d\d [\w.-]{1,80} [\w./-]{1,60}(?:\[\d+\])?: /y;
const steps = /[^\t\n]{1,80}\t[^\t\n]{1,120}\t(?=\d{4}-\d\d-\d\dT)/y; // gh run view --log
const none: readonly RegExp[] = [];

/** The prefixes that can begin with this character. A lookup, because most lines begin with a letter and have none. */
function marksAt(line: string, at: number): readonly RegExp[] {
  const character = line.charAt(at);
  if (/[A-Za-z0-9]/.test(character)) {
    const head = line.slice(at, at + 220);
    const bar = head.includes('|') ? [service] : none;
    const tab = head.includes('\t') ? [steps] : none;
    return [...bar, ...tab, ...(/[A-Zs]/.test(character) ? words : none)];
  }
  return character === '' ? none : (symbols[character] ?? (boxes.includes(character) ? [box] : none));
}

const words: readonly RegExp[] = [klog, runtime, syslog];
const symbols: Readonly<Record<string, readonly RegExp[]>> = {
  '#': [annotation],
  ':': [workflowCommand],
  '|': [quote],
  '>': [quote],
  '[': [pod],
  '{': [jsonFile],
  '"': [jsonFileEnd],
};
const boxEnd = '│┃║╮╯┤┐┘ \t';
const endsWithTimestampLabel = /(?:Timestamp|Zeitstempel|tidsst[äa]mpel)\W{0,6}$/i;
const endsWithDate = /\d{4}-\d\d-\d\d$/;

export function stripLinePrefixes(text: string): string {
  const lines = text.split('\n');
  let previous = '';
  for (let index = 0; index < lines.length; index += 1) {
    const line = stripLine(lines[index] ?? '', previous);
    lines[index] = line;
    if (line !== '') previous = line.slice(-40);
  }
  return lines.join('\n');
}

function stripLine(line: string, previous: string): string {
  let at = 0;
  for (let round = 0; round < 12; round += 1) {
    const begin = skipBlanks(line, at);
    const next = skip(line, begin, marksAt(line, begin));
    const afterTime = skipTime(line, next, previous);
    if (afterTime === at) break;
    at = afterTime;
  }
  let end = line.length;
  while (end > at && boxEnd.includes(line.charAt(end - 1))) end -= 1;
  return line.slice(at, end);
}

/** After `Timestamp:` and a line break, the date belongs to the message, so the last time on such a line stays. */
function skipTime(line: string, at: number, previous: string): number {
  if (!/[\d[]/.test(line.charAt(at))) return at;
  const after = skip(line, at, times);
  if (after !== at) {
    if (!endsWithTimestampLabel.test(previous)) return after;
    const behind = skipMarks(line, after);
    return skip(line, behind, dates) === behind ? at : after;
  }
  return endsWithDate.test(previous) ? at : skip(line, at, clocks);
}

/** Separators between a line's own time and a value: spaces, markers, the quote of a literal. */
function skipMarks(line: string, at: number): number {
  let next = at;
  for (let round = 0; round < 6; round += 1) {
    const begin = skipBlanks(line, next);
    next = skip(line, begin, marksAt(line, begin));
    if (next === begin) break;
  }
  return '"\'`'.includes(line.charAt(next)) ? Math.min(next + 1, line.length) : next;
}

function skipBlanks(line: string, at: number): number {
  let next = at;
  // By its code, because this runs for every line of an error.
  for (let code = line.charCodeAt(next); code === 32 || code === 9 || code === 160; code = line.charCodeAt(next)) {
    next += 1;
  }
  return next;
}

function skip(line: string, at: number, patterns: readonly RegExp[]): number {
  for (const pattern of patterns) {
    pattern.lastIndex = at;
    const found = pattern.exec(line);
    if (found !== null && found[0] !== '') return at + found[0].length;
  }
  return at;
}
