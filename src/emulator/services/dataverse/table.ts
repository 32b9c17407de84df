/** A Dataverse table as the Web API shows it. */

import type { Environment } from '../../world/model.ts';
import type { Row } from '../odata/filter.ts';
import type { JsonObject } from '../odata/json-body.ts';
import type { EmulatedResponse } from '../service.ts';
import type { Call } from './call.ts';

export interface Table {
  /** Entity set, as in the path. */
  readonly set: string;
  readonly logicalName: string;
  readonly key: string;
  /** As in `prvRead{…}`. */
  readonly privilege: string;
  columns(environment: Environment): readonly string[];
  rows(environment: Environment): readonly Row[];
  /** Columns that are given for one row by its id only. */
  readonly heavy?: readonly string[];
  /** Labels of choice columns, shown as formatted values. */
  readonly labels?: Readonly<Record<string, Readonly<Record<number, string>>>>;
  /** Single-valued navigation: its name → the table it leads to; `_{name}_value` holds the id. */
  readonly lookups?: Readonly<Record<string, Table>>;
  /** Collection-valued navigation. */
  readonly collections?: Readonly<Record<string, (id: string, environment: Environment) => readonly Row[]>>;
  /** Adds to or removes from a collection; null when done. */
  readonly associate?: Readonly<
    Record<string, (call: Call, id: string, other: string, add: boolean) => EmulatedResponse | null>
  >;
  /** File columns: name and bytes, or null when empty. */
  readonly files?: Readonly<Record<string, (id: string, environment: Environment) => StoredFile | null>>;
  create?(call: Call, body: JsonObject, id: string): EmulatedResponse | null;
  update?(call: Call, id: string, body: JsonObject): EmulatedResponse | null;
  remove?(call: Call, id: string): EmulatedResponse | null;
}

export interface StoredFile {
  readonly name: string;
  readonly bytes: Buffer;
}
