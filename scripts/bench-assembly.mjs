/**
 * Computes the subject of a 16 MB assembly and compares the wall-clock time (median) with `sha256sum` of the same file.
 * Limit: three times as long, plus the start-up of the same command with a small file. Requires a build.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const rounds = Number(process.argv[2] ?? 15);
const limit = 3;
const size = 16 * 1024 * 1024;
const small = join(root, 'test', 'fixtures', 'assemblies', 'issued-public.dll');

const folder = mkdtempSync(join(tmpdir(), 'ppmi-bench-'));
try {
  const large = join(folder, 'large.dll');
  writeFileSync(large, grown(readFileSync(small)));
  const show = (file) => [
    ...[process.execPath, join(root, 'bin', 'run.js'), 'subject', 'show', file, '--json'],
    ...['--tenant', '9a6df4f7-7fde-0a55-f26e-bccca13ee972'],
    ...['--environment-id', '7c4547dd-4bd6-e4c5-1f87-40bcd979571c'],
  ];
  const lines = { sha256sum: ['sha256sum', large], start: show(small), subject: show(large) };
  const times = { sha256sum: [], start: [], subject: [] };
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, [command, ...args]] of Object.entries(lines)) times[name].push(wall(command, args));
  }
  report(median(times.sha256sum), median(times.start), median(times.subject));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function report(sha256sum, start, subject) {
  const ratio = (subject - start) / sha256sum;
  const over = ratio > limit;
  if (over) process.exitCode = 1;
  const ms = (value) => `${value.toFixed(0)} ms`;
  console.log(`16 MB: subject ${ms(subject)}, start-up ${ms(start)}, sha256sum ${ms(sha256sum)}`);
  console.log(`(subject - start-up) ÷ sha256sum = ${ratio.toFixed(2)}, may be ${limit}${over ? '  TOO SLOW' : ''}`);
}

function wall(command, args) {
  const start = performance.now();
  const { error, signal } = spawnSync(command, args, { stdio: 'ignore' });
  if (error !== undefined || signal !== null) throw error ?? new Error(`${command} ended by ${signal}`);
  return performance.now() - start;
}

function median(values) {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

/** Zeros before the certificate table, where large resources are stored. The signature is complete, but no longer valid. */
function grown(assembly) {
  const optional = assembly.readUInt32LE(0x3c) + 24;
  const entry = optional + (assembly.readUInt16LE(optional) === 0x10b ? 96 : 112) + 4 * 8;
  const table = assembly.readUInt32LE(entry);
  const filler = Buffer.alloc(size - assembly.length);
  const bytes = Buffer.concat([assembly.subarray(0, table), filler, assembly.subarray(table)]);
  bytes.writeUInt32LE(table + filler.length, entry);
  return bytes;
}
