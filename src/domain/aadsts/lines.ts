/** Takes off what tools put before (and after) every line: times, levels, boxes, mail quotes, container names. */

const stamp = String.raw`\[?\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d|[ ]UTC)?\]?`;
const blank = /[ \t\u00a0]+/y;
const time = new RegExp(`${stamp}(?:[ \\t]+(?:-[ \\t]|\\|[ \\t]?)?|$)`, 'y');
const clock = /\[?\d\d:\d\d:\d\d(?:[.,]\d{1,9})?Z?\]?[ \t]+/y;
const marks: readonly RegExp[] = [
  /##\[(?:error|warning|debug|info|section|command)\]/y,
  /::(?:error|warning|notice|debug)(?:[ ][^\n:]{0,200})?::/y,
  /[│┃║╷╵╭╰╮╯┌└├┤┐┘]+/y, // boxes of Terraform and others
  /(?:\|[ \t]|>[ \t]?)+/y, // tables and mail quotes
  /[A-Za-z0-9][\w./-]{0,60}[ \t]{0,20}\|(?:[ \t]|$)/y, // docker compose: `web-1  | `
  /\[(?:pod|container)\/[^\]\n]{1,120}\][ \t]/y, // kubectl logs --prefix
  /[IWEF]\d{4} \d\d:\d\d:\d\d\.\d{1,9}[ \t]+\d+ [\w./-]{1,80}:\d+\][ \t]/y, // klog
  /(?:stdout|stderr) [FP] /y, // CRI
  /\{"log":"/y, // docker's json-file driver, with the line end inside undone
  /","stream":"std(?:out|err)"(?:,"time":"[^"\n]{0,40}")?\}/y,
  /(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[ ]{1,2}\d{1,2} \d\d:\d\d:\d\d [\w.-]{1,80} [\w./-]{1,60}(?:\[\d+\])?: /y,
  /[^\t\n]{1,80}\t[^\t\n]{1,120}\t(?=\d{4}-\d\d-\d\dT)/y, // gh run view --log
];
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
    const next = skip(line, skip(line, at, blank), ...marks);
    const afterTime = skipTime(line, next, previous);
    if (afterTime === at) break;
    at = afterTime;
  }
  let end = line.length;
  while (end > at && boxEnd.includes(line.charAt(end - 1))) end -= 1;
  return line.slice(at, end);
}

/** After `Timestamp:` and a wrap the date is the message's own, so the last time on such a line stays. */
function skipTime(line: string, at: number, previous: string): number {
  const after = skip(line, at, time);
  if (after !== at) {
    if (!endsWithTimestampLabel.test(previous)) return after;
    const behind = skip(line, skip(line, after, blank), ...marks);
    return skip(line, behind, time) === behind ? at : after;
  }
  return endsWithDate.test(previous) ? at : skip(line, at, clock);
}

function skip(line: string, at: number, ...patterns: readonly RegExp[]): number {
  for (const pattern of patterns) {
    pattern.lastIndex = at;
    const found = pattern.exec(line);
    if (found !== null && found[0] !== '') return at + found[0].length;
  }
  return at;
}
