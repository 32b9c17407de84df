import { appendFileSync, closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { createRedactor } from '../../src/domain/redact.ts';
import { openRequestLog } from '../../src/session/request-log.ts';

const entry = {
  time: '2026-01-01T00:00:00.000Z',
  system: 'graph',
  method: 'GET',
  host: 'graph.microsoft.com',
  path: '/v1.0/applications',
  status: 200,
  error: null,
  ms: 12,
  requestId: 'r',
  correlationId: 'c',
  retryInMs: null,
  emulated: false,
};

describe('openRequestLog', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'ppmi-log-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('appends one redacted line per request', () => {
    const file = join(folder, 'log');
    const redactor = createRedactor();
    redactor.register('canary-1');
    appendFileSync(file, 'earlier\n');
    const log = openRequestLog(file, redactor, () => {});
    log.write({ ...entry, path: '/a/canary-1/b', error: 'two\nlines' });
    log.close();
    const [first, line = '', ...rest] = readFileSync(file, 'utf8').split('\n');
    expect([first, rest]).to.deep.equal(['earlier', ['']]);
    expect(JSON.parse(line)).to.deep.equal({ ...entry, path: '/a/[redacted]/b', error: 'two\nlines' });
  });

  it('M7: writes nothing after its end: the descriptor may be that of another file by then', () => {
    const notes: string[] = [];
    const log = openRequestLog(join(folder, 'log'), createRedactor(), (text) => notes.push(text));
    log.close();
    const other = join(folder, 'other');
    const descriptor = openSync(other, 'w');
    log.write(entry);
    closeSync(descriptor);
    expect([readFileSync(other, 'utf8'), notes, log.isWhole()]).to.deep.equal(['', [], true]);
  });

  it('reports the file that cannot be written', () => {
    expect(() => openRequestLog(folder, createRedactor(), () => {}))
      .to.throw('file-unwritable')
      .with.nested.property('args.file', folder);
  });
});
