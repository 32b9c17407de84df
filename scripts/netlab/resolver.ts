/** A resolver of the laboratory. */
import * as dgram from 'node:dgram';
import * as net from 'node:net';

/**
 * Addresses by family, possibly after some milliseconds; a code of RFC 1035 (2 SERVFAIL, 3 NXDOMAIN, 5 REFUSED); `truncated`:
 * what would have to be asked again by TCP, where nothing listens; null: nothing is sent.
 */
export type Answer =
  | {
      readonly 4?: string;
      readonly 6?: string;
      readonly after?: number;
      /** The name is an alias of this one, which has the addresses. */
      readonly alias?: string;
      /** Over UDP, only that TCP has it. */
      readonly byTcp?: boolean;
    }
  | number
  | 'truncated'
  | null;

const types = { a: 1, cname: 5, aaaa: 28 } as const;

type AnswerOf = (name: string, family: 4 | 6) => Answer;

export async function startResolver(address: string, answerOf: AnswerOf): Promise<void> {
  const socket = dgram.createSocket(net.isIPv4(address) ? 'udp4' : 'udp6');
  socket.on('message', (query, from) => {
    const { bytes, after } = replyTo(query, answerOf, 'udp');
    if (bytes === null) return;
    const send = () => socket.send(bytes, from.port, from.address);
    if (after > 0) setTimeout(send, after);
    else send();
  });
  await new Promise<void>((resolve) => socket.bind(53, address, resolve));
}

/** Beside it, over TCP (RFC 7766). */
export function startTcpResolver(address: string, answerOf: AnswerOf): Promise<void> {
  const server = net.createServer((socket) => {
    let seen = Buffer.alloc(0);
    socket
      .on('error', () => undefined)
      .on('data', (part) => {
        seen = Buffer.concat([seen, part]);
        while (seen.length >= 2 && seen.length >= 2 + seen.readUInt16BE(0)) {
          const size = seen.readUInt16BE(0);
          const { bytes } = replyTo(seen.subarray(2, 2 + size), answerOf, 'tcp');
          seen = seen.subarray(2 + size);
          if (bytes !== null) socket.write(Buffer.concat([uint16(bytes.length), bytes]));
        }
      });
  });
  return new Promise((resolve) => server.listen(53, address, resolve));
}

function replyTo(query: Buffer, answerOf: AnswerOf, over: 'udp' | 'tcp') {
  const labels: string[] = [];
  let at = 12;
  for (let size = query[at] ?? 0; size > 0; size = query[at] ?? 0) {
    labels.push(query.toString('latin1', at + 1, at + 1 + size));
    at += size + 1;
  }
  const type = query.readUInt16BE(at + 1);
  const answer = answerOf(labels.join('.').toLowerCase(), type === types.aaaa ? 6 : 4);
  if (answer === null) return { bytes: null, after: 0 };
  const head = Buffer.from(query.subarray(0, at + 5));
  head.fill(0, 6, 12);
  if (answer === 'truncated' || (typeof answer === 'object' && answer.byTcp === true && over === 'udp')) {
    head.writeUInt16BE(0x8380, 2);
    return { bytes: head, after: 0 };
  }
  head.writeUInt16BE(0x8180 | (typeof answer === 'number' ? answer : 0), 2);
  const records = typeof answer === 'number' ? [] : recordsOf(answer, type);
  head.writeUInt16BE(records.length, 6);
  return { bytes: Buffer.concat([head, ...records]), after: typeof answer === 'number' ? 0 : (answer.after ?? 0) };
}

function recordsOf(answer: Extract<Answer, object>, type: number): readonly Buffer[] {
  const { alias } = answer;
  const found = type === types.a ? answer[4] : type === types.aaaa ? answer[6] : undefined;
  const bytes = found === undefined ? null : net.isIPv4(found) ? found.split('.').map(Number) : bytesOfIpv6(found);
  const name = Buffer.from([0xc0, 12]);
  if (alias === undefined) return bytes === null ? [] : [record(name, type, Buffer.from(bytes))];
  const target = nameOf(alias);
  return [
    record(name, types.cname, target),
    ...(bytes === null || type === types.cname ? [] : [record(target, type, Buffer.from(bytes))]),
  ];
}

const record = (name: Buffer, type: number, data: Buffer) =>
  Buffer.concat([name, uint16(type), Buffer.from([0, 1, 0, 0, 0, 60]), uint16(data.length), data]);

const nameOf = (name: string) =>
  Buffer.concat([...name.split('.').map((label) => Buffer.from([label.length, ...Buffer.from(label)])), Buffer.of(0)]);

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
}

/** Of an address with one `::`. */
function bytesOfIpv6(address: string): Buffer {
  const [head = [], tail = []] = address.split('::').map((part) => (part === '' ? [] : part.split(':')));
  const groups = [...head, ...Array<string>(8 - head.length - tail.length).fill('0'), ...tail];
  return Buffer.from(groups.map((group) => group.padStart(4, '0')).join(''), 'hex');
}
