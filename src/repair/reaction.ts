/** What a response to a write means for the run, by system, status, code and message. */
import type { WriteOutcome } from '../domain/write-outcome.ts';

type Rejected = Extract<WriteOutcome, { kind: 'rejected' }>;
type System = 'graph' | 'arm' | 'dataverse';

/**
 * `retry`: the problem is temporary. `name-taken`: use another name, unless the object is equal. `exists`: an object with
 * these values exists. `changed`: another client wrote in between. `gone`: the object does not exist, or no longer. All
 * others end the step.
 */
export type Reaction =
  | 'retry'
  | 'name-taken'
  | 'exists'
  | 'changed'
  | 'gone'
  | 'limit'
  | 'not-customizable'
  | 'unsigned'
  | 'policy'
  | 'refused'
  | 'rejected';

/** Sources: Microsoft Graph and ARM as observed in public reports (2026-11); Dataverse error codes as documented. */
export function reactionTo(system: System, { status, code, message }: Rejected): Reaction {
  if (status === 429) return 'retry';
  // Dataverse answers 412 to a new row with an ID that is in use, too (documented).
  if (status === 412) return /80040237/.test(code) ? 'exists' : 'changed';
  switch (system) {
    case 'graph':
      return graphReaction(status, code, message);
    case 'arm':
      return armReaction(status, code, message);
    case 'dataverse':
      return dataverseReaction(status, code, message);
  }
}

function graphReaction(status: number, code: string, message: string): Reaction {
  if (code === 'Directory_ConcurrencyViolation') return 'retry';
  if (status === 409) return 'name-taken';
  if (status === 404) return 'gone';
  if (/size of object exceeded|Directory_ResourceSizeExceeded/i.test(`${code} ${message}`)) return 'limit';
  if (/must be unique/i.test(message)) return 'exists';
  if (/assigned policy/i.test(message)) return 'policy';
  return isRefusal(status) ? 'refused' : 'rejected';
}

function armReaction(status: number, code: string, message: string): Reaction {
  if (status === 409) return 'retry';
  // The service principal of a new identity has not replicated yet; this took up to two minutes (observed).
  if (code === 'MsGraphResourceNotFoundOnFederatedIdentityCredentialCreation') return 'retry';
  if (status === 404) return 'gone';
  if (/already exists for this managed identity/i.test(message)) return 'exists';
  if (/limit|maximum number/i.test(`${code} ${message}`) && status !== 403) return 'limit';
  return isRefusal(status) ? 'refused' : 'rejected';
}

function dataverseReaction(status: number, code: string, message: string): Reaction {
  if (/8004f027|8004f031/i.test(code)) return 'not-customizable';
  // The code is the generic "unexpected" one; only the message identifies the error.
  if (/must be signed with valid certificate/i.test(message)) return 'unsigned';
  if (status === 404) return 'gone';
  return isRefusal(status) ? 'refused' : 'rejected';
}

const isRefusal = (status: number) => status === 401 || status === 403;
