/** A resolver of the laboratory. */
import * as dgram from 'node:dgram';
import * as net from 'node:net';

/**
 * Addresses by family, possibly after some milliseconds; a code of RFC 1035 (2 SERVFAIL, 3 NXDOMAIN, 5 REFUSED); `truncated`:
 * what would have to be asked again by TCP, where nothing listens; null: nothing is sent.
 */
export type Answer =
  | { readonly 4?: string; readonly 6?: string; readonly after?: number }
  | number
  | 'truncated'
  | null;

const a = 1;
const aaaa = 28;

export function startResolver(address: string, answerOf: (name: string, family: 4 | 6) => Answer): Promise<void> {
  const socket = dgram.createSocket('udp4');
  socket.on('message', (query, from) => {
    const labels: string[] = [];
    let at = 12;
    for (let size = query[at] ?? 0; size > 0; size = query[at] ?? 0) {
      labels.push(query.toString('latin1', at + 1, at + 1 + size));
      at += size + 1;
    }
    const type = query.readUInt16BE(at + 1);
    const answer = answerOf(labels.join('.').toLowerCase(), type === aaaa ? 6 : 4);
    if (answer === null) return;
    const head = Buffer.from(query.subarray(0, at + 5));
    if (answer === 'truncated') {
      head.writeUInt16BE(0x8380, 2);
      head.fill(0, 6, 12);
      socket.send(head, from.port, from.address);
      return;
    }
    const found =
      typeof answer === 'number' ? undefined : type === a ? answer[4] : type === aaaa ? answer[6] : undefined;
    head.writeUInt16BE(0x8180 | (typeof answer === 'number' ? answer : 0), 2);
    head.writeUInt16BE(found === undefined ? 0 : 1, 6);
    head.fill(0, 8, 12);
    const bytes = found === undefined ? [] : net.isIPv4(found) ? found.split('.').map(Number) : [...bytesOfIpv6(found)];
    const record = Buffer.from([0xc0, 12, 0, type, 0, 1, 0, 0, 0, 60, 0, bytes.length, ...bytes]);
    const send = () => socket.send(found === undefined ? head : Buffer.concat([head, record]), from.port, from.address);
    if (typeof answer === 'object' && answer.after !== undefined) setTimeout(send, answer.after);
    else send();
  });
  return new Promise((resolve) => socket.bind(53, address, resolve));
}

/** Of an address with one `::`. */
function bytesOfIpv6(address: string): Buffer {
  const [head = [], tail = []] = address.split('::').map((part) => (part === '' ? [] : part.split(':')));
  const groups = [...head, ...Array<string>(8 - head.length - tail.length).fill('0'), ...tail];
  return Buffer.from(groups.map((group) => group.padStart(4, '0')).join(''), 'hex');
}
