/** HTTP responses with every length, line and framing wrong in some way, from a seed. Shared with `npm run fuzz`. */

export function* hostileAnswers(seed: number, count: number): Generator<Buffer> {
  const random = mulberry32(seed);
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
  const repeat = (text: () => string, most: number) =>
    Array.from({ length: Math.floor(random() * most) }, text).join('');
  const any = () => String.fromCharCode(Math.floor(random() * 256));

  const statusLine = () =>
    pick([
      'HTTP/1.1 200 OK',
      'HTTP/1.0 403 Forbidden',
      'HTTP/1.1 407',
      'HTTP/1.1 100 Continue',
      'HTTP/1.1 101 Switching',
      'HTTP/1.1 204 None',
      'HTTP/1.1 999 x',
      'HTTP/1.1 0200 OK',
      'HTTP/2 200',
      'HTTP/1.1 2e2 OK',
      'ICY 200 OK',
      '',
      any() + any(),
    ]);
  const number = () =>
    pick([
      '0',
      '1',
      '5',
      '-6',
      '-1',
      '+3',
      '0x10',
      'ffffffff',
      'fffffffff',
      '1e9',
      '9'.repeat(20),
      'NaN',
      '',
      ' 5',
      '5 ',
      any(),
    ]);
  const header = () =>
    pick([
      () => `Content-Length: ${number()}`,
      () => `Content-Length: ${number()}, ${number()}`,
      () => 'Transfer-Encoding: chunked',
      () => 'Transfer-Encoding: gzip, chunked',
      () => 'Transfer-Encoding: chunked, gzip',
      () => `${repeat(any, 9)}: ${repeat(any, 20)}`,
      () => ` folded ${any()}`,
      () => '__proto__: x',
      () => `X: ${'y'.repeat(Math.floor(random() * 2000))}`,
    ])();
  const chunk = () => {
    const size = Math.floor(random() * 12);
    const line = random() < 0.6 ? size.toString(16) : number();
    return `${line}${pick(['', ';a=b', ' ', `;${'e'.repeat(300)}`])}${end()}${repeat(any, size + 2)}${end()}`;
  };
  const end = () => (random() < 0.98 ? '\r\n' : pick(['\n', '\r', '', '\r\n\r\n', '\0']));

  for (let index = 0; index < count; index += 1) {
    const lines = [statusLine(), ...Array.from({ length: Math.floor(random() * 6) }, header)];
    const head = lines.map((line) => line + end()).join('') + end();
    let text = head + pick([() => repeat(any, 40), () => repeat(chunk, 8), () => `${repeat(chunk, 8)}0\r\n\r\n`])();
    if (random() < 0.3) text = text.slice(0, Math.floor(random() * text.length));
    if (random() < 0.2) {
      const at = Math.floor(random() * text.length);
      text = text.slice(0, at) + any() + text.slice(at + Math.floor(random() * 3));
    }
    yield Buffer.from(text, 'latin1');
  }
}

/** A small generator with a seed; Math.random has none. */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
