import { expect } from 'chai';
import { ClosedEarly, createAnswerParser, NotHttp, type RawAnswer } from '../../src/net/raw-http.ts';
import { hostileAnswers } from './hostile-answers.ts';

const options = { bodyLimit: 1000, bodyOnSuccess: true };

/** Fed in pieces of `size` bytes, then ended; an answer may come before the end. */
function read(text: string | Buffer, size = Number.POSITIVE_INFINITY, given = options): RawAnswer {
  const bytes = Buffer.from(text as string, 'latin1');
  const parser = createAnswerParser(given);
  for (let at = 0; at < bytes.length; at += size) {
    const answer = parser.push(bytes.subarray(at, Math.min(bytes.length, at + size)));
    if (answer !== null) return answer;
  }
  return parser.end();
}
const body = (text: string, size?: number) => {
  const { body: content, cut } = read(text, size);
  return { body: content.toString(), cut };
};
const head = (...lines: string[]) => `HTTP/1.1 403 No\r\n${lines.map((line) => `${line}\r\n`).join('')}\r\n`;
const chunked = head('Transfer-Encoding: chunked');

describe('createAnswerParser', () => {
  it('reads a length, chunks and a body that ends with the connection, in pieces of any size', () => {
    for (const size of [1, 2, 3, 7, 1000]) {
      expect(body(`${head('Content-Length: 5')}hello and more`, size)).to.deep.equal({ body: 'hello', cut: false });
      expect(body(`${chunked}2;x=1\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n`, size)).to.deep.equal({ body: 'hello', cut: false });
      expect(body(`${head()}hello`, size)).to.deep.equal({ body: 'hello', cut: false });
    }
  });

  it('stops after the head of a tunnel', () => {
    const given = { bodyLimit: 10, bodyOnSuccess: false };
    expect(read('HTTP/1.1 200 Connection established\r\n\r\n', 1, given).status).to.equal(200);
  });

  it('skips interim responses', () => {
    expect(read(`HTTP/1.1 100 Continue\r\n\r\n${head('Content-Length: 0')}`).status).to.equal(403);
  });

  it('H3: does not hang on a negative chunk size', () => {
    expect(body(`${chunked}-6\r\nhello`)).to.deep.equal({ body: '', cut: true });
  });

  for (const [what, size] of [
    ['with a sign', '+5'],
    ['with a prefix', '0x5'],
    ['with a fraction', '5.0'],
    ['with words behind it', '5 apples'],
    ['of nine digits', '000000005'],
    ['that is empty', ''],
  ] as const) {
    it(`rejects a chunk size ${what}`, () =>
      expect(body(`${chunked}${size}\r\nhello\r\n0\r\n\r\n`)).to.deep.equal({ body: '', cut: true }));
  }

  for (const [what, length] of [
    ['negative', '-1'],
    ['not decimal', '1e3'],
    ['contradictory', '5, 6'],
    ['too long', '9'.repeat(16)],
  ] as const) {
    it(`rejects a content length that is ${what}`, () =>
      expect(body(`${head(`Content-Length: ${length}`)}hello`)).to.deep.equal({ body: 'hello', cut: true }));
  }

  it('reports a truncated body', () => {
    expect(body(`${head('Content-Length: 9')}hello`)).to.deep.equal({ body: 'hello', cut: true });
    expect(body(`${chunked}9\r\nhello`)).to.deep.equal({ body: 'hello', cut: true });
  });

  it('stops at the limit, whatever length is announced', () => {
    expect(read(`${head(`Content-Length: ${'9'.repeat(15)}`)}${'x'.repeat(2000)}`).body.length).to.equal(1000);
    expect(read(`${chunked}ffffffff\r\n${'x'.repeat(2000)}`).body.length).to.equal(1000);
    const overhead = read(`${chunked}${`1;${'e'.repeat(200)}\r\nx\r\n`.repeat(200)}`);
    expect([overhead.cut, overhead.body.length < 100]).to.deep.equal([true, true]);
  });

  it('limits the size of the head, the number of headers, and the interim responses', () => {
    expect(() => read(`HTTP/1.1 200 OK\r\nX: ${'x'.repeat(70_000)}`)).to.throw(NotHttp);
    expect(() => read(head(...Array.from({ length: 201 }, (_, index) => `X-${index}: 1`)))).to.throw(NotHttp);
    expect(() => read('HTTP/1.1 103 Early\r\n\r\n'.repeat(20))).to.throw(NotHttp);
  });

  it('joins headers of one name, and ignores inherited properties', () => {
    const { headers } = read(`${head('A: 1', 'a: 2', '__proto__: 3', 'constructor: 4', 'Content-Length: 0')}`);
    expect(Object.entries(headers)).to.deep.include.members([
      ['a', '1, 2'],
      ['__proto__', '3'],
      ['constructor', '4'],
    ]);
  });

  it('distinguishes a response that is not HTTP from a closed connection', () => {
    expect(() => read('SSH-2.0-OpenSSH_9\r\n')).to.throw(NotHttp);
    expect(() => read('HTTP/1.1 OK\r\n\r\n')).to.throw(NotHttp);
    expect(() => read('')).to.throw(ClosedEarly, 'without a response');
    expect(() => read('HTTP/1.1 200 OK\r\nA:')).to.throw(ClosedEarly, 'in the middle');
  });

  it('survives 5,000 hostile responses, whole and in pieces, with the same result', () => {
    for (const bytes of hostileAnswers(11, 5000)) {
      const [whole, pieces] = [Number.POSITIVE_INFINITY, 5].map((size) => {
        try {
          const { status, body: content, cut } = read(bytes, size);
          expect(content.length).to.be.at.most(1000);
          return `${status} ${content.length} ${cut}`;
        } catch (error) {
          if (error instanceof NotHttp || error instanceof ClosedEarly) return 'refused';
          throw error;
        }
      });
      // At the limit, how much was read ahead decides whether the end was seen.
      if (!whole?.includes(' 1000 ')) expect(pieces, JSON.stringify(bytes.toString('latin1'))).to.equal(whole);
    }
  });
});
