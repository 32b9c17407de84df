/** Inputs that are far too large, too slow or without an end: the built tool refuses or reads them within limits. */
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type Ran, runPpmi } from '../../test/run-ppmi.ts';
import type { Attempt, Budget, Tried } from './row.ts';
import { environment, json, openStage, sends, signIn } from './wire.ts';

const megabyte = 1024 * 1024;

/** Of one run: three lists of 32 MB at the same time, each there as bytes, as text and as values. */
const mostMB = 1200;
const mostMs = 20_000;
/** Of a log of 3 GB that is nothing but errors. */
const mostLogMs = 120_000;

interface Measured extends Ran {
  readonly mb: number;
  readonly ms: number;
}

async function measured(
  folder: string,
  run: (env: Readonly<Record<string, string>>) => Promise<Ran>,
): Promise<Measured> {
  const file = join(folder, `usage-${Math.random()}`);
  const hook = new URL('usage.mjs', import.meta.url).href;
  const ran = await run({ NODE_OPTIONS: `--import=${hook}`, PROMISES_USAGE: file });
  return { ...ran, ...(JSON.parse(readFileSync(file, 'utf8')) as { mb: number; ms: number }) };
}

function judge(
  name: string,
  { code, stdout, stderr, mb, ms }: Measured,
  codes: readonly number[],
  limitMs = mostMs,
): string | null {
  const used = `${name}: ${mb.toFixed(0)} MB, ${(ms / 1000).toFixed(1)} s of CPU time, exit code ${code}`;
  console.error(`  ${used}`);
  if (code === null || !codes.includes(code)) return `${used}: ${(stdout + stderr).slice(0, 300)}`;
  return mb > mostMB || ms > limitMs ? used : null;
}

interface LoadCase {
  readonly name: string;
  run(folder: string): Promise<string | null>;
}

