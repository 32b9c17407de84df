/** Downloads of file columns: whole, by range, and by the block messages (services.md 5.4). */
import { isJsonObject, readJsonObject } from '../odata/json-body.ts';
import { refuse } from '../odata/refuse.ts';
import type { EmulatedResponse } from '../service.ts';
import { noContent, odataContext, unreadableBody } from './answers.ts';
import type { Call } from './call.ts';
import type { StoredFile, Table } from './table.ts';

/** Recommended size of a block: 4 MB (documented). */
const blockSize = 4_194_304;

export function download(call: Call, file: StoredFile | null): EmulatedResponse {
  if (file === null) return noContent;
  const size = file.bytes.length;
  const headers = {
    'content-type': 'application/octet-stream',
    'x-ms-file-size': String(size),
    'x-ms-file-name': file.name,
    mimetype: 'application/octet-stream',
    'access-control-expose-headers': 'x-ms-file-size,x-ms-file-name,x-ms-chunk-size,mimetype',
  };
  const range = call.request.headers.range;
  if (range === undefined) return { status: 200, headers, body: file.bytes };
  const match = /^bytes=(\d+)-(\d*)$/.exec(range);
  const start = Number(match?.[1]);
  if (match === null || start >= size) return { status: 416, headers: { 'content-range': `bytes */${size}` } };
  const end = Math.min(match[2] ? Number(match[2]) : size - 1, size - 1);
  return {
    status: 206,
    headers: { ...headers, 'x-ms-chunk-size': String(blockSize), 'content-range': `bytes ${start}-${end}/${size}` },
    body: file.bytes.subarray(start, end + 1),
  };
}

/** The continuation token names the file; opaque to clients. */
export function initializeDownload(call: Call, tables: readonly Table[]): EmulatedResponse {
  const body = readJsonObject(call.request.body);
  if (body === null || !isJsonObject(body.Target)) return unreadableBody;
  const type = String(body.Target['@odata.type'] ?? '').replace(/^#?Microsoft\.Dynamics\.CRM\./, '');
  const table = tables.find((item) => item.logicalName === type);
  const id = String(body.Target[table?.key ?? ''] ?? '');
  const column = String(body.FileAttributeName ?? '');
  const file = fileOf(call, table, column, id);
  if (table === undefined || file === null)
    return refuse(404, '0x80048531', `No file attachment found for attribute: ${column} EntityId: ${id}.`);
  return {
    status: 200,
    body: {
      ...odataContext(call, 'Microsoft.Dynamics.CRM.InitializeFileBlocksDownloadResponse'),
      FileContinuationToken: Buffer.from(JSON.stringify([table.set, column, id])).toString('base64url'),
      FileSizeInBytes: file.bytes.length,
      FileName: file.name,
      IsChunkingSupported: true,
    },
  };
}

export function downloadBlock(call: Call, tables: readonly Table[]): EmulatedResponse {
  const body = readJsonObject(call.request.body);
  const token = readToken(String(body?.FileContinuationToken ?? ''));
  if (body === null || token === null) return unreadableBody;
  const [set, column, id] = token;
  const file = fileOf(
    call,
    tables.find((item) => item.set === set),
    column,
    id,
  );
  const offset = Number(body.Offset ?? 0);
  const length = Number(body.BlockLength ?? blockSize);
  if (file === null || !(offset >= 0) || !(length > 0))
    return refuse(400, '0x80040203', 'Invalid offset, block length or file continuation token.');
  const data = file.bytes.subarray(offset, offset + length).toString('base64');
  return { status: 200, body: { ...odataContext(call, 'Microsoft.Dynamics.CRM.DownloadBlockResponse'), Data: data } };
}

function fileOf(call: Call, table: Table | undefined, column: string, id: string): StoredFile | null {
  return table?.files?.[column]?.(id, call.environment) ?? null;
}

function readToken(token: string): readonly [string, string, string] | null {
  const parts = /^\["(\w+)","(\w+)","([\w-]+)"\]$/.exec(Buffer.from(token, 'base64url').toString('utf8'));
  return parts === null ? null : [parts[1] ?? '', parts[2] ?? '', parts[3] ?? ''];
}
