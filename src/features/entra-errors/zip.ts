/** The files of a zip archive, unpacked one after the other. */
import type { Readable } from 'node:stream';
import yauzl from 'yauzl';
import { PpmiError } from '../../domain/errors.ts';

/** Skips folders. Fails as `file-broken`. */
export async function* openEntries(file: string): AsyncGenerator<Readable> {
  const archive = await call<yauzl.ZipFile>(
    (done) => yauzl.open(file, { lazyEntries: true, autoClose: false }, done),
    file,
  );
  try {
    for (;;) {
      const entry = await nextEntry(archive, file);
      if (entry === null) return;
      if (!entry.fileName.endsWith('/')) {
        yield await call<Readable>((done) => archive.openReadStream(entry, done), file);
      }
    }
  } finally {
    archive.close();
  }
}

function nextEntry(archive: yauzl.ZipFile, file: string): Promise<yauzl.Entry | null> {
  return new Promise((resolve, reject) => {
    const settle = (act: () => void): void => {
      archive.removeAllListeners('entry').removeAllListeners('end').removeAllListeners('error');
      act();
    };
    archive.once('entry', (entry: yauzl.Entry) => settle(() => resolve(entry)));
    archive.once('end', () => settle(() => resolve(null)));
    archive.once('error', (error: Error) => settle(() => reject(broken(file, error))));
    archive.readEntry();
  });
}

function call<T>(start: (done: (error: Error | null, value: T) => void) => void, file: string): Promise<T> {
  return new Promise((resolve, reject) => {
    start((error, value) => (error === null ? resolve(value) : reject(broken(file, error))));
  });
}

function broken(file: string, cause: Error): PpmiError {
  return new PpmiError('file-broken', { file, detail: cause.message }, { cause });
}