async function tryCases(cases: readonly LoadCase[], { from, to, until }: Budget): Promise<Tried> {
  const folder = mkdtempSync(join(tmpdir(), 'ppmi-load-'));
  const failures: string[] = [];
  let tried = 0;
  try {
    for (const { run } of cases.slice(from, to)) {
      if (tried > 0 && Date.now() > until) break;
      const why = await run(folder);
      tried += 1;
      if (why !== null) failures.push(why);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return { tried, failures, worst: null };
}

type Answer = Parameters<Awaited<ReturnType<typeof openStage>>['run']>[1];

/** A body of so many megabytes, as fast as it is taken. */
const large =
  (status: number, mb: number, start = ''): Answer =>
  (response) => {
    const piece = Buffer.alloc(megabyte, ' ');
    response.writeHead(status, json).write(start);
    let left = mb;
    const more = () => {
      while (left > 0 && !response.destroyed) {
        left -= 1;
        if (!response.write(piece)) return void response.once('drain', more);
      }
      response.end('0');
    };
    more();
  };

/** Gzip members in a row are one stream; 64 MB of spaces are 64 kB. */
function bomb(mb: number, text = ' '): Buffer {
  const member = gzipSync(Buffer.alloc(64 * megabyte, text));
  return Buffer.concat(Array.from({ length: mb / 64 }, () => member));
}

const gzip = { ...json, 'content-encoding': 'gzip' };
const id = '00000000-0000-4000-8000-000000000000';
const rows = (count: number) =>
  JSON.stringify({
    value: Array.from({ length: count }, (_, n) => ({
      managedidentityid: id,
      pluginassemblyid: id,
      pluginpackageid: id,
      name: `record ${n} ${'x'.repeat(80)}`,
    })),
  });
const error = (text: string) => JSON.stringify({ error: { code: 'x', message: text } });

let pages = 0;
const newPage = () => {
  pages += 1;
  return `n=${pages}`;
};
/** Each page names another as its next, or always the same. */
const endless =
  (next: () => string, value = '[]'): Answer =>
  (response) =>
    void response
      .writeHead(200, json)
      .end(`{"value":${value},"@odata.nextLink":"${environment}/api/data/v9.2/x?${next()}"}`);

/** A byte now and then, for as long as the connection holds. */
function drip(response: ServerResponse): void {
  response.writeHead(200, json).write('{"value":[');
  const timer = setInterval(() => response.write(' '), 1000);
  response.once('close', () => clearInterval(timer));
}

const list = ['identity', 'list'];
const who = ['env', 'who'];
const credentials = ['fic', 'list', '--application-id', '11111111-1111-4111-8111-111111111111'];

const answers: readonly (readonly [string, readonly string[], () => Answer, (readonly number[])?])[] = [
  ['a JSON body of 1 GB', who, () => large(200, 1024)],
  ['a list of 1 GB', list, () => large(200, 1024, '{"value":[')],
  ['an error of 1 GB', who, () => large(403, 1024)],
  ['a list of 31 MB', list, () => sends(200, rows(120_000)), [0]],
  ['3 GB in gzip', who, () => sends(200, bomb(3072), gzip)],
  ['3 GB in gzip with 403', who, () => sends(403, bomb(3072), gzip)],
  ['a new next page each time', list, () => endless(newPage)],
  ['a next page that is itself', list, () => endless(() => 'n=1')],
  ['pages of 200 kB without an end', list, () => endless(newPage, `[${'{"name":"x"},'.repeat(15_000)}{}]`)],
  ['31 MB of empty objects', list, () => sends(200, `{"value":[${'{},'.repeat(10_000_000)}{}]}`)],
  ['31 MB of brackets', list, () => sends(200, `{"value":${'['.repeat(31_000_000)}`)],
  ['pages of Graph without an end', credentials, () => endless(newPage)],
  ...['a.', 'eyJaaaaaa-', 'System.', '0.A', 'a://', "'", '\\u0041'].map(
    (token) =>
      [`an error of 900 kB of ${token}`, who, () => sends(403, error(token.repeat(900_000 / token.length)))] as const,
  ),
  ['one byte a second', list, () => drip],
];

/** Answers of services, then those of a proxy before any TLS. */
export const bounded: Attempt = (budget) => {
  const cases: LoadCase[] = answers.map(([name, command, answer, codes = [2]]) => ({
    name,
    async run(folder) {
      const stage = await openStage();
      try {
        const args = [...command, ...(command[0] === 'fic' ? [] : ['--environment', environment]), ...signIn, '--json'];
        const ran = await measured(folder, (env) => stage.runAs(args, answer(), env));
        return judge(name, ran, codes);
      } finally {
        await stage.close();
      }
    },
  }));
  return tryCases([...cases, ...proxyCases()], budget);
};

function proxyCases(): readonly LoadCase[] {
  const refusals: readonly (readonly [string, string])[] = [
    ['a negative chunk size', 'HTTP/1.1 403 No\r\nTransfer-Encoding: chunked\r\n\r\n-6\r\nabcd\r\n'],
    ['a chunk size of 16 EB', 'HTTP/1.1 403 No\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\nabcd'],
    ['10 MB of headers', `HTTP/1.1 403 No\r\n${'X: y\r\n'.repeat((10 * megabyte) / 6)}`],
    ['a header of 10 MB', `HTTP/1.1 403 No\r\nX:${'\t'.repeat(10 * megabyte)}\u0000\r\n\r\n`],
    ['100 without an end', 'HTTP/1.1 100 Continue\r\n\r\n'.repeat(200_000)],
    ['a body of 50 MB', `HTTP/1.1 403 No\r\n\r\n${'x'.repeat(50 * megabyte)}`],
  ];
  return refusals.flatMap(([name, refusal]) =>
    [['env', 'who'], ['connectivity']].map((command) => ({
      name: `${name} from a proxy, ${command.join(' ')}`,
      async run(folder: string) {
        const stage = await openStage([], () => refusal);
        try {
          const args = [...command, '--environment', environment, ...signIn, '--json'];
          const ran = await measured(folder, (env) => stage.runAs(args, sends(200, '{}'), env));
          return judge(`${name} from a proxy, ${command.join(' ')}`, ran, [1, 2]);
        } finally {
          await stage.close();
        }
      },
    })),
  );
}

const line = `2026-01-01T00:00:00Z AADSTS700213: No matching federated identity record found. Trace ID: 0\n`;

/** Files of a gigabyte and more, packed or not, and files that ask for more work than their size. */
export const logs: Attempt = (budget) => {
  const file = (name: string, args: readonly string[], write: (path: string) => void, codes = [0, 1, 2]): LoadCase => ({
    name,
    async run(folder) {
      const path = join(folder, 'input');
      write(path);
      try {
        return judge(
          name,
          await measured(folder, (env) =>
            runPpmi([...args.map((arg) => (arg === 'FILE' ? path : arg)), '--json'], { env }),
          ),
          codes,
          mostLogMs,
        );
      } finally {
        rmSync(path);
      }
    },
  });
  const many = (piece: string | Buffer, times: number) => (path: string) => {
    const descriptor = openSync(path, 'w');
    for (let left = times; left > 0; left -= 1) writeSync(descriptor, piece as string);
    closeSync(descriptor);
  };
  const text = (piece: string, size: number) => piece.repeat(size / piece.length);
  const decode = ['error', 'decode', 'FILE'];
  const show = ['certificate', 'show', 'FILE'];
  const packed = (words: string) => gzipSync(Buffer.from(text(words, 64 * megabyte)));
  return tryCases(
    [
      file('a PEM of 10 MB of BEGIN', show, many(text('-----BEGIN CERTIFICATE-----', megabyte), 10), [2]),
      file(
        'a CA file of 10 MB of BEGIN',
        ['connectivity', '--ca-file', 'FILE'],
        many(text('-----BEGIN CERTIFICATE-----', megabyte), 10),
        [2],
      ),
      file('a file of 2 GB as a certificate', show, many(text('x', megabyte), 2048), [2]),
      file('a world of 16 MB of brackets', ['env', 'who', '--world', 'FILE'], many(text('[', megabyte), 15), [2]),
      file('a report of 100 MB of brackets', ['report', 'merge', 'FILE'], many(text('[', megabyte), 100), [2]),
      file('a report of 100 MB of empty objects', ['report', 'merge', 'FILE'], many(text('{}\n', megabyte), 100), [2]),
      file(
        'a snapshot of 20 MB',
        ['error', 'decode', '--text', line, '--snapshot', 'FILE'],
        many(text('[{}],', megabyte), 20),
        [2],
      ),
      file(
        'a list of 15 MB of environments',
        ['doctor', '--all', '--environments-file', 'FILE', ...signIn],
        many(text('x\n', megabyte), 15),
        [2],
      ),
      // The largest last, which the short form leaves out.
      file('a log of 3 GB in gzip', decode, many(packed(line), 48)),
      file('2 GB of one letter in gzip', decode, many(packed('x'), 32)),
      file('3 GB in gzip, not grouped', [...decode, '--no-group'], many(packed(line), 48), [2]),
      file('a log of 1 GB', decode, many(text(line, megabyte), 1024)),
      file('a line of 200 MB', decode, many(text("AADSTS700213: '", megabyte), 200)),
    ],
    budget,
  );
};
