/** One authenticated call of the Dataverse Web API. */

import type { Environment } from '../../world/model.ts';
import type { Caller, Context, EmulatedRequest } from '../service.ts';
import { type Preferences, readPreferences } from './preferences.ts';

export interface Call {
  readonly request: EmulatedRequest;
  readonly context: Context;
  readonly environment: Environment;
  readonly caller: Caller;
  /** `https://{host}/api/data/v9.2` */
  readonly api: string;
  readonly prefer: Preferences;
}

export function newCall(call: Omit<Call, 'prefer'>): Call {
  return { ...call, prefer: readPreferences(call.request.headers.prefer ?? '') };
}
