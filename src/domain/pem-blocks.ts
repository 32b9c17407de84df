/**
 * The blocks of a PEM text (RFC 7468), from BEGIN to END, of some labels. Each part of the text is read
 * once: a pattern for the same starts again at every BEGIN and runs to the end of the text.
 */

const begin = /-----BEGIN ([A-Z0-9 #]{1,40})-----/g;
const endOf = '-----END ';

/** A block that the END of another label follows is none. */
export function pemBlocks(text: string, takes: (label: string) => boolean): readonly string[] {
  const blocks: string[] = [];
  let end = -1;
  begin.lastIndex = 0;
  for (let match = begin.exec(text); match !== null; match = begin.exec(text)) {
    const { 1: label = '', index } = match;
    if (end < index) end = text.indexOf(endOf, index);
    if (end === -1) break;
    const closing = `${endOf}${label}-----`;
    if (!text.startsWith(closing, end)) continue;
    const after = end + closing.length;
    if (takes(label)) blocks.push(text.slice(index, after));
    begin.lastIndex = after;
  }
  return blocks;
}
